import KubernetesSnapshot
import LinkerdPolicy
import TerminalUI

/// An explanation for people: a verdict for each port, and the numbered chain that led there.
struct ExplanationText {
  let style: PrintStyle

  /// The lines of one port.
  func lines(client: String, target: String, explanation: EdgeExplanation) -> [String] {
    let verdict = explanation.verdict
    let head = "\(style.sign(verdict)) \(style.painted(verdict.rawValue.uppercased(), verdict))"
    let names = "\(client) \(style.glyphs == .ascii ? "->" : "→") \(target):\(explanation.port)"
    var lines = ["\(head)  \(style.bold(VisibleText(names).string))"]
    for way in explanation.ways {
      lines.append("  \(VisibleText(way.title).string): \(words(way.decision))")
      for (index, reason) in way.decision.reasons.enumerated() {
        lines += step(index + 1, reason)
      }
    }
    return lines
  }

  /// `allowed`, `denied (HTTP 403)`.
  private func words(_ decision: AccessDecision) -> String {
    let symptom = decision.symptom.text.map { "; the client sees: \($0)" } ?? ""
    let after =
      switch decision.after {
      case .redirect: "; a redirect answers"
      case .invalidRedirect: "; a broken redirect answers"
      case nil: ""
      }
    return switch decision.outcome {
    case .allow: style.painted("allowed", .allow) + after
    case .deny: style.painted("denied", .deny) + symptom
    case .noRoute: style.painted("no route", .deny) + symptom
    case .open: style.painted("open", .open)
    case .unknown: style.painted("unknown", .unknown)
    }
  }

  /// A step, broken between words where it is wider than the screen.
  private func step(_ number: Int, _ reason: Reason) -> [String] {
    let object = reason.object.map { " (\($0))" } ?? ""
    let text = VisibleText("\(reason.text)\(object)").string
    let margin = "    \(number). "
    let room = max(30, style.width - margin.count - 7)
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      if !line.isEmpty, TextWidth.columns(of: line) + 1 + TextWidth.columns(of: word) > room {
        lines.append(line)
        line = ""
      }
      line += line.isEmpty ? String(word) : " \(word)"
    }
    lines.append(line)
    let indent = String(repeating: " ", count: margin.count)
    return lines.enumerated().map { index, text in
      let isLast = index == lines.count - 1
      let rule = isLast ? "  " + style.dimmed("[\(reason.rule)]") : ""
      return (index == 0 ? margin : indent) + text + rule
    }
  }
}
