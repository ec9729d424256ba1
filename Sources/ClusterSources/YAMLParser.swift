import CLibYAML

/// Reads documents of YAML through libyaml.
enum YAMLParser {
  /// Why a document cannot be read.
  struct Failure: Error, Hashable {
    var position: SourceProblem.Position
    var message: String
  }

  /// Deeper nesting is an attack, not a manifest.
  static let maximumDepth = 200

  /// Parses one part of a file, between two document separators.
  ///
  /// - Parameters:
  ///   - text: The part.
  ///   - firstLine: The line of the file in which it begins, from one.
  /// - Returns: The documents, nearly always one, and why there are no more, if that is so.
  static func documents(
    in text: UnsafeBufferPointer<UInt8>, firstLine: Int = 1
  ) -> (documents: [YAMLDocument], failure: Failure?) {
    var documents: [YAMLDocument] = []
    // The parser holds its own address, so it must not move.
    let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
    defer { parser.deallocate() }
    guard yaml_parser_initialize(parser) == 1 else {
      return ([], Failure(position: .init(line: firstLine), message: "out of memory"))
    }
    defer { yaml_parser_delete(parser) }
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, text.baseAddress, text.count)
    var builder = YAMLBuilder(firstLine: firstLine)
    while true {
      var event = yaml_event_t()
      guard yaml_parser_parse(parser, &event) == 1 else {
        return (documents, failure(of: parser.pointee, in: text, firstLine: firstLine))
      }
      defer { yaml_event_delete(&event) }
      switch event.type {
      case YAML_STREAM_END_EVENT:
        return (documents, nil)
      case YAML_DOCUMENT_END_EVENT:
        documents.append(builder.finish())
      default:
        do throws(YAMLParser.Failure) {
          try builder.add(event)
        } catch {
          return (documents, error)
        }
      }
    }
  }

  /// Says libyaml's error in the words of someone who writes manifests.
  private static func failure(
    of parser: yaml_parser_t, in text: UnsafeBufferPointer<UInt8>, firstLine: Int
  ) -> Failure {
    let problem = parser.problem.map { String(cString: $0) } ?? "not YAML"
    let context = parser.context.map { String(cString: $0) } ?? ""
    guard parser.error == YAML_SCANNER_ERROR || parser.error == YAML_PARSER_ERROR else {
      let offset = min(parser.problem_offset, text.count)
      let line = firstLine + text[..<offset].count { $0 == 0x0A }
      return Failure(
        position: .init(line: line),
        message: parser.error == YAML_READER_ERROR
          ? "not UTF-8 text: \(problem)" : "not YAML: \(problem)")
    }
    let mark = parser.problem_mark
    let position = SourceProblem.Position(line: firstLine + mark.line, column: mark.column + 1)
    var message = words[problem] ?? problem
    if mark.index < text.count, isTab(at: mark, in: text) {
      message = "found a tab; YAML is indented with spaces only"
    } else if !context.isEmpty, parser.context_mark.line != mark.line {
      let begin = firstLine + parser.context_mark.line
      message += ", \(context) that begins in line \(begin)"
    }
    return Failure(position: position, message: message)
  }

  private static func isTab(at mark: yaml_mark_t, in text: UnsafeBufferPointer<UInt8>) -> Bool {
    // The mark counts characters, so go to its line and then to its column.
    var offset = 0
    var line = 0
    while line < mark.line, offset < text.count {
      if text[offset] == 0x0A { line += 1 }
      offset += 1
    }
    let end = min(offset + mark.column, text.count - 1)
    return offset <= end && text[end] == 0x09
  }

  private static let words = [
    "mapping values are not allowed in this context":
      "found a `:` where no key can be; is a line indented too far, or a text with `: ` not quoted?",
    "did not find expected key":
      "expected a key; is this line indented like the keys around it?",
    "did not find expected '-' indicator":
      "expected a `-`; is this line indented like the entries around it?",
    "could not find expected ':'": "expected a `:` after the key",
    "found character that cannot start any token": "found a character that no value begins with",
    "did not find expected ',' or ']'": "expected `,` or `]`",
    "did not find expected ',' or '}'": "expected `,` or `}`",
    "found unexpected end of stream": "the text ends inside a quoted value",
    "did not find expected node content": "expected a value",
    "found undefined alias": "this `*` names an anchor that is not there",
  ]
}
