import KubernetesSnapshot
import LinkerdPolicy
import TerminalUI
import Traffic

/// What the command line asks for.
struct Options: Sendable {
  /// Words that are no options, without the command's name.
  var words: [String] = []
  /// Where the objects come from.
  var source = SourceOptions()
  /// Fields of the mesh configuration that count whatever the source says.
  var mesh = MeshConfigurationOverrides()
  /// The namespace that is looked at.
  var namespace: String?
  /// Whether all namespaces are looked at.
  var allNamespaces = false
  /// Which workloads are looked at.
  var selector = LabelSelector()
  /// `table`, `json`, …; nil for the command's own choice.
  var output: String?
  /// When to use colour.
  var color = ColorChoice.auto
  /// Whether to keep to ASCII.
  var ascii = false
  /// What a column of the matrix stands for.
  var grouping = AccessMatrix.Grouping.serviceAccount
  /// The request to ask about.
  var request = RequestOptions()
  /// Where traffic is looked for, and how far back.
  var traffic = TrafficOptions()
  /// How the dashboard looks and what it does by itself.
  var dashboard = DashboardOptions()
  /// Whether to print help instead.
  var help = false
  /// Whether to print the version instead.
  var version = false

  /// When to use colour.
  enum ColorChoice: String, CaseIterable, Sendable {
    case auto, always, never
  }
}

/// Where the objects come from; the current kubectl context when nothing is set.
struct SourceOptions: Hashable, Sendable {
  /// Files and directories, `-` for the standard input.
  var filenames: [String] = []
  /// A recording that is played.
  var replay: String?
  /// Whether to use the demo cluster.
  var demo = false
  /// kubectl's context.
  var context: String?
  /// kubectl's configuration file.
  var kubeconfig: String?

  /// Whether the objects come from a cluster, through kubectl.
  var isCluster: Bool { !demo && filenames.isEmpty && replay == nil }
}

/// One request, and what its client proves.
struct RequestOptions: Hashable, Sendable {
  /// The HTTP method.
  var method: String?
  /// The path with its query.
  var path: String?
  /// The authority.
  var host: String?
  /// The headers, in order.
  var headers: [HTTPRequest.Header] = []
  /// The mesh identity of a client that is named by its address.
  var identity: String?
  /// The TLS state of a client that is named by its address.
  var tls: String?

  /// The request; nil when none was described.
  var request: HTTPRequest? {
    guard method != nil || path != nil || host != nil || !headers.isEmpty else { return nil }
    return HTTPRequest(method: method ?? "GET", path: path ?? "/", host: host, headers: headers)
  }
}

/// Where traffic is looked for, and how far back.
struct TrafficOptions: Hashable, Sendable {
  /// The address of a Prometheus.
  var prometheus: String?
  /// Folders of proxies' metrics.
  var metrics: [String] = []
  /// Whether ports may be forwarded.
  var portForward = false
  /// How far back; nil for the source's own choice.
  var window: TrafficWindow?
  /// Whether only refusals are printed.
  var denied = false
}

/// How the dashboard looks and what it does by itself.
struct DashboardOptions: Hashable, Sendable {
  /// The theme's name or file.
  var theme: String?
  /// Keys to press; then the last frame is printed as text.
  var script: String?
  /// The size of the screen for a script.
  var size: Size?
  /// Whether to listen to the mouse.
  var mouse = true
  /// Whether to read files again when they change.
  var follow = false
  /// The file in which everything is kept that the cluster and its traffic say.
  var record: String?
  /// Whether to crash once the cluster is there, for tests of what a crash leaves behind.
  var crash = false
}
