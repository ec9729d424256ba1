/// Finds the bytes that matter in JSON, eight at a time.
enum ByteSearch {
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highBits: UInt64 = 0x8080_8080_8080_8080

  /// Marks the zero bytes of a word; the lowest mark is exact, which is all that is used.
  @inline(__always)
  private static func zeroBytes(_ word: UInt64) -> UInt64 {
    (word &- ones) & ~word & highBits
  }

  /// The offset of the next quote, bracket or brace at or after an offset.
  ///
  /// - Returns: The offset, or the end of the bytes.
  @inline(__always)
  static func structure(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
    var offset = start
    while offset &+ 8 <= bytes.count {
      let word = UInt64(
        littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      // Setting bit 5 makes `[` and `{` alike, and `]` and `}`, and leaves the quote as it is.
      let folded = word | (ones &* 0x20)
      let marks =
        zeroBytes(folded ^ (ones &* 0x7B)) | zeroBytes(folded ^ (ones &* 0x7D))
        | zeroBytes(folded ^ (ones &* 0x22))
      if marks != 0 { return offset &+ marks.trailingZeroBitCount / 8 }
      offset &+= 8
    }
    while offset < bytes.count {
      let folded = bytes[offset] | 0x20
      if folded == 0x7B || folded == 0x7D || folded == 0x22 { return offset }
      offset &+= 1
    }
    return offset
  }

  /// The offset of the next quote or backslash at or after an offset.
  ///
  /// - Returns: The offset, or the end of the bytes.
  @inline(__always)
  static func stringEnd(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
    var offset = start
    while offset &+ 8 <= bytes.count {
      let word = UInt64(
        littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      let marks = zeroBytes(word ^ (ones &* 0x22)) | zeroBytes(word ^ (ones &* 0x5C))
      if marks != 0 { return offset &+ marks.trailingZeroBitCount / 8 }
      offset &+= 8
    }
    while offset < bytes.count, bytes[offset] != 0x22, bytes[offset] != 0x5C { offset &+= 1 }
    return offset
  }

  /// The number of line feeds between two offsets.
  static func lineFeeds(in bytes: UnsafeRawBufferPointer, _ range: Range<Int>) -> Int {
    let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
    var count = 0
    var offset = range.lowerBound
    while offset &+ 8 <= range.upperBound {
      let word = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self) ^ (ones &* 0x0A)
      // Every zero byte is marked and no other, so that the marks can be counted.
      count &+= (~(((word & low) &+ low) | word | low)).nonzeroBitCount
      offset &+= 8
    }
    while offset < range.upperBound {
      count &+= bytes[offset] == 0x0A ? 1 : 0
      offset &+= 1
    }
    return count
  }
}
