import TerminalUI

/// Answered tests in the XML that CI systems read.
enum JUnitReport {
  /// The lines of the document.
  static func lines(_ run: PolicyTestRun) -> [String] {
    var suites: [(name: String, cases: [String], failures: Int, errors: Int)] = []
    var places: [String: Int] = [:]
    func add(_ name: String, _ lines: [String], failures: Int = 0, errors: Int = 0) {
      let place = places[name] ?? suites.count
      if place == suites.count {
        places[name] = place
        suites.append((name, [], 0, 0))
      }
      suites[place].cases += lines
      suites[place].failures += failures
      suites[place].errors += errors
    }
    for result in run.results {
      let head = "<testcase \(attributes([("classname", result.suite), ("name", result.name)]))"
      if result.passes {
        add(result.suite, ["    \(head)/>"])
      } else {
        let message = "expected \(result.expect.rawValue), is \(result.decision.outcome.rawValue)"
        add(
          result.suite,
          [
            "    \(head)>",
            "      <failure \(attributes([("message", message)]))>"
              + "\(escaped(TestReportText.why(result)))</failure>",
            "    </testcase>",
          ], failures: 1)
      }
    }
    for problem in run.problems {
      let place = problem.problem.field.isEmpty ? "document" : problem.problem.field
      add(
        problem.suite,
        [
          "    <testcase \(attributes([("classname", problem.suite), ("name", place)]))>",
          "      <error \(attributes([("message", problem.problem.description)]))/>",
          "    </testcase>",
        ], errors: 1)
    }
    let total = [
      ("name", "gatehouse"), ("tests", "\(run.results.count + run.problems.count)"),
      ("failures", "\(run.failed)"), ("errors", "\(run.problems.count)"),
    ]
    var lines = [#"<?xml version="1.0" encoding="UTF-8"?>"#, "<testsuites \(attributes(total))>"]
    for suite in suites {
      let tests = suite.cases.count { $0.hasPrefix("    <testcase") }
      let counts = [
        ("name", suite.name), ("tests", "\(tests)"), ("failures", "\(suite.failures)"),
        ("errors", "\(suite.errors)"), ("skipped", "0"),
      ]
      lines += ["  <testsuite \(attributes(counts))>"] + suite.cases + ["  </testsuite>"]
    }
    return lines + ["</testsuites>"]
  }

  private static func attributes(_ pairs: [(String, String)]) -> String {
    pairs.map { "\($0.0)=\"\(escaped($0.1))\"" }.joined(separator: " ")
  }

  /// Text for XML; what XML cannot hold, and what hides, is made visible.
  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for character in VisibleText(text).string {
      switch character {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      default: escaped.append(character)
      }
    }
    return escaped
  }
}
