package import Foundation

/// YAML or JSON of any kind, read as JSON: manifests, themes, policy tests.
package enum YAMLDocuments {
  /// One document, as JSON.
  package struct Document: Sendable {
    /// The document's JSON, for a decoder.
    package var json: Data
    /// Its number in the text, from one.
    package var number: Int
    private let places: Places

    /// Where the fields are.
    private enum Places {
      case parsed(YAMLDocument)
      /// The JSON is the text itself; its first line is known.
      case unparsed(firstLine: Int)
    }

    init(json: Data, number: Int, lines: YAMLDocument) {
      self.json = json
      self.number = number
      places = .parsed(lines)
    }

    init(json: Data, number: Int, firstLine: Int) {
      self.json = json
      self.number = number
      places = .unparsed(firstLine: firstLine)
    }

    /// Where a field is, or the nearest thing around it that exists.
    ///
    /// - Parameter field: The field's path, as `FieldProblem` says it: `spec.networks[0].cidr`.
    /// - Returns: The line and column in the text.
    package func position(of field: String) -> SourceProblem.Position {
      positions(of: [field])[0]
    }

    /// Where fields are.
    ///
    /// - Parameter fields: The fields' paths.
    /// - Returns: Their lines and columns, in order.
    /// - Complexity: O(*n*) in a document of JSON, which is parsed for its places only here.
    package func positions(of fields: [String]) -> [SourceProblem.Position] {
      switch places {
      case .parsed(let lines): return fields.map { lines.position(of: $0, below: lines.root) }
      case .unparsed(let firstLine):
        // Libyaml reads JSON too, and knows the places.
        let parsed = [UInt8](json).withUnsafeBufferPointer {
          YAMLParser.documents(in: $0, firstLine: firstLine).documents.first
        }
        return fields.map { field in
          parsed.map { $0.position(of: field, below: $0.root) } ?? .init(line: firstLine)
        }
      }
    }
  }

  /// What values of YAML without quotes are.
  package enum PlainScalars {
    /// Numbers, booleans and null where they look like it, as kubectl reads them: `yes` is true.
    case typed
    /// Texts as they are written, but for null, so that nothing is lost of `2.20` or `y`.
    case asWritten
  }

  /// Reads all documents of a file or of the standard input, in YAML or JSON.
  ///
  /// - Parameters:
  ///   - input: What to read; not a directory.
  ///   - plainScalars: What values of YAML without quotes are.
  /// - Returns: The documents that could be read, in order, and what is wrong with the others.
  package static func read(
    _ input: SourceInput, plainScalars: PlainScalars
  ) -> (documents: [Document], problems: [SourceProblem]) {
    do throws(InputFile.Failure) {
      var bytes: [UInt8] = []
      switch input {
      case .path(let path): bytes = try all(of: InputFile(path: path))
      case .standardInput: bytes = try all(of: InputFile())
      }
      if let problem = InputEncoding.problem(of: Array(bytes.prefix(4096))) {
        throw InputFile.Failure(message: problem)
      }
      if bytes.starts(with: InputEncoding.byteOrderMark) { bytes.removeFirst(3) }
      guard bytes.contains(where: { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }) else {
        throw InputFile.Failure(message: "the file is empty; expected YAML or JSON")
      }
      return InputEncoding.format(of: bytes) == .json
        ? readJSON(bytes, source: input.name)
        : read(Data(bytes), source: input.name, plainScalars: plainScalars)
    } catch {
      return ([], [SourceProblem(source: input.name, message: error.message)])
    }
  }

  private static func all(of file: consuming InputFile) throws(InputFile.Failure) -> [UInt8] {
    let file = file
    var bytes: [UInt8] = []
    while true {
      let chunk = try file.read(1 << 20)
      if chunk.isEmpty { return bytes }
      bytes += chunk
    }
  }

  /// Cuts JSON into its documents: objects after one another, or the elements of an array or a List.
  private static func readJSON(
    _ bytes: [UInt8], source: String
  ) -> (documents: [Document], problems: [SourceProblem]) {
    var scanner = JSONItemScanner()
    var failure: JSONItemScanner.Failure?
    do throws(JSONItemScanner.Failure) {
      try scanner.scan(bytes)
      try scanner.finish()
    } catch { failure = error }
    let batch = scanner.takeBatch(of: source)
    let documents = batch.items.map { item in
      Document(
        json: Data(batch.bytes[item.range]), number: item.document, firstLine: item.line)
    }
    let problems = (scanner.oddities + (failure.map { [$0] } ?? [])).map {
      SourceProblem(source: source, position: $0.position, message: $0.message)
    }
    return (documents, problems)
  }

  /// Reads all documents of a text; a broken one does not take the others along.
  ///
  /// - Parameters:
  ///   - text: The YAML, or JSON.
  ///   - source: The file's name, for the problems.
  ///   - plainScalars: What values without quotes are.
  /// - Returns: The documents that could be read, in order, and what is wrong with the others.
  package static func read(
    _ text: Data, source: String, plainScalars: PlainScalars = .typed
  ) -> (documents: [Document], problems: [SourceProblem]) {
    var documents: [Document] = []
    var problems: [SourceProblem] = []
    if let problem = InputEncoding.problem(of: Array(text.prefix(4096))) {
      return ([], [SourceProblem(source: source, message: problem)])
    }
    let bytes = Array(text)
    bytes.withUnsafeBufferPointer { bytes in
      for segment in YAMLSegments.cut(bytes) {
        let part = UnsafeBufferPointer(rebasing: bytes[segment.range])
        let (parsed, failure) = YAMLParser.documents(in: part, firstLine: segment.firstLine)
        for var document in parsed where !document.isEmpty {
          var json: [UInt8] = []
          do throws(YAMLParser.Failure) {
            try document.writeJSON(
              of: document.root, plainScalars: plainScalars, to: &json)
            documents.append(
              Document(json: Data(json), number: segment.document, lines: document))
          } catch { problems.append(SourceProblem(error, source, segment.document)) }
          problems += document.problems.map { $0.located(source, segment.document) }
        }
        if let failure { problems.append(SourceProblem(failure, source, segment.document)) }
      }
    }
    return (documents, problems)
  }
}

extension SourceProblem {
  /// A failure of the YAML parser, in a document of a file.
  init(_ failure: YAMLParser.Failure, _ source: String, _ document: Int) {
    self.init(
      source: source, document: document, position: failure.position, message: failure.message)
  }

  /// This problem with the file and document that it was found in.
  func located(_ source: String, _ document: Int) -> SourceProblem {
    var problem = self
    problem.source = source
    problem.document = document
    return problem
  }
}
