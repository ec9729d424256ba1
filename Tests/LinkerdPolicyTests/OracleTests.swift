import Foundation
import Testing

/// The resolver against the answers of Linkerd's own policy controller and proxy.
///
/// `ORACLE_CASES` names another file of the same form; then every difference is printed.
@Suite struct OracleTests {
  @Test("every recorded answer is the resolver's answer") func recordedAnswers() throws {
    let other = ProcessInfo.processInfo.environment["ORACLE_CASES"]
    let files =
      try other.map { $0.split(separator: ",").map { URL(fileURLWithPath: String($0)) } }
      ?? fixtures()
    var questions = 0
    var differences: [String] = []
    for file in files {
      for oracleCase in try OracleCase.cases(in: file) {
        let policy = oracleCase.resolve()
        for (index, question) in oracleCase.questions.enumerated() {
          questions += 1
          let expected = oracleCase.answers[index]
          let actual = OracleCase.answer(question, policy)
          if actual != expected {
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

  private func fixtures() throws -> [URL] {
    let folder = try #require(Bundle.module.resourceURL).appendingPathComponent("Fixtures")
    return try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
  }
}
