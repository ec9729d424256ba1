import LinkerdPolicy

/// Answered tests as JSON (`PolicyTestReport` in `docs/json.md`).
struct TestReportDocument: Encodable {
  let questions: Int
  let failed: Int
  let tests: [Test]

  init(_ run: PolicyTestRun) {
    questions = run.results.count
    failed = run.failed
    tests = run.results.map(Test.init)
  }

  /// One test.
  struct Test: Encodable {
    let result: PolicyTestResult

    private enum CodingKeys: String, CodingKey { case file, suite, name, expect, actual, pass }

    func encode(to encoder: any Encoder) throws {
      var fields = encoder.container(keyedBy: CodingKeys.self)
      try fields.encode(result.file, forKey: .file)
      try fields.encode(result.suite, forKey: .suite)
      try fields.encode(result.name, forKey: .name)
      try fields.encode(result.expect.rawValue, forKey: .expect)
      try fields.encode(result.decision.outcome.rawValue, forKey: .actual)
      try fields.encode(result.passes, forKey: .pass)
      try DecisionFields(decision: result.decision, omitsUnenforced: true).encode(to: encoder)
    }
  }
}
