import Foundation
import KubernetesSnapshot
import LinkerdPolicy
import TerminalUI

/// An edge whose verdict changed while the cluster was followed, and what made it so.
struct VerdictChange {
  /// The edge, before and after.
  let edge: PolicyDiff.Edge
  /// When, in seconds since 1970.
  let time: Double
  /// What was changed.
  let causes: [SnapshotChange]

  /// `gained`, `lost` or `changed`.
  var direction: String {
    switch edge.direction {
    case .gained: "gained"
    case .lost: "lost"
    case .changed: "changed"
    }
  }

  /// `emojivoto/deploy/web:8080`.
  private var target: String {
    "\(edge.workload.qualifiedName):\(edge.port)"
  }

  private var stamp: String {
    let formatter = ISO8601DateFormatter()
    return formatter.string(from: Date(timeIntervalSince1970: time.rounded(.down)))
  }

  /// The change in one line; what names hide is made visible.
  func line(_ style: PrintStyle) -> String {
    let before = "\(style.sign(edge.before)) \(edge.before.rawValue)"
    let after = "\(style.sign(edge.after)) \(edge.after.rawValue)"
    let arrow = String(style.glyphs.arrow)
    let names = VisibleText("\(edge.client.title) \(arrow) \(target)").string
    return "\(style.dimmed(stamp)) \(direction.padded(to: 7)) \(names)"
      + "  \(before) \(arrow) \(after)  by \(VisibleText(cause).string)"
  }

  /// `Server emojivoto/web deleted`; only their number where there are many.
  private var cause: String {
    let names = causes.prefix(3).map { change in
      switch change {
      case .upsert(let resource): resource.id.description
      case .delete(let id): "\(id) deleted"
      case .readable(let kind, true): "the right to read \(kind.plural)"
      case .readable(let kind, false): "the lost right to read \(kind.plural)"
      }
    }
    return causes.count > 3 ? "\(causes.count) changes" : names.joined(separator: ", ")
  }
}

extension VerdictChange: Encodable {
  private enum CodingKeys: String, CodingKey {
    case time, direction, client, target, port, before, after, by
  }

  private struct Cause: Encodable {
    let change: String
    let object: String

    init(_ change: SnapshotChange) {
      switch change {
      case .upsert(let resource): (self.change, object) = ("set", resource.id.description)
      case .delete(let id): (self.change, object) = ("deleted", id.description)
      case .readable(let kind, let isReadable):
        (self.change, object) = (isReadable ? "readable" : "unreadable", kind.rawValue)
      }
    }
  }

  /// Writes all fields (`VerdictChange` in `docs/json.md`).
  func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(stamp, forKey: .time)
    try fields.encode(direction, forKey: .direction)
    try fields.encode(edge.client.title, forKey: .client)
    try fields.encode(edge.workload.qualifiedName, forKey: .target)
    try fields.encode(edge.port, forKey: .port)
    try fields.encode(edge.before.rawValue, forKey: .before)
    try fields.encode(edge.after.rawValue, forKey: .after)
    try fields.encode(causes.map(Cause.init), forKey: .by)
  }
}
