import CLibYAML

/// Puts libyaml's events together to documents.
struct YAMLBuilder {
  private var document = YAMLDocument()
  private var open: [(node: Int, key: Int?)] = []
  private var anchors: [String: Int] = [:]
  private let firstLine: Int

  /// A builder for text that begins in a line of a file.
  init(firstLine: Int) { self.firstLine = firstLine }

  /// The document that has ended.
  mutating func finish() -> YAMLDocument {
    defer {
      document = YAMLDocument()
      open = []
      anchors = [:]
    }
    return document
  }

  /// Takes an event.
  mutating func add(_ event: yaml_event_t) throws(YAMLParser.Failure) {
    switch event.type {
    case YAML_SCALAR_EVENT:
      let scalar = event.data.scalar
      let text = String(
        decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
      let node = append(
        .scalar(
          text, isPlain: scalar.style == YAML_PLAIN_SCALAR_STYLE, tag: string(scalar.tag)), event)
      remember(scalar.anchor, node)
      attach(node)
    case YAML_SEQUENCE_START_EVENT:
      try begin(.sequence([]), event.data.sequence_start.anchor, event)
    case YAML_MAPPING_START_EVENT:
      try begin(.mapping([]), event.data.mapping_start.anchor, event)
    case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT:
      guard let (node, _) = open.popLast() else { return }
      attach(node)
    case YAML_ALIAS_EVENT:
      let name = string(event.data.alias.anchor) ?? ""
      guard let node = anchors[name] else {
        throw failure("`*\(name)` names an anchor that is not there", event)
      }
      guard !open.contains(where: { $0.node == node }) else {
        throw failure("`*\(name)` contains itself", event)
      }
      attach(node)
    default:
      break
    }
  }

  private mutating func begin(
    _ content: YAMLDocument.Content, _ anchor: UnsafeMutablePointer<UInt8>?, _ event: yaml_event_t
  ) throws(YAMLParser.Failure) {
    guard open.count < YAMLParser.maximumDepth else {
      throw failure("values are nested more than \(YAMLParser.maximumDepth) deep", event)
    }
    let node = append(content, event)
    remember(anchor, node)
    open.append((node, nil))
  }

  private mutating func append(_ content: YAMLDocument.Content, _ event: yaml_event_t) -> Int {
    document.nodes.append(
      .init(
        content: content, line: firstLine + event.start_mark.line,
        column: event.start_mark.column + 1))
    return document.nodes.count - 1
  }

  private mutating func remember(_ anchor: UnsafeMutablePointer<UInt8>?, _ node: Int) {
    if let name = string(anchor) { anchors[name] = node }
  }

  private mutating func attach(_ node: Int) {
    guard let (parent, key) = open.last else {
      document.root = node
      return
    }
    switch document.nodes[parent].content {
    case .sequence(var elements):
      // Moved out while it grows, so that the array is not copied for each element.
      document.nodes[parent].content = .sequence([])
      elements.append(node)
      document.nodes[parent].content = .sequence(elements)
    case .mapping(var entries):
      guard let key else {
        open[open.count - 1].key = node
        return
      }
      document.nodes[parent].content = .sequence([])
      entries.append((key, node))
      document.nodes[parent].content = .mapping(entries)
      open[open.count - 1].key = nil
    case .scalar:
      break
    }
  }

  private func string(_ bytes: UnsafeMutablePointer<UInt8>?) -> String? {
    bytes.map { String(cString: $0) }
  }

  private func failure(_ message: String, _ event: yaml_event_t) -> YAMLParser.Failure {
    .init(
      position: .init(
        line: firstLine + event.start_mark.line, column: event.start_mark.column + 1),
      message: message)
  }
}
