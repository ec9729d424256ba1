/// A release of Linkerd, as control planes and proxies name theirs: `stable-2.14.3`,
/// `edge-24.8.2`, `version-2.20`, `enterprise-2.17.1`, `2.18`.
///
/// The word before the numbers does not count, nor what follows them after a hyphen or a plus
/// sign. A build that is named after a commit, `git-b24cd405` or `dev-undefined`, counts as the
/// newest. Numbers that start with 2 are a release; an edge build's start with the year.
public struct LinkerdVersion: Hashable, Sendable {
  /// As written.
  public let text: String
  private let build: Build

  private enum Build: Hashable {
    case release(minor: Int, patch: Int)
    case edge(year: Int, month: Int, number: Int)
    /// Newer than all that is known; also what no one can understand is taken for this.
    case newest(isUnderstood: Bool)
  }

  /// The newest that is known, for clusters that do not say which release they run.
  public static let newest = LinkerdVersion(text: "", build: .newest(isUnderstood: true))

  private init(text: String, build: Build) {
    self.text = text
    self.build = build
  }

  /// Reads a version; there is always an answer, and `isUnderstood` says how good it is.
  ///
  /// - Parameter text: What a control plane or a proxy calls itself.
  public init(_ text: String) {
    self.init(text: text, build: Self.build(of: text) ?? .newest(isUnderstood: false))
  }

  /// Reads the tag of an image: `edge-24.8.2` of `cr.l5d.io/linkerd/proxy:edge-24.8.2`; nil when
  /// there is none, as with a name by digest.
  ///
  /// - Parameter image: The image's name.
  init?(image: String) {
    let name = image.prefix { $0 != "@" }
    guard let colon = name.lastIndex(of: ":"), !name[colon...].contains("/") else { return nil }
    self.init(String(name[name.index(after: colon)...]))
  }

  /// Whether the text names a release that has policy, or will have; if not, the newest known
  /// rules are no more than a guess.
  public var isUnderstood: Bool { build != .newest(isUnderstood: false) }

  /// The release whose rules apply, without its patch: `2.14`.
  public var release: String {
    let name = Milestone.releases.last { !precedes($0) }?.minor ?? 11
    return "2.\(name)"
  }

  /// Whether the version is older than a milestone.
  func precedes(_ milestone: Milestone) -> Bool {
    switch build {
    case .release(let minor, let patch): (minor, patch) < (milestone.minor, milestone.patch)
    case .edge(let year, let month, let number): (year, month, number) < milestone.edge
    case .newest: false
    }
  }

  /// Reads bytes and makes nothing of them on the way, since every pod has a version.
  private static func build(of text: String) -> Build? {
    // Built from a checkout and named after its commit: of today, as far as anyone can tell.
    if ["git-", "dev-"].contains(where: text.hasPrefix) { return .newest(isUnderstood: true) }
    var bytes = text.utf8[...]
    var last: UInt8?
    while let byte = bytes.first, byte == hyphen || (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A {
      // A `v` right before the numbers belongs to them.
      last = byte == UInt8(ascii: "v") && (last ?? hyphen) == hyphen ? last : byte
      bytes = bytes.dropFirst()
    }
    guard (last ?? hyphen) == hyphen else { return nil }
    guard let first = number(in: &bytes), let second = number(in: &bytes, after: dot) else {
      return nil
    }
    let third = number(in: &bytes, after: dot)
    guard bytes.first.map({ $0 == hyphen || $0 == UInt8(ascii: "+") }) ?? true else { return nil }
    switch (first, third) {
    case (2, _) where (11...99).contains(second):
      return .release(minor: second, patch: third ?? 0)
    case (21...99, let number?) where (first, second, number) >= Milestone.v2_11.edge:
      return .edge(year: first, month: second, number: number)
    default:
      return nil
    }
  }

  private static let dot = UInt8(ascii: ".")
  private static let hyphen = UInt8(ascii: "-")

  /// Takes a number of up to four digits off the front, and the byte that has to be before it.
  private static func number(
    in bytes: inout Substring.UTF8View, after separator: UInt8? = nil
  ) -> Int? {
    var rest = bytes
    if let separator, rest.popFirst() != separator { return nil }
    var value: Int?
    while let byte = rest.first, (0x30...0x39).contains(byte), (value ?? 0) < 1_000 {
      value = (value ?? 0) * 10 + Int(byte - 0x30)
      rest = rest.dropFirst()
    }
    guard let value else { return nil }
    bytes = rest
    return value
  }
}

extension LinkerdVersion: CustomStringConvertible {
  /// As written; `2.20` and the like where nothing was.
  public var description: String { text.isEmpty ? release : text }
}

/// Where a rule of Linkerd's changes: in a release with its patch, and in an edge build.
///
/// Releases and edge builds are two series of names. An edge build is as old as the last release
/// before it, unless the border is known more exactly.
struct Milestone: Sendable {
  let minor: Int
  var patch = 0
  let edge: (year: Int, month: Int, number: Int)

  static let v2_11 = Milestone(minor: 11, edge: (21, 9, 5))
  static let v2_12 = Milestone(minor: 12, edge: (22, 8, 3))
  static let v2_13 = Milestone(minor: 13, edge: (23, 4, 2))
  static let v2_14 = Milestone(minor: 14, edge: (23, 9, 1))
  static let v2_15 = Milestone(minor: 15, edge: (24, 2, 4))
  static let v2_16 = Milestone(minor: 16, edge: (24, 8, 2))
  static let v2_17 = Milestone(minor: 17, edge: (24, 11, 8))
  static let v2_18 = Milestone(minor: 18, edge: (25, 4, 4))
  static let v2_19 = Milestone(minor: 19, edge: (25, 10, 7))
  static let v2_20 = Milestone(minor: 20, edge: (26, 6, 3))

  /// All releases, oldest first.
  static let releases = [
    v2_11, v2_12, v2_13, v2_14, v2_15, v2_16, v2_17, v2_18, v2_19, v2_20,
  ]
}
