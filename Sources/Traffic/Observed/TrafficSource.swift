/// Where observed traffic comes from.
package struct TrafficSource: Sendable, Hashable, Codable {
  /// What kind of source it is.
  package var kind: Kind
  /// What to call it: an address, a folder, a pod.
  package var name: String

  /// What kind of source it is, the best first.
  package enum Kind: String, Sendable, Hashable, Codable {
    /// A Prometheus that the user named.
    case prometheus
    /// linkerd-viz' Prometheus, through the API server.
    case viz
    /// The proxies' own metrics, through the API server.
    case proxies
    /// Files of proxies' metrics.
    case files

    /// Whether one look tells of the whole window that was asked for.
    package var remembers: Bool { self == .prometheus || self == .viz }
  }

  /// A source from its parts.
  package init(kind: Kind, name: String) {
    self.kind = kind
    self.name = name
  }
}

/// Why a proxy could not be looked at.
package enum ScrapeFailure: Sendable, Hashable {
  /// The proxy's own policy refuses the scrape (`E-42`).
  case refused
  /// Something else, in words.
  case failed(String)
}
