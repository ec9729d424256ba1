/// What a client may do with a target, in one word (the matrix's cells).
public enum Verdict: String, CaseIterable, Hashable, Sendable {
  /// Every port and route admits the client.
  case allow
  /// None does.
  case deny
  /// Some do.
  case partial
  /// Admitted only because of audit mode.
  case audit
  /// Not enforced: the target is not meshed, or the port is skipped.
  case open
  /// The target listens on nothing.
  case none
  /// The data does not say.
  case unknown

  /// Whether the client is let in wherever the verdict stands.
  public var isAdmitting: Bool { self == .allow || self == .audit || self == .open }

  /// The position among all cases.
  package var position: Int {
    switch self {
    case .allow: 0
    case .deny: 1
    case .partial: 2
    case .audit: 3
    case .open: 4
    case .none: 5
    case .unknown: 6
    }
  }

  /// How much is let in, for telling gains from losses; nil where that is not known.
  var extent: Int? {
    switch self {
    case .deny: 0
    case .partial: 1
    case .allow, .audit, .open: 2
    case .none, .unknown: nil
    }
  }
}

/// Several verdicts on their way to becoming one.
struct VerdictSum {
  private var seen: UInt8 = 0

  private static func bit(_ verdict: Verdict) -> UInt8 {
    switch verdict {
    case .allow: 1
    case .deny: 2
    case .partial: 4
    case .audit: 8
    case .open: 16
    case .unknown: 32
    case .none: 0
    }
  }

  mutating func add(_ verdict: Verdict) { seen |= Self.bit(verdict) }

  /// All alike: that one. Some let in and some not: partial, whatever is not known beside them.
  var verdict: Verdict {
    switch seen {
    case 0: return .none
    case 1: return .allow
    case 2: return .deny
    case 16: return .open
    default: break
    }
    let admits = seen & (1 | 4 | 8 | 16) != 0
    let refuses = seen & (2 | 4) != 0
    if admits && refuses { return .partial }
    if seen & 32 != 0 { return .unknown }
    return seen & 8 != 0 ? .audit : .allow
  }
}
