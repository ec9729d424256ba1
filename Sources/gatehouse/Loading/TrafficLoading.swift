import ClusterSources
import Foundation
import KubernetesSnapshot
import LinkerdPolicy
import Traffic

/// Looks at traffic for a command that runs once.
struct TrafficLoading {
  private let options: Options
  private let policy: ResolvedPolicy

  /// Proxies that remember nothing are looked at twice, this far apart when nobody says how far.
  private static let shortWindow = TrafficWindow(seconds: 10)

  init(_ options: Options, _ policy: ResolvedPolicy) {
    self.options = options
    self.policy = policy
  }

  /// Looks, twice where once says nothing of rates.
  ///
  /// - Throws: `TrafficFailure`, `KubectlFailure`, or a `CommandError` when there is no source.
  func load() throws -> ObservedTraffic {
    let wanted = options.traffic
    guard wanted.prometheus == nil || wanted.metrics.isEmpty else {
      throw CommandError.usage("--prometheus and --metrics are two sources; give one")
    }
    let isCluster = options.source.filenames.isEmpty && !options.source.demo
    let place: TrafficPlace
    if let url = wanted.prometheus {
      place = .prometheus(HTTPPlace(url))
    } else if !wanted.metrics.isEmpty {
      place = .files(wanted.metrics)
    } else if isCluster {
      place = .cluster
    } else {
      throw CommandError.usage(
        "files say nothing of traffic; give --prometheus URL or --metrics DIR")
    }
    let kubectl = KubectlOptions(
      context: options.source.context, kubeconfig: options.source.kubeconfig)
    let isFiles = if case .files = place { true } else { false }
    let api = isCluster && !isFiles ? try ClusterAPI(kubectl) : nil
    defer { withExtendedLifetime(api) {} }
    let reader = TrafficReader(
      place, api: api?.place, forward: wanted.portForward ? kubectl : nil, client: HTTPClient())
    let pods = meshedPods
    var log = TrafficLog()
    var sample = try reader.look(
      wanted.window ?? TrafficWindow(seconds: 60), in: policy.snapshot, pods: pods)
    var window = wanted.window ?? TrafficWindow(seconds: 60)
    switch sample.source.kind {
    case .prometheus, .viz: break
    case .files: window = wanted.window ?? Self.span(of: sample) ?? window
    case .proxies:
      window = wanted.window ?? Self.shortWindow
      log.add(sample)
      StandardError.print("the proxies are looked at again in \(window.description)")
      let notes = sample.problems
      Thread.sleep(forTimeInterval: window.seconds)
      sample = try reader.look(window, in: policy.snapshot, pods: pods)
      sample.problems = notes + sample.problems.filter { !notes.contains($0) }
    }
    reader.addClients(to: &sample, pods: pods)
    for problem in sample.problems { StandardError.print("traffic: \(problem)") }
    log.add(sample)
    guard let traffic = log.traffic(in: window) else {
      throw TrafficFailure(.absent, "nothing was looked at")
    }
    return traffic
  }

  /// The time between the first and the last moment of files; nil when there is only one.
  private static func span(of sample: TrafficSample) -> TrafficWindow? {
    let times = sample.proxies.values.flatMap { $0.moments.map(\.time) }
    guard let first = times.min(), let last = times.max(), last - first >= 1 else { return nil }
    return TrafficWindow(seconds: last - first)
  }

  private var meshedPods: [ResourceID] {
    policy.workloads.flatMap { workload in
      workload.variants.filter { $0.inbound.enforcement != .unmeshed && $0.inbound.kind == .pod }
        .flatMap(\.pods).filter { !$0.isTemplate }.map(\.id)
    }
  }
}
