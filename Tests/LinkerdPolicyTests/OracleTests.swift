import Foundation
import Testing

/// The resolver against the answers of Linkerd's own policy controller and proxy.
///
/// `make oracle CASES=FILE` compares other files of the same form, and prints every difference.
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
    Self.report("\(questions) questions", differences)
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
    Self.report("\(ports) ports", differences)
    #expect(ports > 0 || Self.named != nil)
    #expect(differences.isEmpty, "\(differences.prefix(20).joined(separator: "\n"))")
  }

  @Test("what a release hides or leaves to chance is what the resolver says it does")
  func recordedReleases() throws {
    for file in try Self.files() {
      for oracleCase in try OracleCase.cases(in: file) {
        let policy = oracleCase.resolve()
        let hidden = policy.namespaces.values.flatMap(\.voids).filter { $0.rule == "O-3" }
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

  private static func report(_ what: String, _ differences: [String]) {
    if named != nil { for difference in differences { print(difference) } }
    print("\(what), \(differences.count) differences")
  }

  /// The files that the environment names, separated by commas or blanks.
  private static let named = ProcessInfo.processInfo.environment["ORACLE_CASES"]?
    .split(whereSeparator: { ", \n".contains($0) }).map { URL(fileURLWithPath: String($0)) }

  /// The files of cases: the fixtures, or those that the environment names.
  static func files() throws -> [URL] {
    if let named { return named }
    let folder = try #require(Bundle.module.resourceURL).appendingPathComponent("Fixtures")
    return try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
  }
}
