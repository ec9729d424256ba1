import LinkerdPolicy
import PolicyChecks
import TerminalUI

extension DashboardState {
  /// The box over the screen, if one is open.
  var popup: Popup? {
    switch overlay {
    case .help(let top):
      return Popup(
        title: "keys: \(place.tab.name)", lines: Self.helpLines(for: place.tab), top: top,
        footer: "any other key closes", glyphs: glyphs)
    case .text(let title, let lines, let top):
      return Popup(
        title: title, lines: lines, top: top, footer: "any other key closes", glyphs: glyphs)
    case .filter, .command, nil: return nil
    }
  }

  /// The help screen, made of the key table.
  static func helpLines(for tab: Tab) -> [StyledText] {
    var lines: [StyledText] = []
    for (title, bindings) in KeyMap.topics {
      let here = bindings.filter { $0.tabs?.contains(tab) ?? true }
      if here.isEmpty { continue }
      if !lines.isEmpty { lines.append("") }
      lines.append(StyledText(title, .heading))
      for binding in here {
        let keys = binding.keys.map(\.notation).joined(separator: "  ")
        lines.append(
          StyledText("  " + keys, .hintKey).padded(to: 20) + StyledText(binding.summary, .text))
      }
    }
    return lines
  }

  /// What could not be read, then what the checks found.
  var problemLines: [StyledText] {
    var lines = warnings.map { StyledText($0, .warning) }
    lines += source.problems.map { problem in
      let role: Role =
        switch problem.severity {
        case .error: .error
        case .warning: .warning
        case .note: .info
        }
      return StyledText(problem.text, role)
    }
    if case .failing(let reason) = traffic.status {
      lines.append(StyledText("traffic: \(reason)", .error))
    }
    lines += traffic.problems.map { StyledText("traffic: \($0)", .warning) }
    let findings = cluster?.findings ?? []
    if !lines.isEmpty, !findings.isEmpty { lines.append("") }
    for finding in findings {
      lines.append(
        StyledText(finding.id + "  ", finding.severity == .error ? .error : .warning)
          + StyledText("\(finding.object): ", .accent) + StyledText(finding.message, .text))
    }
    return lines.isEmpty
      ? [StyledText("nothing: all was read, and no check objects", .text)] : lines
  }
}
