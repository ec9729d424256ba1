import KubernetesSnapshot

/// Which request for a kind comes next, by the answers so far.
///
/// It does no work itself: it names paths, and is told what came of them.
struct KubectlListing: Hashable {
  /// The kind that is listed.
  let kind: ResourceKind
  /// Why the kind is not there in full, once that is known.
  private(set) var missing: String?
  /// Whether nothing of the kind could be read.
  private(set) var isUnreadable = false
  private var versions: [String]
  private let namespace: String?
  private var isNarrowed = false
  private var continuation = ""
  private var restarts = 0
  private var isDone = false

  /// How many objects a page has.
  static let pageSize = 500

  /// The listing of a kind.
  ///
  /// - Parameters:
  ///   - kind: The kind.
  ///   - served: The versions of each API group that the server has; nil when it does not say.
  ///   - namespace: Where to look when the whole cluster may not be listed.
  init(_ kind: ResourceKind, served: [String: [String]]?, namespace: String?) {
    self.kind = kind
    self.namespace = namespace
    versions = kind.servedVersions
    if let served, !kind.group.isEmpty {
      // The newest version first: older views lose fields.
      versions = versions.filter { served[kind.group]?.contains($0) ?? false }
    }
    if versions.isEmpty { end(missing: "not installed in this cluster") }
  }

  /// The path to ask for; nil when there is nothing left to ask.
  var path: String? {
    guard !isDone, let version = versions.first else { return nil }
    var path = kind.group.isEmpty ? "/api/\(version)" : "/apis/\(kind.group)/\(version)"
    if isNarrowed, let namespace {
      path += "/namespaces/\(namespace)"
      if kind == .namespace { return path }
    }
    path += "/\(kind.plural)?limit=\(Self.pageSize)"
    return continuation.isEmpty ? path : path + "&continue=\(continuation)"
  }

  /// Takes note of a page.
  ///
  /// - Parameter next: The token of the next page; nil when this was the last.
  mutating func received(next: String?) {
    guard let next, !next.isEmpty else {
      isDone = true
      return
    }
    // Tokens are base64, whose three special letters mean something in a URL.
    continuation = next.replacing("+", with: "%2B").replacing("/", with: "%2F")
      .replacing("=", with: "%3D")
  }

  /// Takes note of a failure.
  mutating func failed(_ failure: KubectlFailure) {
    switch failure.cause {
    case .notFound where versions.count > 1:
      versions.removeFirst()
    case .notFound:
      end(missing: "not installed in this cluster")
    case .forbidden where namespace != nil && !isNarrowed:
      isNarrowed = true
      continuation = ""
      // Other namespaces' authentications decide in this one too.
      isUnreadable = kind == .meshTLSAuthentication || kind == .networkAuthentication
      missing = "not permitted in the whole cluster; only in namespace \(namespace ?? "")"
    case .expired where restarts < 2:
      restarts += 1
      continuation = ""
    default:
      end(missing: failure.description)
      isUnreadable = true
    }
  }

  private mutating func end(missing reason: String) {
    missing = reason
    isDone = true
  }
}
