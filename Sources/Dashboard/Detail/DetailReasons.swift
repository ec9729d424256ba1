import LinkerdPolicy
import TerminalUI

extension DashboardState {
  /// The chain of reasons of a line, now and under the trial.
  ///
  /// - Parameters:
  ///   - row: The line.
  ///   - width: How wide the lines may be.
  /// - Returns: The lines.
  func whyLines(of row: DetailRow, width: Int) -> [StyledText] {
    var lines = chain(of: row, width: width)
    if let after = detailRowsAfterTrial().successor(of: row), after.ways != row.ways {
      lines += ["", StyledText("under the what-if, after the restarts:", .changed, .bold)]
      lines += chain(of: after, width: width)
    }
    return lines
  }

  private func chain(of row: DetailRow, width: Int) -> [StyledText] {
    let client = detailClient?.client.title ?? ""
    let what = row.isPort ? "\(row.id.port)" : "\(row.id.port) \(row.label)"
    var lines = [
      StyledText("\(client) \(glyphs.arrow) \(what)  ", .accent) + row.verdict.text(glyphs)
    ]
    for way in row.ways {
      if row.ways.count > 1 {
        lines.append(
          StyledText("\(way.title)  ", .heading) + way.decision.verdict.text(glyphs))
      }
      lines += Reason.lines(way.decision.reasons, width: width)
      if let symptom = way.decision.symptom.text {
        lines.append(StyledText("the client sees: ", .textDim) + StyledText(symptom, .error))
      }
      if let answer = way.decision.after {
        lines.append(
          StyledText("then a filter answers in the application's place: ", .textDim)
            + StyledText(answer.rawValue))
      }
    }
    return lines
  }
}
