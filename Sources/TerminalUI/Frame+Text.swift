extension Frame {
  /// The picture as text, one line for each row, without trailing blanks.
  package var text: String {
    lines { cells in cells.filter { $0.width > 0 }.map(\.character) }
  }

  /// The looks as text: one letter for each column, and a legend of the letters below.
  ///
  /// Letters are given out by first use, so that equal pictures have equal grids; `.` is plain text.
  package var styleGrid: String {
    var names: [Style: Character] = [.text: "."]
    var legend: [String] = []
    var letters = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")[...]
    let grid = lines { cells in
      cells.map { cell in
        if let known = names[cell.style] { return known }
        let letter = letters.popFirst() ?? "#"
        names[cell.style] = letter
        legend.append("\(letter) \(cell.style.name)")
        return letter
      }
    }
    return ([grid] + legend).joined(separator: "\n")
  }

  private func lines(_ characters: (ArraySlice<Cell>) -> [Character]) -> String {
    (0..<size.rows).map { index in
      var line = characters(row(index))
      while line.last == " " { line.removeLast() }
      return String(line)
    }.joined(separator: "\n")
  }
}

extension Style {
  /// The style in words, such as `verdictDeny on crosshair, bold`.
  package var name: String {
    var name = role.rawValue
    if let ground { name += " on " + ground.rawValue }
    for (attribute, word) in Attributes.names where attributes.contains(attribute) {
      name += ", " + word
    }
    return name
  }
}

extension Attributes {
  /// Each attribute with the word that themes and goldens use for it.
  package static let names: [(Attributes, String)] = [
    (.bold, "bold"), (.dim, "dim"), (.italic, "italic"), (.underline, "underline"),
    (.reverse, "reverse"),
  ]
}
