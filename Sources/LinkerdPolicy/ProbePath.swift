/// The path of an HTTP probe, as the policy controller's URI parser reads it (`P-11`).
enum ProbePath {
  /// The path component of what a probe asks for.
  ///
  /// - Parameter text: The probe's `path` field.
  /// - Returns: The path, which is empty for a text without a leading slash (it matches no request);
  ///   nil when the text is no URI, so that the probe is dropped.
  static func path(of text: String) -> String? {
    let bytes = Array(text.utf8)
    guard let first = bytes.first else { return nil }
    if first == UInt8(ascii: "/") || text == "*" { return pathComponent(bytes[...]) }
    if let start = authorityStart(bytes) {
      let rest = bytes[start...]
      let end = rest.firstIndex(where: isAuthorityEnd) ?? rest.endIndex
      guard end > start, rest[..<end].allSatisfy(isAuthorityByte) else { return nil }
      let path = rest[end...]
      if path.isEmpty { return "/" }
      return pathComponent(path).map { $0.isEmpty ? "/" : $0 }
    }
    // A bare host is a URI too, one without a path.
    return bytes.allSatisfy { isAuthorityByte($0) && !isAuthorityEnd($0) } ? "" : nil
  }

  private static func pathComponent(_ bytes: ArraySlice<UInt8>) -> String? {
    var end = bytes.startIndex
    while end < bytes.endIndex, bytes[end] != UInt8(ascii: "?"), bytes[end] != UInt8(ascii: "#") {
      guard isPathByte(bytes[end]) else { return nil }
      end += 1
    }
    if end < bytes.endIndex, bytes[end] == UInt8(ascii: "?") {
      let query = bytes[(end + 1)...].prefix { $0 != UInt8(ascii: "#") }
      guard query.allSatisfy(isQueryByte) else { return nil }
    }
    return String(decoding: bytes[..<end], as: UTF8.self)
  }

  private static func authorityStart(_ bytes: [UInt8]) -> Int? {
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), colon > 0,
      bytes[colon...].starts(with: "://".utf8), bytes[..<colon].allSatisfy(isSchemeByte)
    else { return nil }
    return colon + 3
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
  }

  private static func isSchemeByte(_ byte: UInt8) -> Bool {
    isAlphanumeric(byte) || "+-.".utf8.contains(byte)
  }

  private static func isAuthorityEnd(_ byte: UInt8) -> Bool { "/?#".utf8.contains(byte) }

  private static func isAuthorityByte(_ byte: UInt8) -> Bool {
    isAlphanumeric(byte) || "-._~!$&'()*+,;=:@[]%".utf8.contains(byte)
  }

  private static func isPathByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x21, 0x22, 0x24...0x3B, 0x3D, 0x40...0x5F, 0x61...0x7E: true
    default: false
    }
  }

  private static func isQueryByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x21, 0x24...0x3B, 0x3D, 0x3F...0x7E: true
    default: false
    }
  }
}
