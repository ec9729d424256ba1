/// Some items of one source, with the bytes in which they are written as JSON.
struct ItemBatch: Sendable {
  /// One object, not decoded yet.
  struct Item: Sendable, Hashable {
    /// Where it is in the batch's bytes.
    var range: Range<Int>
    /// The line in which it begins.
    var line: Int
    /// The document that it is in, or is.
    var document: Int
    /// The version of the typed list that it came from, unless it says its own.
    var apiVersion: String?
    /// The kind that its list's kind gives it, unless it says its own.
    var kind: String?

    /// Takes the type that a typed list has for its items: `PodList` for `Pod`.
    mutating func adoptType(apiVersion: String?, listKind: String?) {
      guard let listKind, listKind != "List", listKind.hasSuffix("List") else { return }
      self.apiVersion = apiVersion
      kind = String(listKind.dropLast(4))
    }
  }

  /// Where the bytes come from: a file's name.
  var source: String
  /// The JSON.
  var bytes: [UInt8]
  /// The items, in order.
  var items: [Item]
  /// How many bytes of the first line were before the batch.
  var bytesBeforeLine = 0
}
