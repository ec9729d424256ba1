/// One document of YAML: its nodes, each with its place.
struct YAMLDocument {
  /// A value.
  struct Node {
    /// What it is.
    var content: Content
    /// The line in the file, from one.
    var line: Int
    /// The column, from one.
    var column: Int
  }

  /// The three shapes of YAML; children are named by their place in `nodes`.
  enum Content {
    case scalar(String, isPlain: Bool, tag: String?)
    case sequence([Int])
    case mapping([(key: Int, value: Int)])
  }

  /// The nodes; an alias is the place of the node that it names.
  var nodes: [Node] = []
  /// The place of the outermost node.
  var root = 0
  /// The document's number in its file, from one.
  var number = 1
  /// What is doubtful in it, such as a key that occurs twice.
  var problems: [SourceProblem] = []

  /// Whether there is nothing in the document.
  var isEmpty: Bool {
    guard nodes.indices.contains(root) else { return true }
    if case .scalar(let text, true, nil) = nodes[root].content {
      return text.isEmpty || text == "~"
    }
    return false
  }

  /// The value of a key in a mapping.
  func value(of key: String, in node: Int) -> Int? {
    guard case .mapping(let entries) = nodes[node].content else { return nil }
    return entries.last { text(of: $0.key) == key }?.value
  }

  /// The text of a scalar.
  func text(of node: Int) -> String? {
    guard case .scalar(let text, _, _) = nodes[node].content else { return nil }
    return text
  }

  /// Where a field is, or the nearest thing around it that exists.
  ///
  /// - Parameters:
  ///   - path: The field's path, as decoders say it: `spec.networks[0].cidr`.
  ///   - node: Where the path begins.
  /// - Returns: The line and column in the file.
  func position(of path: String, below node: Int) -> SourceProblem.Position {
    var place = node
    var rest = Substring(path)
    while !rest.isEmpty {
      if rest.first == "." { rest = rest.dropFirst() }
      if rest.first == "[" {
        guard let end = rest.firstIndex(of: "]"),
          let index = Int(rest.dropFirst().prefix { $0 != "]" }),
          case .sequence(let elements) = nodes[place].content, elements.indices.contains(index)
        else { break }
        place = elements[index]
        rest = rest[rest.index(after: end)...]
        continue
      }
      // Keys may hold dots themselves, as annotations do: the longest that exists is meant.
      guard case .mapping(let entries) = nodes[place].content else { break }
      let matching = entries.compactMap { entry -> (text: String, value: Int)? in
        guard let text = text(of: entry.key), rest.hasPrefix(text) else { return nil }
        let behind = rest.dropFirst(text.count).first
        return behind == nil || behind == "." || behind == "[" ? (text, entry.value) : nil
      }
      guard let match = matching.max(by: { $0.text.count < $1.text.count }), !match.text.isEmpty
      else { break }
      place = match.value
      rest = rest.dropFirst(match.text.count)
    }
    return .init(line: nodes[place].line, column: nodes[place].column)
  }
}
