import Foundation
import KubernetesSnapshot

extension LabelSelector {
  /// Reads kubectl's form: `app=web,tier!=db,env in (a,b),!canary`; nil when it is not one.
  init?(argument: String) {
    self.init()
    for part in Self.requirements(of: argument) {
      guard let expression = Self.expression(part) else { return nil }
      matchExpressions.append(expression)
    }
    if matchExpressions.isEmpty { return nil }
  }

  /// Cuts at commas outside of parentheses.
  private static func requirements(of text: String) -> [Substring] {
    var parts: [Substring] = []
    var start = text.startIndex
    var depth = 0
    for index in text.indices {
      switch text[index] {
      case "(": depth += 1
      case ")": depth -= 1
      case "," where depth == 0:
        parts.append(text[start..<index])
        start = text.index(after: index)
      default: continue
      }
    }
    return parts + [text[start...]]
  }

  private static func expression(_ text: Substring) -> Expression? {
    let words = text.split(separator: " ", maxSplits: 2)
    if words.count >= 2,
      words[1] == "in" || words[1] == "notin" || words[1].hasPrefix("in(")
        || words[1].hasPrefix("notin(")
    {
      guard let open = text.firstIndex(of: "("), text.last == ")" else { return nil }
      let list = text[text.index(after: open)...].dropLast()
      let values = list.split(separator: ",", omittingEmptySubsequences: false).map(trimmed)
      return Expression(
        key: String(words[0]), operator: words[1].hasPrefix("in") ? .isIn : .notIn, values: values)
    }
    let text = trimmed(text)
    if text.hasPrefix("!") {
      let key = trimmed(text.dropFirst())
      return isName(key) ? Expression(key: key, operator: .doesNotExist) : nil
    }
    for (sign, comparison) in [("!=", Expression.Operator.notIn), ("==", .isIn), ("=", .isIn)] {
      let sides = text.components(separatedBy: sign)
      guard sides.count == 2 else { continue }
      let key = trimmed(sides[0])
      let value = trimmed(sides[1])
      guard isName(key), value.isEmpty || isName(value) else { return nil }
      return Expression(key: key, operator: comparison, values: [value])
    }
    return isName(text) ? Expression(key: text, operator: .exists) : nil
  }

  private static func trimmed(_ text: some StringProtocol) -> String {
    text.trimmingCharacters(in: .whitespaces)
  }

  private static func isName(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { byte in
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
          || "-_./".utf8.contains(byte)
      }
  }
}
