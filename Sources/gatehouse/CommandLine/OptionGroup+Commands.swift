import LinkerdPolicy
import TerminalUI
import Traffic

extension OptionGroup {
  /// How results are printed.
  ///
  /// - Parameter formats: What `-o` takes, the default first.
  /// - Returns: The options.
  static func output(_ formats: String...) -> OptionGroup {
    OptionGroup(
      title: "Output",
      options: [
        OptionDefinition("-o", "--output", value: formats.joined(separator: "|"), help: "the form")
        { (options, value) throws(CommandError) in
          guard formats.contains(value) else {
            throw .usage(
              "-o: expected \(list(formats)), found \"\(value)\""
                + Suggestion.question(for: value, among: formats))
          }
          options.output = value
        },
        color, ascii,
      ])
  }

  private static let color = OptionDefinition(
    "--color", value: "auto|always|never", help: "when to use colour (also: NO_COLOR)"
  ) { (options, value) throws(CommandError) in
    guard let choice = Options.ColorChoice(rawValue: value) else {
      throw .usage("--color: expected auto, always or never, found \"\(value)\"")
    }
    options.color = choice
  }

  private static let ascii = OptionDefinition("--ascii", help: "use no signs but ASCII") {
    $0.ascii = true
  }

  /// The matrix's own option.
  static let matrix = OptionGroup(
    title: "Matrix",
    options: [
      OptionDefinition(
        "--by", value: AccessMatrix.Grouping.allCases.map(\.rawValue).joined(separator: "|"),
        help: "what a column stands for"
      ) { (options, value) throws(CommandError) in
        let known = AccessMatrix.Grouping.allCases.map(\.rawValue)
        guard let grouping = AccessMatrix.Grouping(rawValue: value) else {
          throw .usage(
            "--by: expected \(list(known)), found \"\(value)\""
              + Suggestion.question(for: value, among: known))
        }
        options.grouping = grouping
      }
    ])

  /// Where traffic is looked for.
  static let trafficSource = OptionGroup(
    title: "Traffic (without one: the cluster's linkerd-viz, or else its proxies)",
    options: [
      OptionDefinition("--prometheus", value: "URL", help: "a Prometheus that scrapes the proxies")
      { (options, value) throws(CommandError) in
        guard value.hasPrefix("http://") || value.hasPrefix("https://") else {
          throw .usage("--prometheus: expected http://HOST:PORT, found \"\(value)\"")
        }
        options.traffic.prometheus = value
      },
      OptionDefinition(
        "--metrics", value: "DIR",
        help: "files NAMESPACE/POD.prom of one moment; give it again for a later one"
      ) { options, value in options.traffic.metrics.append(value) },
      OptionDefinition(
        "--port-forward", help: "let kubectl forward ports where policy refuses the API server"
      ) { $0.traffic.portForward = true },
      OptionDefinition(
        "--window", value: "TIME",
        help: "how far back, from 10s to 1h; 1m when absent, 10s for proxies"
      ) { (options, value) throws(CommandError) in
        guard let window = TrafficWindow(value) else {
          throw .usage("--window: expected a time from 10s to 1h, found \"\(value)\"")
        }
        options.traffic.window = window
      },
    ])

  /// What of the traffic is printed.
  static let traffic = OptionGroup(
    title: "Selection",
    options: [
      names.options[0],
      OptionDefinition("--denied", help: "print only what was refused") {
        $0.traffic.denied = true
      },
    ])

  /// The request to explain.
  static let request = OptionGroup(
    title: "Request (without one: every way in)",
    options: [
      OptionDefinition("--method", value: "METHOD", help: "the HTTP method; GET when absent") {
        options, value in options.request.method = value
      },
      OptionDefinition("--path", value: "PATH", help: "the path with its query; / when absent") {
        options, value in options.request.path = value
      },
      OptionDefinition("--host", value: "HOST", help: "the authority, as in the Host header") {
        options, value in options.request.host = value
      },
      OptionDefinition("--header", value: "NAME:VALUE", help: "a header; repeatable") {
        (options, value) throws(CommandError) in
        guard let colon = value.firstIndex(of: ":"), colon > value.startIndex else {
          throw .usage("--header: expected NAME:VALUE, found \"\(value)\"")
        }
        options.request.headers.append(
          .init(
            name: String(value[..<colon]),
            value: String(value[value.index(after: colon)...].drop { $0 == " " })))
      },
    ])

  /// What a client proves that is named by its address.
  static let client = OptionGroup(
    title: "Client (where FROM is an address)",
    options: [
      OptionDefinition("--identity", value: "ID", help: "its mesh identity") { options, value in
        options.request.identity = value
      },
      OptionDefinition(
        "--tls", value: "none|anonymous", help: "its TLS, when it shows no identity"
      ) { (options, value) throws(CommandError) in
        guard ["none", "anonymous"].contains(value) else {
          throw .usage("--tls: expected none or anonymous, found \"\(value)\"")
        }
        options.request.tls = value
      },
    ])

  /// Recordings of what a cluster and its traffic say.
  static let recording = OptionGroup(
    title: "Recording",
    options: [
      OptionDefinition(
        "--record", value: "FILE", help: "keep what the cluster says, to be played with -f"
      ) { options, value in options.dashboard.record = value },
      OptionDefinition("--replay", value: "FILE", help: "play a recording (as -f does)") {
        options, value in options.source.replay = value
      },
    ])

  /// The dashboard's own options.
  static let dashboard = OptionGroup(
    title: "Dashboard",
    options: [
      OptionDefinition("--theme", value: "NAME|FILE", help: "the colours (also: GATEHOUSE_THEME)") {
        options, value in options.dashboard.theme = value
      },
      OptionDefinition(
        "--script", value: "KEYS", help: "press these keys and print the last frame as text"
      ) { options, value in options.dashboard.script = value },
      OptionDefinition("--size", value: "WxH", help: "the size of a script's screen") {
        (options, value) throws(CommandError) in
        let numbers = value.lowercased().split(separator: "x").map { Int($0) }
        guard numbers.count == 2, let width = numbers[0], let height = numbers[1],
          (1...1000).contains(width), (1...1000).contains(height)
        else { throw .usage("--size: expected a size such as 80x24, found \"\(value)\"") }
        options.dashboard.size = Size(columns: width, rows: height)
      },
      OptionDefinition("--follow", help: "read the files of -f again when they change") {
        $0.dashboard.follow = true
      },
      OptionDefinition("--no-mouse", help: "leave the mouse to the terminal") {
        $0.dashboard.mouse = false
      },
      OptionDefinition("--crash") { $0.dashboard.crash = true },
      color, ascii,
    ])

  /// What every command has.
  static let general = OptionGroup(
    title: "General",
    options: [
      OptionDefinition("-h", "--help", help: "print help") { $0.help = true },
      OptionDefinition("--version", help: "print the version") { $0.version = true },
    ])
}
