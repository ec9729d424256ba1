public import Foundation

/// One line of a watch: what happened to an object, or what the API server has to say.
public enum WatchEvent: Sendable, Hashable {
  /// The object is there, in this state (`ADDED` or `MODIFIED`).
  case changed(ResourceDecoder.Item)
  /// The object is gone; this was its last state (`DELETED`).
  case deleted(ResourceDecoder.Item)
  /// Nothing happened up to this resource version (`BOOKMARK`).
  case bookmark(resourceVersion: String)
  /// The watch cannot go on (`ERROR`); the code is an HTTP status, such as 410.
  case failed(code: Int, message: String)
}

extension ResourceDecoder {
  /// Decodes one line of a watch.
  ///
  /// - Parameter json: The line.
  /// - Returns: The event; nil when this is none, such as a line that was cut off.
  public func decodeWatchEvent(_ json: Data) -> WatchEvent? {
    try? decoder.decode(DecodedWatchEvent.self, from: json).event
  }
}

private struct DecodedWatchEvent: Decodable {
  var event: WatchEvent

  private enum CodingKeys: String, CodingKey { case type, object }

  private struct Bookmark: Decodable {
    struct Metadata: Decodable { var resourceVersion: String }
    var metadata: Metadata
  }

  private struct Status: Decodable {
    var code: Int?
    var message: String?
  }

  init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    func item() throws -> ResourceDecoder.Item {
      // Objects of a watch say what they are.
      try fields.decode(DecodedItem.self, forKey: .object, configuration: .init()).item
    }
    switch try fields.decode(String.self, forKey: .type) {
    case "ADDED", "MODIFIED": event = .changed(try item())
    case "DELETED": event = .deleted(try item())
    case "BOOKMARK":
      let bookmark = try fields.decode(Bookmark.self, forKey: .object)
      event = .bookmark(resourceVersion: bookmark.metadata.resourceVersion)
    case "ERROR":
      let status = try fields.decode(Status.self, forKey: .object)
      event = .failed(code: status.code ?? 500, message: status.message ?? "")
    case let type:
      throw DecodingError.dataCorruptedError(
        forKey: .type, in: fields, debugDescription: "expected a watch's event, found \"\(type)\"")
    }
  }
}
