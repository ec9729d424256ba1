import LinkerdPolicy
import TerminalUI

/// Answered tests as a table.
struct TestReportText {
  /// How it is printed.
  let style: PrintStyle

  /// The lines: a row for each test, and how many failed.
  func lines(_ run: PolicyTestRun) -> [String] {
    let rows = run.results.map { result in
      [
        sign(result), result.suite, result.name, result.expect.rawValue,
        result.decision.outcome.rawValue, result.passes ? "" : why(result),
      ]
    }
    let heading = [["", "SUITE", "TEST", "EXPECT", "ACTUAL", "WHY"]]
    let table = rows.isEmpty ? [] : TextColumns.lines(heading + rows, style: style) + [""]
    let skipped = run.problems.isEmpty ? "" : ", \(run.problems.count) could not be read or asked"
    return table + ["\(run.results.count) tests, \(run.failed) failed\(skipped)"]
  }

  private func sign(_ result: PolicyTestResult) -> String {
    String(result.passes ? style.glyphs.allow : style.glyphs.deny)
  }

  /// What decided, and what the client sees.
  private func why(_ result: PolicyTestResult) -> String {
    VisibleText(Self.why(result)).string
  }

  /// What decided, and what the client sees, as it is.
  static func why(_ result: PolicyTestResult) -> String {
    let reasons = result.decision.reasons
    let decided = (reasons.last { $0.rule == result.decision.rule } ?? reasons.last)?.text ?? ""
    return ["\(result.pod)", decided, result.decision.symptom.text].compactMap { $0 }
      .joined(separator: ": ")
  }
}
