/// Writing a document as JSON, which the decoders read.
extension YAMLDocument {
  /// Aliases may make a document larger than its text by this much, and no more.
  static let maximumNodesWritten = 2_000_000

  /// Writes a node as JSON.
  ///
  /// - Parameters:
  ///   - node: The node's place.
  ///   - plainScalars: What values without quotes are.
  ///   - output: What the JSON is appended to.
  /// - Throws: `YAMLParser.Failure` when the node cannot be said in JSON, or aliases blow it up.
  mutating func writeJSON(
    of node: Int, plainScalars: YAMLDocuments.PlainScalars = .typed, to output: inout [UInt8]
  ) throws(YAMLParser.Failure) {
    var writer = YAMLJSONWriter(document: self, plainScalars: plainScalars)
    try writer.write(node, to: &output, depth: 0)
    problems += writer.problems
  }
}

/// Writes nodes as JSON and counts them.
private struct YAMLJSONWriter {
  let document: YAMLDocument
  let plainScalars: YAMLDocuments.PlainScalars
  var problems: [SourceProblem] = []
  private var written = 0

  init(document: YAMLDocument, plainScalars: YAMLDocuments.PlainScalars) {
    self.document = document
    self.plainScalars = plainScalars
  }

  mutating func write(
    _ index: Int, to output: inout [UInt8], depth: Int
  ) throws(YAMLParser.Failure) {
    let node = document.nodes[index]
    written += 1
    guard written <= max(YAMLDocument.maximumNodesWritten, document.nodes.count) else {
      throw failure("the document's aliases repeat too much of it", node)
    }
    // Aliases can nest deeper than the text does.
    guard depth < 2 * YAMLParser.maximumDepth else {
      throw failure("values are nested too deep", node)
    }
    switch node.content {
    case .scalar(let text, let isPlain, let tag):
      try write(text, isPlain: isPlain, tag: tag, node, to: &output)
    case .sequence(let elements):
      output.append(UInt8(ascii: "["))
      for (offset, element) in elements.enumerated() {
        if offset > 0 { output.append(UInt8(ascii: ",")) }
        try write(element, to: &output, depth: depth + 1)
      }
      output.append(UInt8(ascii: "]"))
    case .mapping(let entries):
      output.append(UInt8(ascii: "{"))
      for (offset, entry) in try merged(entries).enumerated() {
        if offset > 0 { output.append(UInt8(ascii: ",")) }
        Self.write(text: entry.key, to: &output)
        output.append(UInt8(ascii: ":"))
        try write(entry.value, to: &output, depth: depth + 1)
      }
      output.append(UInt8(ascii: "}"))
    }
  }

  /// A mapping's entries with its merge keys (`<<`) carried out; of equal keys the last counts.
  private mutating func merged(
    _ entries: [(key: Int, value: Int)]
  ) throws(YAMLParser.Failure) -> [(key: String, value: Int)] {
    var result: [(key: String, value: Int)] = []
    var places: [String: Int] = [:]
    result.reserveCapacity(entries.count)
    func set(_ key: String, _ value: Int) -> Bool {
      if let place = places[key] {
        result[place].value = value
        return false
      }
      places[key] = result.count
      result.append((key, value))
      return true
    }
    var written: Set<String> = []
    for (key, value) in entries {
      let node = document.nodes[key]
      guard case .scalar(let text, let isPlain, let tag) = node.content else {
        throw failure("expected a text as key, found a list or a mapping", node)
      }
      if text == "<<", isPlain {
        for source in try mergeSources(value) {
          guard case .mapping(let merged) = document.nodes[source].content else {
            throw failure("`<<` can only merge mappings", document.nodes[source])
          }
          for (key, value) in try self.merged(merged) { _ = set(key, value) }
        }
        continue
      }
      let name = try keyText(text, isPlain: isPlain, tag: tag, node)
      if !written.insert(name).inserted {
        problems.append(
          SourceProblem(
            source: "", position: .init(line: node.line, column: node.column), field: name,
            message: "this key occurs twice in its mapping; the last one counts",
            severity: .warning))
      }
      _ = set(name, value)
    }
    return result
  }

  /// What a merge key merges, so that what comes later wins.
  private func mergeSources(_ value: Int) throws(YAMLParser.Failure) -> [Int] {
    if case .sequence(let elements) = document.nodes[value].content { return elements.reversed() }
    return [value]
  }

  private func keyText(
    _ text: String, isPlain: Bool, tag: String?, _ node: YAMLDocument.Node
  ) throws(YAMLParser.Failure) -> String {
    guard isPlain, tag == nil, plainScalars == .typed else { return text }
    switch YAMLScalar(plain: text) {
    case .null: throw failure("expected a text as key, found null", node)
    case .bool(let value): return value ? "true" : "false"
    case .integer(let digits): return digits
    case .float, .text: return text
    }
  }

  private func write(
    _ text: String, isPlain: Bool, tag: String?, _ node: YAMLDocument.Node,
    to output: inout [UInt8]
  ) throws(YAMLParser.Failure) {
    var isResolved = isPlain && tag == nil
    if let tag, tag != "!" {
      isResolved = ["null", "bool", "int", "float"].contains { tag == "tag:yaml.org,2002:\($0)" }
    }
    let scalar = isResolved ? YAMLScalar(plain: text) : .text
    guard plainScalars == .typed || scalar == .null else {
      Self.write(text: text, to: &output)
      return
    }
    switch scalar {
    case .null: output += "null".utf8
    case .bool(let value): output += (value ? "true" : "false").utf8
    case .integer(let digits): output += digits.utf8
    case .float(let value):
      guard value.isFinite else {
        throw failure("\(text) is a number that Kubernetes cannot hold", node)
      }
      // As kubectl writes it, so that a field for whole numbers takes `1e3`.
      output += (Int64(exactly: value).map { "\($0)" } ?? "\(value)").utf8
    case .text: Self.write(text: text, to: &output)
    }
  }

  private func failure(_ message: String, _ node: YAMLDocument.Node) -> YAMLParser.Failure {
    .init(position: .init(line: node.line, column: node.column), message: message)
  }

  /// Writes a text in quotes.
  private static func write(text: String, to output: inout [UInt8]) {
    output.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        output.append(UInt8(ascii: "\\"))
        output.append(byte)
      case 0..<0x20:
        output += "\\u00".utf8
        for digit in [byte >> 4, byte & 15] {
          output.append(digit < 10 ? 0x30 + digit : 0x57 + digit)
        }
      default:
        output.append(byte)
      }
    }
    output.append(UInt8(ascii: "\""))
  }
}
