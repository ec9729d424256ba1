import Foundation
import Testing

/// The resolver against the answers of Linkerd's own policy controller and proxy.
///
/// `ORACLE_CASES` names another file of the same form; then every difference is printed.
@Suite struct OracleTests {
  @Test("every recorded answer is the resolver's answer") func recordedAnswers() throws {
    var questions = 0
    var differences: [String] = []
    for file in try Self.files() {
      for oracleCase in try OracleCase.cases(in: file) {
        let policy = oracleCase.resolve()
        for (index, question) in oracleCase.questions.enumerated() {
          questions += 1
          let actual = OracleCase.answer(question, policy)
          if !oracleCase.accepts(actual, to: index) {
            let expected =
              oracleCase.undefined?["\(index)"].map { "one of \($0)" }
              ?? "\(oracleCase.answers[index])"
            differences.append(
              "\(oracleCase.name) question \(index): \(question)\n  expected \(expected)\n"
                + "  actual   \(actual.map { "\($0)" } ?? "no such target")")
          }
        }
      }
    }
    print("\(questions) questions, \(differences.count) differences")
    #expect(questions > 0)
    #expect(differences.isEmpty, "\(differences.prefix(20).joined(separator: "\n"))")
  }

  @Test("every recorded policy is the resolver's policy") func recordedPolicies() throws {
    var ports = 0
    var differences: [String] = []
    for file in try Self.files() {
      for oracleCase in try OracleCase.cases(in: file) {
        let policy = oracleCase.resolve()
        for recorded in oracleCase.policies {
          for port in recorded.ports {
            ports += 1
            let actual = try oracleCase.inboundPolicy(port, policy)
            if actual != recorded.json {
              differences.append(
                "\(oracleCase.name) \(port)\n  expected \(recorded.json)\n"
                  + "  actual   \(actual ?? "no such target")")
            }
          }
        }
      }
    }
    print("\(ports) ports, \(differences.count) differences")
    #expect(ports > 0)
    #expect(differences.isEmpty, "\(differences.prefix(20).joined(separator: "\n"))")
  }

  @Test("what a release hides or leaves to chance is what the resolver says it does")
  func recordedReleases() throws {
    for file in try Self.files() {
      for oracleCase in try OracleCase.cases(in: file) {
        let policy = oracleCase.resolve()
        let hidden = policy.voids.filter { $0.rule == "O-3" }
          .map { "\($0.id.kind.kind).\($0.id.kind.group)" }
        #expect(Set(hidden) == Set(oracleCase.stalled ?? []), "\(oracleCase.name)")
        for port in oracleCase.policies.flatMap(\.ports) {
          let server = try #require(OracleCase.inboundServer(port, policy))
          #expect(server.rivals.isEmpty, "\(oracleCase.name) \(port)")
        }
        for (index, question) in oracleCase.questions.enumerated() {
          guard oracleCase.undefined?["\(index)"] != nil else { continue }
          let server = try #require(OracleCase.inboundServer(question.target, policy))
          #expect(!server.rivals.isEmpty, "\(oracleCase.name) \(question.target)")
          #expect(oracleCase.undefinedPolicies?.contains(question.target) == true)
        }
      }
    }
  }

  /// The files of cases: the fixtures, or those that the environment names.
  static func files() throws -> [URL] {
    if let other = ProcessInfo.processInfo.environment["ORACLE_CASES"] {
      return other.split(separator: ",").map { URL(fileURLWithPath: String($0)) }
    }
    let folder = try #require(Bundle.module.resourceURL).appendingPathComponent("Fixtures")
    return try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
  }
}
