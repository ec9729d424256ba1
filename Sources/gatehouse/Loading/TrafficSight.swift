import ClusterSources
import Foundation
import KubernetesSnapshot
import LinkerdPolicy
import Traffic

/// The source of traffic that the options name, open to be looked at as often as one likes.
struct TrafficSight {
  /// How far back traffic is summed up when nobody says how far.
  static let usualWindow = TrafficWindow(seconds: 60)

  private let place: TrafficPlace
  private let reader: TrafficReader
  private let access: ClusterAccess?
  /// How long kubectl may take to start.
  private static let patience = Duration.seconds(10)

  /// Where the options say that traffic is to be looked for; nil where there is no such place.
  ///
  /// - Throws: `CommandError` when they name two places.
  static func place(_ options: Options) throws(CommandError) -> TrafficPlace? {
    let wanted = options.traffic
    guard wanted.prometheus == nil || wanted.metrics.isEmpty else {
      throw .usage("--prometheus and --metrics are two sources; give one")
    }
    if let url = wanted.prometheus { return .prometheus(HTTPPlace(url)) }
    if !wanted.metrics.isEmpty { return .files(wanted.metrics) }
    return options.source.isCluster ? .cluster : nil
  }

  /// Opens a source.
  ///
  /// - Parameters:
  ///   - place: Where to look.
  ///   - options: What the command line asks for.
  ///   - access: The way to the cluster, started by who reads it; nil where there is none.
  init(_ place: TrafficPlace, _ options: Options, access: ClusterAccess?) {
    self.place = place
    let isFiles = if case .files = place { true } else { false }
    self.access = isFiles ? nil : access
    reader = TrafficReader(
      place, api: nil, forward: options.traffic.portForward ? access?.options : nil,
      client: HTTPClient())
  }

  /// Looks once, and adds what logs say of clients.
  ///
  /// - Parameters:
  ///   - window: How far back a source that remembers is asked.
  ///   - policy: The cluster.
  /// - Returns: What was seen.
  /// - Throws: `TrafficFailure` when the source does not answer.
  func look(
    _ window: TrafficWindow, in policy: ResolvedPolicy
  ) throws(TrafficFailure) -> TrafficSample {
    let pods = Self.meshedPods(of: policy)
    do throws(KubectlFailure) {
      // It is elsewhere after each start of kubectl.
      reader.api = try access?.place(within: Self.patience)
    } catch {
      reader.api = nil
      if place == .cluster { throw TrafficFailure(.broken, error.description) }
    }
    var sample = try reader.look(window, in: policy.snapshot, pods: pods)
    reader.addClients(to: &sample, pods: pods)
    return sample
  }

  private static func meshedPods(of policy: ResolvedPolicy) -> [ResourceID] {
    policy.workloads.flatMap { workload in
      workload.variants.filter { $0.inbound.enforcement != .unmeshed && $0.inbound.kind == .pod }
        .flatMap(\.pods).filter { !$0.isTemplate }.map(\.id)
    }
  }
}
