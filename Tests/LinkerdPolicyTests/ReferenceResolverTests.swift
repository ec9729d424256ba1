import Foundation
import KubernetesSnapshot
import LinkerdPolicy
import Testing

/// The resolver's twin against the answers of Linkerd's own code: what proves that it is right.
///
/// The twin knows the rules of the newest release only.
@Suite struct ReferenceResolverTests {
  @Test("every recorded answer is the twin's answer") func recordedAnswers() throws {
    var questions = 0
    var differences: [String] = []
    for file in try OracleTests.files() {
      for oracleCase in try OracleCase.cases(in: file)
      where oracleCase.cluster.linkerdVersion == nil {
        let twin = ReferenceResolver(oracleCase.snapshot, mesh: oracleCase.mesh)
        for (question, expected) in zip(oracleCase.questions, oracleCase.answers) {
          questions += 1
          let request = try #require(question.accessRequest)
          let address = try #require(IPAddress(question.client.ip))
          let actual = twin.answer(request, from: address)
          if actual != expected {
            differences.append(
              "\(oracleCase.name): \(question)\n  expected \(expected)\n"
                + "  actual   \(actual.map { "\($0)" } ?? "no such target")")
          }
        }
      }
    }
    print("\(questions) questions to the twin, \(differences.count) differences")
    #expect(questions > 0)
    #expect(differences.isEmpty, "\(differences.prefix(20).joined(separator: "\n"))")
  }
}
