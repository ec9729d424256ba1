import Dashboard
import TerminalUI

extension Command {
  /// Prints the dashboard's keys; `docs/keys.md` is its Markdown.
  static let keys = Command(
    name: "keys", summary: "Print the keys of the dashboard.", words: "[-o table|json|markdown]",
    details: "", groups: [.output("table", "json", "markdown"), .general]
  ) { options, output in
    let topics = KeyMap.topics.map { topic in
      KeyTopic(title: topic.title, keys: topic.bindings.map(KeyTopic.Key.init))
    }
    switch options.output {
    case "json":
      output.print(
        try JSONText.text(of: VersionedDocument(kind: "Keys", body: ["topics": topics])))
    case "markdown": output.print(KeyTopic.markdown(topics))
    default:
      let style = PrintStyle(options)
      let rows = topics.flatMap(\.keys).map { key in
        [key.keys.joined(separator: " "), key.screens.joined(separator: ", "), key.does]
      }
      output.print(
        TextColumns.lines([["KEYS", "SCREENS", "WHAT IT DOES"]] + rows, style: style)
          .joined(separator: "\n"))
    }
    return .yes
  }
}

/// Keys that belong together, as they are printed.
private struct KeyTopic: Encodable {
  let title: String
  let keys: [Key]

  struct Key: Encodable {
    let keys: [String]
    let screens: [String]
    let does: String

    init(_ binding: Binding) {
      keys = binding.keys.map(\.notation)
      screens = binding.tabs?.map(\.name) ?? ["all"]
      does = binding.summary
    }
  }

  static func markdown(_ topics: [KeyTopic]) -> String {
    var lines = [
      "# Keys", "",
      "Made from the program's own table by `make docs`; `?` shows those of the open screen.",
    ]
    for topic in topics {
      lines += ["", "## \(topic.title)", "", "| keys | screens | what it does |", "|---|---|---|"]
      for key in topic.keys {
        let names = key.keys.map { "`\($0)`" }.joined(separator: " ")
        lines.append("| \(names) | \(key.screens.joined(separator: ", ")) | \(key.does) |")
      }
    }
    return lines.joined(separator: "\n")
  }
}
