import Foundation
import KubernetesSnapshot

/// What a batch turned out to be.
struct DecodedBatch: Sendable {
  var resources: [Resource] = []
  var ignored: [String: Int] = [:]
  var problems: [SourceProblem] = []
  /// What is wrong with objects of known kinds; it does not matter when a better reading turns up.
  var unreadable: [(id: ResourceID, problem: SourceProblem)] = []

  /// Decodes the items of a batch, in order.
  init(_ batch: ItemBatch) {
    let decoder = ResourceDecoder()
    batch.bytes.withUnsafeBytes { bytes in
      for item in batch.items {
        let part = UnsafeRawBufferPointer(rebasing: bytes[item.range])
        add(decoder.decode(Self.data(part), apiVersion: item.apiVersion, kind: item.kind)) {
          problem in
          var located = SourceProblem(
            source: batch.source, document: item.document, position: .init(line: item.line),
            field: problem.field, message: problem.message)
          // Libyaml reads JSON too, and knows the places.
          let text = part.assumingMemoryBound(to: UInt8.self)
          let (documents, failure) = YAMLParser.documents(in: text, firstLine: item.line)
          if let document = documents.first {
            located.position = document.position(of: problem.field, below: document.root)
          } else if let failure {
            located.position = failure.position
          }
          return located
        }
      }
    }
  }

  /// Parses and decodes documents of YAML, in order.
  ///
  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - segments: The documents to read.
  ///   - source: The file's name.
  init(yaml bytes: [UInt8], segments: some Sequence<YAMLSegments.Segment>, source: String) {
    let decoder = ResourceDecoder()
    bytes.withUnsafeBufferPointer { bytes in
      for segment in segments {
        let part = UnsafeBufferPointer(rebasing: bytes[segment.range])
        let (documents, failure) = YAMLParser.documents(in: part, firstLine: segment.firstLine)
        for var document in documents where !document.isEmpty {
          document.number = segment.document
          addItems(of: document.root, list: nil, of: &document, source, decoder)
          problems += document.problems.map { $0.located(source, segment.document) }
        }
        if let failure { problems.append(SourceProblem(failure, source, segment.document)) }
      }
    }
  }

  private mutating func addItems(
    of node: Int, list: (apiVersion: String?, kind: String)?, of document: inout YAMLDocument,
    _ source: String, _ decoder: ResourceDecoder
  ) {
    let kind = document.value(of: "kind", in: node).flatMap { document.text(of: $0) }
    let apiVersion = document.value(of: "apiVersion", in: node).flatMap { document.text(of: $0) }
    if kind?.hasSuffix("List") ?? true, let items = document.value(of: "items", in: node),
      case .sequence(let elements) = document.nodes[items].content
    {
      for element in elements {
        addItems(of: element, list: (apiVersion, kind ?? "List"), of: &document, source, decoder)
      }
      return
    }
    if case .sequence(let elements) = document.nodes[node].content, list == nil {
      for element in elements {
        addItems(of: element, list: (nil, "List"), of: &document, source, decoder)
      }
      return
    }
    var item = ItemBatch.Item(range: 0..<0, line: 0, document: document.number)
    if kind == nil { item.adoptType(apiVersion: list?.apiVersion, listKind: list?.kind) }
    guard case .mapping = document.nodes[node].content else {
      let place = document.nodes[node]
      problems.append(
        SourceProblem(
          source: source, document: document.number,
          position: .init(line: place.line, column: place.column),
          message: "expected an object with apiVersion and kind, found another value"))
      return
    }
    var json: [UInt8] = []
    do throws(YAMLParser.Failure) {
      try document.writeJSON(of: node, to: &json)
    } catch {
      problems.append(SourceProblem(error, source, document.number))
      return
    }
    let result = json.withUnsafeBytes {
      decoder.decode(Self.data($0), apiVersion: item.apiVersion, kind: item.kind)
    }
    let written = document
    add(result) { problem in
      SourceProblem(
        source: source, document: written.number,
        position: written.position(of: problem.field, below: node), field: problem.field,
        message: problem.message)
    }
  }

  private mutating func add(
    _ item: ResourceDecoder.Item, locate: (FieldProblem) -> SourceProblem
  ) {
    switch item {
    case .resource(.configMap(let configMap)):
      // Other ConfigMaps may hold anything; none of them is kept.
      guard configMap.meta.name == LinkerdConfig.name else {
        ignored["\(configMap.meta.apiVersion) ConfigMap", default: 0] += 1
        return
      }
      let (read, problem) = LinkerdConfig.reading(configMap)
      resources.append(.configMap(read))
      if let problem {
        var located = locate(FieldProblem(field: "data.values", message: problem))
        located.object = "ConfigMap \(read.meta.namespace)/\(read.meta.name)"
        problems.append(located)
      }
    case .resource(let resource):
      resources.append(resource)
      guard case .unreadable(let object) = resource else { return }
      var problem = locate(object.problem)
      problem.object = resource.id.description
      unreadable.append((resource.id, problem))
    case .ignored(let apiVersion, let kind):
      ignored["\(apiVersion) \(kind)", default: 0] += 1
    case .malformed(let problem):
      problems.append(locate(problem))
    }
  }

  /// The bytes as the decoder wants them, without a copy; valid as long as the bytes are.
  private static func data(_ bytes: UnsafeRawBufferPointer) -> Data {
    guard let base = bytes.baseAddress else { return Data() }
    return Data(
      bytesNoCopy: UnsafeMutableRawPointer(mutating: base), count: bytes.count,
      deallocator: .none)
  }
}
