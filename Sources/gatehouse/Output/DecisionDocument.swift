import KubernetesSnapshot
import LinkerdPolicy

/// A decision as JSON (`AccessDecision` in `docs/json.md`), in the words of Linkerd's own reports.
struct DecisionDocument: Encodable {
  let client: String
  let target: String
  let port: UInt16
  /// What the client does: `any request`, `GET /api`.
  let way: String
  private let decision: AccessDecision

  init(client: String, target: String, port: UInt16, way: EdgeExplanation.Way) {
    self.client = client
    self.target = target
    self.port = port
    self.way = way.title
    decision = way.decision
  }

  private enum CodingKeys: String, CodingKey {
    case client, target, port, way, actual, rule, reasons
  }

  private struct Step: Encodable {
    let text: String
    let rule: String
    let object: String?

    private enum CodingKeys: String, CodingKey { case text, rule, object }

    func encode(to encoder: any Encoder) throws {
      var fields = encoder.container(keyedBy: CodingKeys.self)
      try fields.encode(text, forKey: .text)
      try fields.encode(rule, forKey: .rule)
      try fields.encode(object, forKey: .object)
    }
  }

  /// Writes all fields; those that do not apply are `null`.
  func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(client, forKey: .client)
    try fields.encode(target, forKey: .target)
    try fields.encode(port, forKey: .port)
    try fields.encode(way, forKey: .way)
    try fields.encode(decision.outcome.rawValue, forKey: .actual)
    try fields.encode(decision.rule, forKey: .rule)
    try DecisionFields(decision: decision, omitsUnenforced: false).encode(to: encoder)
    try fields.encode(
      decision.reasons.map { Step(text: $0.text, rule: $0.rule, object: $0.object?.description) },
      forKey: .reasons)
  }
}
