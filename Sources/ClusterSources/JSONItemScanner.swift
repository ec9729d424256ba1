/// Cuts the objects out of a stream of JSON, without decoding any.
///
/// It takes bytes as they come and finds the items of Lists (nested ones too), of top-level arrays,
/// and single objects, any number of them after one another. Only brackets, strings and the top
/// level of each object are looked at; a decoder judges the rest, object by object. Memory is one
/// chunk and the object that is being read, whatever the size of the stream.
struct JSONItemScanner {
  /// Something in the stream that is not JSON, so that nothing behind it can be read.
  struct Failure: Error, Hashable {
    var position: SourceProblem.Position
    var message: String
  }

  /// What a list says of itself, beside its items.
  struct ListMetadata: Hashable {
    /// The token that asks for the next page; empty for the last.
    var continuation: String
    /// How many objects are on the pages behind this one.
    var remaining: Int?
    /// The moment that the list shows.
    var resourceVersion: String
  }

  /// The bytes that may still be needed, and how far they have been scanned.
  var buffer: [UInt8] = []
  var offset = 0
  /// What is open at `offset`, outermost first.
  var stack: [Frame] = []
  /// Where the string that is being scanned at the objects' top level began, and is scanned to.
  var token: (start: Int, scanned: Int)?
  /// How deep inside a value that is passed over the scan is; 0 outside one.
  var skippedDepth = 0
  var isInSkippedString = false
  /// The items found since the last batch; their ranges are of `buffer`.
  var items: [ItemBatch.Item] = []
  /// Items that came before their list's kind, with their own bytes; they follow the buffer's.
  private var detached: [(bytes: [UInt8], item: ItemBatch.Item)] = []
  /// Items without a kind of their own, while their list's kind is not known.
  private var held: [(list: Int, bytes: [UInt8], item: ItemBatch.Item)] = []
  /// The metadata of the lists that have ended.
  private(set) var lists: [ListMetadata] = []
  /// Elements of lists that are no objects, and how many documents have begun.
  var oddities: [Failure] = []
  private(set) var documents = 0

  /// The line at an offset of the buffer, advanced as items are found.
  private var line = 1
  private var lineOffset = 0
  /// How many bytes of the line that the buffer begins in were before it.
  private var bytesBeforeBuffer = 0

  /// Deeper Lists in Lists are an attack, not a file.
  static let maximumNesting = 64

  /// An object or an array whose inside is being looked at.
  enum Frame {
    case array(Expectation)
    case object(ObjectFrame)
  }

  /// What may come next inside a frame.
  enum Expectation { case firstOrEnd, next, colon, value, commaOrEnd }

  /// An object that is an item, unless it turns out to be a list.
  struct ObjectFrame {
    var start: Int
    var line: Int
    var expects = Expectation.firstOrEnd
    var key = Key.other
    var valueStart = 0
    var apiVersion: String?
    var kind: String?
    var isList = false
    var metadata: ListMetadata?
  }

  /// The keys that tell an item from a list.
  enum Key { case apiVersion, kind, items, metadata, other }

  /// Adds bytes and scans them.
  ///
  /// - Parameter chunk: The next bytes of the stream.
  /// - Throws: `Failure` at the first byte that cannot be JSON; items found before it stay.
  mutating func scan(_ chunk: some Collection<UInt8>) throws(Failure) {
    buffer.append(contentsOf: chunk)
    try scanBuffer()
  }

  /// Says that the stream has ended.
  ///
  /// - Throws: `Failure` when it ended in the middle of something.
  mutating func finish() throws(Failure) {
    guard !stack.isEmpty || offset < buffer.count else { return }
    releaseHeldItems(of: nil)
    var begun = "the list"
    if case .object(let object) = stack.last, !object.isList {
      begun = "the object that begins in line \(object.line)"
    }
    throw Failure(
      position: position(of: buffer.count),
      message: "the input ends in the middle of \(begun); it may have been cut off")
  }

  /// Takes the items found so far, with their bytes, which the scanner then forgets.
  ///
  /// - Parameter source: Where the bytes come from.
  /// - Returns: The items; perhaps none.
  mutating func takeBatch(of source: String) -> ItemBatch {
    let keep = min(retainedStart, buffer.count)
    _ = advanceLine(to: keep)
    let into = buffer.withUnsafeBytes { Self.bytesIntoLine(keep, in: $0) }
    let rest = Array(buffer[keep...])
    var batch = ItemBatch(
      source: source, bytes: buffer, items: items, bytesBeforeLine: bytesBeforeBuffer)
    bytesBeforeBuffer = into.found ? into.count : bytesBeforeBuffer + keep
    shift(by: keep)
    buffer = rest
    for (bytes, item) in detached {
      var item = item
      item.range = batch.bytes.count..<batch.bytes.count + bytes.count
      batch.bytes += bytes
      batch.items.append(item)
    }
    items.removeAll(keepingCapacity: true)
    detached.removeAll()
    return batch
  }

  /// Whether a batch is worth taking: it has items, or lets go of most of the buffer.
  var hasBatch: Bool { !items.isEmpty || !detached.isEmpty || retainedStart > buffer.count / 2 }

  /// Keeps an item until its list's kind is known.
  mutating func hold(_ item: ItemBatch.Item, ofListAt index: Int) {
    held.append((index, Array(buffer[item.range]), item))
  }

  /// Lets go of the items that waited for their list's kind, which is known now or never.
  ///
  /// - Parameter index: The list's place in the stack; nil for all lists.
  mutating func releaseHeldItems(of index: Int?) {
    for (list, bytes, item) in held where index == nil || list == index {
      var item = item
      if case .object(let frame) = stack[list] {
        item.adoptType(apiVersion: frame.apiVersion, listKind: frame.kind)
      }
      detached.append((bytes, item))
    }
    held.removeAll { index == nil || $0.list == index }
  }

  /// Notes a list's end.
  mutating func noteEnd(of list: ObjectFrame) {
    if let metadata = list.metadata { lists.append(metadata) }
  }

  /// Notes the begin of a document.
  mutating func noteDocument() { documents += 1 }

  /// The line of an offset, which must not lie before one that was asked for earlier.
  mutating func advanceLine(to target: Int) -> Int {
    guard target > lineOffset else { return line }
    line += buffer.withUnsafeBytes { ByteSearch.lineFeeds(in: $0, lineOffset..<target) }
    lineOffset = target
    return line
  }

  /// The line and column of an offset of the buffer.
  mutating func position(of target: Int) -> SourceProblem.Position {
    let line = advanceLine(to: target)
    let into = buffer.withUnsafeBytes { Self.bytesIntoLine(target, in: $0) }
    return .init(line: line, column: into.count + 1 + (into.found ? 0 : bytesBeforeBuffer))
  }

  private static func bytesIntoLine(
    _ target: Int, in bytes: UnsafeRawBufferPointer
  ) -> (count: Int, found: Bool) {
    var start = target
    while start > 0, bytes[start - 1] != 0x0A { start -= 1 }
    return (target - start, start > 0)
  }

  /// The first byte that a later scan may come back to.
  private var retainedStart: Int {
    guard case .object(let object) = stack.last else { return token?.start ?? offset }
    if !object.isList { return object.start }
    if skippedDepth > 0 { return object.valueStart }
    return token?.start ?? offset
  }

  private mutating func shift(by count: Int) {
    offset -= count
    lineOffset -= count
    if let (start, scanned) = token { token = (start - count, scanned - count) }
    if case .object(var object) = stack.last {
      object.start -= count
      object.valueStart -= count
      stack[stack.count - 1] = .object(object)
    }
  }
}
