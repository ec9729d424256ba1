package import Foundation

/// YAML of any kind, read as JSON: manifests, themes, policy tests.
package enum YAMLDocuments {
  /// One document, as JSON.
  package struct Document: Sendable {
    /// The document's JSON, for a decoder.
    package var json: Data
    /// Its number in the text, from one.
    package var number: Int
    private let lines: YAMLDocument

    init(json: Data, number: Int, lines: YAMLDocument) {
      self.json = json
      self.number = number
      self.lines = lines
    }

    /// Where a field is, or the nearest thing around it that exists.
    ///
    /// - Parameter field: The field's path, as `FieldProblem` says it: `spec.networks[0].cidr`.
    /// - Returns: The line and column in the text.
    package func position(of field: String) -> SourceProblem.Position {
      lines.position(of: field, below: lines.root)
    }
  }

  /// Reads all documents of a text; a broken one does not take the others along.
  ///
  /// - Parameters:
  ///   - text: The YAML, or JSON.
  ///   - source: The file's name, for the problems.
  /// - Returns: The documents that could be read, in order, and what is wrong with the others.
  package static func read(
    _ text: Data, source: String
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
            try document.writeJSON(of: document.root, to: &json)
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
