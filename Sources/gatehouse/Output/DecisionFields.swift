import LinkerdPolicy

/// The fields of a decision that Linkerd's own reports have too, in their words.
struct DecisionFields: Encodable {
  let decision: AccessDecision
  /// Whether the fields of a policy are absent, not `null`, where nothing is enforced.
  let omitsUnenforced: Bool

  private enum CodingKeys: String, CodingKey {
    case server, `protocol`, route, authorizations, symptom, after, invalid
  }

  private struct Name: Encodable {
    let kind: String
    let name: String
  }

  private struct GroupedName: Encodable {
    let kind: String
    let group: String
    let name: String
  }

  private struct Signs: Encodable {
    let symptom: Symptom

    private enum CodingKeys: String, CodingKey { case http, grpc, tcp }

    func encode(to encoder: any Encoder) throws {
      var fields = encoder.container(keyedBy: CodingKeys.self)
      try fields.encode(symptom.http, forKey: .http)
      try fields.encode(symptom.grpc, forKey: .grpc)
      try fields.encode(symptom.tcp, forKey: .tcp)
    }
  }

  func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(Signs(symptom: decision.symptom), forKey: .symptom)
    if omitsUnenforced, decision.server == nil { return }
    try fields.encode(
      decision.server.map { Name(kind: $0.kind, name: $0.name) }, forKey: .server)
    try fields.encode(decision.protocol?.rawValue, forKey: .protocol)
    try fields.encode(
      decision.route.map { GroupedName(kind: $0.kind, group: $0.group, name: $0.name) },
      forKey: .route)
    try fields.encode(
      decision.authorizations.map { GroupedName(kind: $0.kind, group: $0.group, name: $0.name) },
      forKey: .authorizations)
    try fields.encodeIfPresent(decision.after?.rawValue, forKey: .after)
    if decision.isInvalid { try fields.encode(true, forKey: .invalid) }
  }
}
