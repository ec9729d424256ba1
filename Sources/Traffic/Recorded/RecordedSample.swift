package import KubernetesSnapshot

/// A look at traffic as a recording keeps it: only what is new since the look before.
///
/// Counters have long names and are seen again in every look; each is written out once, and goes by
/// its number from then on.
package struct RecordedSample: Sendable, Hashable, Codable {
  /// Where it was seen.
  package var source: TrafficSource
  /// When the source answered, in seconds since 1970.
  package var time: Double
  /// How far back the source was asked, in seconds.
  package var window: Double
  /// The counters that were not named before.
  package var counters: [Counter]
  /// What each proxy had to say.
  package var proxies: [Proxy]
  /// What the source could not do.
  package var problems: [String]

  /// A counter and its number.
  package struct Counter: Sendable, Hashable, Codable {
    /// The number.
    package var number: Int
    /// What it counts.
    package var series: TrafficSeries
  }

  /// What one proxy had to say.
  package struct Proxy: Sendable, Hashable, Codable {
    /// The pod's namespace; empty when it is not known.
    package var namespace: String
    /// The pod's name; empty when it is not known.
    package var pod: String
    /// The address, where there is no name.
    package var address: IPAddress?
    /// What it had counted at each moment.
    package var looks: [Look]
    /// Why it could not be looked at.
    package var failure: ScrapeFailure?
    /// The clients that its log names, and how often.
    package var clients: [Client]?

    /// Which proxy it is.
    var reference: ProxyReference {
      ProxyReference(namespace: namespace, pod: pod, address: address)
    }
  }

  /// What a proxy had counted at a moment.
  package struct Look: Sendable, Hashable, Codable {
    /// The moment.
    package var moment: ProxyHistory.Moment
    /// The counters' numbers.
    package var numbers: [Int]
    /// What they had counted, in the same order.
    package var values: [Double]
  }

  /// A client that a log names.
  package struct Client: Sendable, Hashable, Codable {
    /// The client, and what became of it.
    package var client: LoggedClient
    /// How often.
    package var count: Int
  }
}

extension ScrapeFailure: Codable {
  private enum CodingKeys: String, CodingKey { case refused, failed }

  /// Reads an object with one field.
  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    self = try fields.decodeIfPresent(String.self, forKey: .failed).map(Self.failed) ?? .refused
  }

  /// Writes an object with one field.
  package func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .refused: try fields.encode(true, forKey: .refused)
    case .failed(let reason): try fields.encode(reason, forKey: .failed)
    }
  }
}
