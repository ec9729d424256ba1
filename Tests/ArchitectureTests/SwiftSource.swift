/// A Swift file, split into what the compiler reads as code and what it does not.
///
/// Text inside comments and string literals must not count as code, or a checker would trip over
/// its own examples. Regular-expression literals are taken for code.
struct SwiftSource {
  /// The lines with comments and the contents of string literals taken out.
  let code: [String]
  /// For each line, whether it has a comment.
  let hasComment: [Bool]

  private enum Context {
    case code(parentheses: Int, interpolation: Bool)
    case string(pounds: Int, multiline: Bool)
    case blockComment(depth: Int)
  }

  init(_ text: String) {
    var code: [String] = []
    var hasComment: [Bool] = []
    var stack: [Context] = [.code(parentheses: 0, interpolation: false)]
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let (kept, commented) = Self.scan(Array(line), &stack)
      code.append(kept)
      hasComment.append(commented)
    }
    self.code = code
    self.hasComment = hasComment
  }

  private static func scan(_ line: [Character], _ stack: inout [Context]) -> (String, Bool) {
    var kept = ""
    var commented = false
    var index = 0

    func matches(_ text: String, at start: Int) -> Bool {
      line[start...].starts(with: text)
    }

    while index < line.count {
      switch stack[stack.count - 1] {
      case .blockComment(let depth):
        commented = true
        if matches("*/", at: index) {
          index += 2
          stack.removeLast()
          if depth > 1 { stack.append(.blockComment(depth: depth - 1)) }
        } else if matches("/*", at: index) {
          index += 2
          stack[stack.count - 1] = .blockComment(depth: depth + 1)
        } else {
          index += 1
        }
      case .string(let pounds, let multiline):
        let hashes = String(repeating: "#", count: pounds)
        let end = (multiline ? "\"\"\"" : "\"") + hashes
        if matches(end, at: index) {
          index += end.count
          stack.removeLast()
          kept += "\""
        } else if matches("\\" + hashes + "(", at: index) {
          index += pounds + 2
          stack.append(.code(parentheses: 0, interpolation: true))
        } else if matches("\\" + hashes, at: index) {
          index += pounds + 2
        } else {
          index += 1
        }
      case .code(let parentheses, let interpolation):
        if matches("//", at: index) { return (kept, true) }
        if matches("/*", at: index) {
          commented = true
          index += 2
          stack.append(.blockComment(depth: 1))
          continue
        }
        let pounds = line[index...].prefix { $0 == "#" }.count
        if index + pounds < line.count, line[index + pounds] == "\"" {
          let multiline = matches("\"\"\"", at: index + pounds)
          index += pounds + (multiline ? 3 : 1)
          stack.append(.string(pounds: pounds, multiline: multiline))
          kept += "\""
          continue
        }
        let character = line[index]
        index += 1
        if interpolation, character == ")", parentheses == 0 {
          stack.removeLast()
          continue
        }
        if interpolation, character == "(" || character == ")" {
          let change = character == "(" ? 1 : -1
          stack[stack.count - 1] = .code(parentheses: parentheses + change, interpolation: true)
        }
        kept.append(character)
      }
    }
    // A string of one line ends with it, so that a misread quote cannot hide the rest of the file.
    while case .string(_, multiline: false) = stack[stack.count - 1] { stack.removeLast() }
    return (kept, commented)
  }
}
