/// The parts of a YAML file between its document separators.
///
/// A line that begins with `---` ends a document wherever it is, even inside a block or a quoted
/// text, so the parts can be read apart: a broken one does not take the others along.
enum YAMLSegments {
  /// One part: its bytes, its first line, and its number, both from one.
  struct Segment: Hashable, Sendable {
    var range: Range<Int>
    var firstLine: Int
    var document: Int
  }

  /// Cuts a file.
  ///
  /// - Parameter bytes: The whole file.
  /// - Returns: The documents' places, in order.
  /// - Complexity: O(*n*).
  static func cut(_ bytes: UnsafeBufferPointer<UInt8>) -> [Segment] {
    var segments: [Segment] = []
    var start = 0
    var startLine = 1
    // Comments, directives and empty lines alone are no document.
    var hasContent = false
    var line = 0
    var lineStart = 0
    func close(at end: Int, nextLine: Int) {
      if hasContent {
        segments.append(
          Segment(range: start..<end, firstLine: startLine, document: segments.count + 1))
        start = end
        startLine = nextLine
        hasContent = false
      }
    }
    while lineStart < bytes.count {
      line += 1
      let end = bytes[lineStart...].firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count
      let text = bytes[lineStart..<end]
      if isMarker("---", text) {
        close(at: lineStart, nextLine: line)
        hasContent = hasText(text.dropFirst(3))
      } else if isMarker("...", text) {
        close(at: end, nextLine: line + 1)
      } else if text.first != UInt8(ascii: "%") || hasContent {
        hasContent = hasContent || hasText(text)
      }
      lineStart = end
    }
    close(at: bytes.count, nextLine: line)
    return segments
  }

  private static func isMarker(_ marker: StaticString, _ line: Slice<UnsafeBufferPointer<UInt8>>)
    -> Bool
  {
    guard line.count >= 3, line[line.startIndex] == marker.utf8Start.pointee,
      line[line.startIndex + 1] == marker.utf8Start.pointee,
      line[line.startIndex + 2] == marker.utf8Start.pointee
    else { return false }
    guard line.count > 3 else { return true }
    return [0x20, 0x09, 0x0A, 0x0D].contains(line[line.startIndex + 3])
  }

  private static func hasText(_ line: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    guard let first = line.first(where: { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D && $0 != 0x0A })
    else { return false }
    return first != UInt8(ascii: "#")
  }
}
