import Foundation

/// The state machine: what each byte does.
extension JSONItemScanner {
  mutating func scanBuffer() throws(Failure) {
    while offset < buffer.count {
      if skippedDepth > 0 {
        guard skipNestedValue() else { return }
        try endValue()
        continue
      }
      if token != nil {
        guard let text = scanToken() else { return }
        try use(text)
        continue
      }
      let byte = buffer[offset]
      if byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
        offset += 1
        continue
      }
      guard try step(byte) else { return }
    }
  }

  /// Takes one byte that is neither white space nor inside a string or a passed-over value.
  ///
  /// - Returns: Whether the scan can go on without further bytes.
  private mutating func step(_ byte: UInt8) throws(Failure) -> Bool {
    switch stack.last {
    case nil:
      return try beginDocument(byte)
    case .array(let expects):
      try stepInArray(byte, expects)
    case .object(let object):
      try stepInObject(byte, object)
    }
    return true
  }

  private mutating func beginDocument(_ byte: UInt8) throws(Failure) -> Bool {
    switch byte {
    case UInt8(ascii: "{"):
      noteDocument()
      try open(object: true)
    case UInt8(ascii: "["):
      noteDocument()
      try open(object: false)
    case UInt8(ascii: "-"):
      // Documents of a YAML stream may be written as JSON.
      guard buffer.count - offset >= 3 else { return false }
      guard buffer[offset..<offset + 3].elementsEqual("---".utf8) else {
        throw unexpected("an object or a list")
      }
      offset += 3
    default:
      throw unexpected("an object or a list")
    }
    return true
  }

  private mutating func stepInArray(_ byte: UInt8, _ expects: Expectation) throws(Failure) {
    switch (byte, expects) {
    case (UInt8(ascii: "]"), .firstOrEnd), (UInt8(ascii: "]"), .commaOrEnd):
      offset += 1
      stack.removeLast()
      try endValue()
    case (UInt8(ascii: ","), .commaOrEnd):
      offset += 1
      stack[stack.count - 1] = .array(.value)
    case (_, .commaOrEnd):
      throw unexpected("`,` or `]`")
    case (UInt8(ascii: "{"), _):
      try open(object: true)
    case (UInt8(ascii: "["), _):
      try open(object: false)
    default:
      oddities.append(
        Failure(
          position: position(of: offset), message: "expected an object, found another value"))
      try beginPlainValue(byte)
    }
  }

  private mutating func stepInObject(_ byte: UInt8, _ frame: ObjectFrame) throws(Failure) {
    var object = frame
    switch (byte, frame.expects) {
    case (UInt8(ascii: "}"), .firstOrEnd), (UInt8(ascii: "}"), .commaOrEnd):
      offset += 1
      try close(object)
    case (UInt8(ascii: "\""), .firstOrEnd), (UInt8(ascii: "\""), .next):
      token = (offset, offset + 1)
    case (UInt8(ascii: ":"), .colon):
      offset += 1
      object.expects = .value
      stack[stack.count - 1] = .object(object)
    case (UInt8(ascii: ","), .commaOrEnd):
      offset += 1
      object.expects = .next
      stack[stack.count - 1] = .object(object)
    case (_, .value):
      object.valueStart = offset
      let mayBeList = object.kind?.hasSuffix("List") ?? true
      if byte == UInt8(ascii: "["), object.key == .items, mayBeList {
        object.isList = true
        stack[stack.count - 1] = .object(object)
        try open(object: false)
      } else {
        stack[stack.count - 1] = .object(object)
        try beginPlainValue(byte)
      }
    case (_, .colon): throw unexpected("`:`")
    case (_, .commaOrEnd): throw unexpected("`,` or `}`")
    default: throw unexpected("a key in quotes")
    }
  }

  /// Begins a value whose inside does not matter here.
  private mutating func beginPlainValue(_ byte: UInt8) throws(Failure) {
    switch byte {
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      skippedDepth = 1
      offset += 1
    case UInt8(ascii: "\""):
      token = (offset, offset + 1)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "a")...UInt8(ascii: "z"):
      token = (offset, offset + 1)
    default:
      throw unexpected("a value")
    }
  }

  private mutating func open(object: Bool) throws(Failure) {
    guard stack.count < Self.maximumNesting else {
      throw Failure(
        position: position(of: offset),
        message: "lists are nested more than \(Self.maximumNesting) deep")
    }
    if object {
      stack.append(.object(ObjectFrame(start: offset, line: advanceLine(to: offset))))
    } else {
      stack.append(.array(.firstOrEnd))
    }
    offset += 1
  }

  /// Ends an object: it is an item, or a list whose items were found already.
  private mutating func close(_ object: ObjectFrame) throws(Failure) {
    if object.isList {
      releaseHeldItems(of: stack.count - 1)
      noteEnd(of: object)
      stack.removeLast()
    } else {
      stack.removeLast()
      emit(object)
    }
    try endValue()
  }

  private mutating func emit(_ object: ObjectFrame) {
    var item = ItemBatch.Item(
      range: object.start..<offset, line: object.line, document: documents)
    guard object.kind == nil, let list = enclosingList, case .object(let parent) = stack[list]
    else {
      items.append(item)
      return
    }
    if parent.kind == nil {
      hold(item, ofListAt: list)
      return
    }
    item.adoptType(apiVersion: parent.apiVersion, listKind: parent.kind)
    items.append(item)
  }

  private var enclosingList: Int? {
    stack.lastIndex { frame in
      if case .object = frame { true } else { false }
    }
  }

  /// Says to the enclosing frame that its value has ended.
  private mutating func endValue() throws(Failure) {
    switch stack.last {
    case nil: return
    case .array: stack[stack.count - 1] = .array(.commaOrEnd)
    case .object(var object):
      if object.key == .metadata, object.isList || object.kind?.hasSuffix("List") == true {
        object.metadata = Self.listMetadata(buffer[object.valueStart..<offset])
      }
      object.expects = .commaOrEnd
      stack[stack.count - 1] = .object(object)
    }
  }

  /// Passes over a nested value.
  ///
  /// - Returns: Whether its end was reached.
  private mutating func skipNestedValue() -> Bool {
    var position = offset
    var depth = skippedDepth
    var isInString = isInSkippedString
    buffer.withUnsafeBytes { bytes in
      while position < bytes.count {
        if isInString {
          position = ByteSearch.stringEnd(in: bytes, from: position)
          guard position < bytes.count else { break }
          if bytes[position] == UInt8(ascii: "\"") {
            isInString = false
            position += 1
          } else {
            // What is escaped may be in the next chunk.
            guard position + 1 < bytes.count else { break }
            position += 2
          }
          continue
        }
        position = ByteSearch.structure(in: bytes, from: position)
        guard position < bytes.count else { break }
        switch bytes[position] {
        case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
        case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
        case UInt8(ascii: "\""): isInString = true
        default: break
        }
        position += 1
        if depth == 0 { break }
      }
    }
    offset = position
    skippedDepth = depth
    isInSkippedString = isInString
    return depth == 0
  }

  /// Scans a string, number or word.
  ///
  /// - Returns: The bytes, once all are there.
  private mutating func scanToken() -> Range<Int>? {
    guard let (start, scanned) = token else { return nil }
    var position = scanned
    var isComplete = false
    let isString = buffer[start] == UInt8(ascii: "\"")
    buffer.withUnsafeBytes { bytes in
      while position < bytes.count, !isComplete {
        if isString {
          position = ByteSearch.stringEnd(in: bytes, from: position)
          guard position < bytes.count else { break }
          if bytes[position] == UInt8(ascii: "\"") {
            position += 1
            isComplete = true
          } else {
            guard position + 1 < bytes.count else { break }
            position += 2
          }
        } else {
          switch bytes[position] {
          case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "E"), UInt8(ascii: "."), UInt8(ascii: "+"), UInt8(ascii: "-"):
            position += 1
          default:
            isComplete = true
          }
        }
      }
    }
    guard isComplete else {
      token = (start, position)
      offset = buffer.count
      return nil
    }
    token = nil
    offset = position
    return start..<position
  }

  /// Uses a string, number or word at the place where it was found.
  private mutating func use(_ range: Range<Int>) throws(Failure) {
    guard case .object(var object) = stack.last else {
      try endValue()
      return
    }
    let text = buffer[range].dropFirst().dropLast()
    if object.expects == .value {
      if buffer[range.lowerBound] == UInt8(ascii: "\"") {
        switch object.key {
        case .apiVersion: object.apiVersion = String(decoding: text, as: UTF8.self)
        case .kind: object.kind = String(decoding: text, as: UTF8.self)
        default: break
        }
        stack[stack.count - 1] = .object(object)
      }
      if object.key == .metadata { object.key = .other }
      stack[stack.count - 1] = .object(object)
      try endValue()
      return
    }
    object.key =
      switch text.count {
      case 4 where text.elementsEqual("kind".utf8): .kind
      case 5 where text.elementsEqual("items".utf8): .items
      case 8 where text.elementsEqual("metadata".utf8): .metadata
      case 10 where text.elementsEqual("apiVersion".utf8): .apiVersion
      default: .other
      }
    object.expects = .colon
    stack[stack.count - 1] = .object(object)
  }

  private static func listMetadata(_ bytes: ArraySlice<UInt8>) -> ListMetadata? {
    struct Fields: Decodable {
      var `continue`: String?
      var remainingItemCount: Int?
      var resourceVersion: String?
    }
    guard let fields = try? JSONDecoder().decode(Fields.self, from: Data(bytes)) else { return nil }
    return ListMetadata(
      continuation: fields.continue ?? "", remaining: fields.remainingItemCount,
      resourceVersion: fields.resourceVersion ?? "")
  }

  private mutating func unexpected(_ expected: String) -> Failure {
    let byte = buffer[offset]
    let found =
      (0x21..<0x7F).contains(byte)
      ? "`\(Character(UnicodeScalar(byte)))`" : "the byte 0x\(String(byte, radix: 16))"
    return Failure(
      position: position(of: offset), message: "expected \(expected), found \(found)")
  }
}

extension UnsafeRawBufferPointer {
  fileprivate func contains(_ text: StaticString) -> Bool {
    guard let base = baseAddress else { return false }
    return memmem(base, count, text.utf8Start, text.utf8CodeUnitCount) != nil
  }
}
