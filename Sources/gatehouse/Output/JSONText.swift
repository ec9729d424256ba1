import Foundation

/// The JSON that commands print.
enum JSONText {
  /// A document as text, with sorted keys.
  ///
  /// - Throws: Whatever encoding throws; the documents of this program encode.
  static func text(of document: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(document), as: UTF8.self)
  }

  /// A document in one line, with sorted keys.
  ///
  /// - Throws: Whatever encoding throws; the documents of this program encode.
  static func line(of document: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(document), as: UTF8.self)
  }
}

/// A document with its schema's name; `docs/json.md` describes each kind.
struct VersionedDocument<Body: Encodable>: Encodable {
  /// The name of the schema.
  let kind: String
  /// The fields.
  let body: Body

  private enum CodingKeys: String, CodingKey { case apiVersion, kind }

  func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode("gatehouse/v1", forKey: .apiVersion)
    try fields.encode(kind, forKey: .kind)
    try body.encode(to: encoder)
  }
}

/// Several documents of one kind, as kubectl puts them into a list.
struct DocumentList<Item: Encodable>: Encodable {
  /// The documents.
  let items: [Item]
}
