import ClusterSources
import Dashboard
import Foundation
import NcursesTerminal
import TerminalUI

/// The one loop: it owns the state and the terminal, on the main thread.
struct DashboardLoop {
  private var options: Options
  private var trafficPlace: TrafficPlace?
  private let recording: RecordingFile?
  private let theme: Theme
  private let themeWarnings: [String]

  /// A loop that has not begun.
  ///
  /// - Parameters:
  ///   - options: What the command line asks for.
  ///   - traffic: Where to look for traffic; nil for nowhere.
  ///   - recording: Keeps what the cluster and its traffic say; nil where nobody does.
  ///   - theme: The colours.
  ///   - themeWarnings: What is wrong with the theme's file.
  init(
    _ options: Options, traffic: TrafficPlace?, recording: RecordingFile?, theme: Theme,
    themeWarnings: [String]
  ) {
    self.options = options
    trafficPlace = traffic
    self.recording = recording
    self.theme = theme
    self.themeWarnings = themeWarnings
  }

  /// Opens the terminal and runs until the user, or a signal, ends it.
  ///
  /// - Returns: The signal that ended it; nil when the user did.
  /// - Throws: `TerminalError` when there is no terminal.
  mutating func run() throws(TerminalError) -> Int32? {
    let wakeup = try Wakeup()
    let mailbox = ActionMailbox(wakeup: wakeup)
    let errors = StandardErrorCapture()
    let playing = DispatchQueue(label: "replay", qos: .userInitiated)
    var terminal = try NcursesTerminal(
      theme: theme, preference: options.color.preference, isMouseOn: options.dashboard.mouse,
      wakeup: wakeup)
    let start = ContinuousClock.now
    // Following and traffic go the same way.
    var access = options.access
    var state = DashboardState(
      size: terminal.size, source: SourceStatus(title: options.source.title(access)),
      glyphs: options.ascii ? .ascii : terminal.glyphs,
      traffic: LiveTraffic(isExpected: trafficPlace != nil, window: options.traffic.window))
    state.warn(themeWarnings)
    state.recording = recording == nil ? .off : .on
    recording?.onFailure { mailbox.post(.recordingEnded($0)) }
    var loading = ClusterLoading(
      options, access: access, recording: recording, post: mailbox.post)
    loading.start()
    // Without a source there is no thread.
    var sampling = trafficPlace.map {
      TrafficSampling($0, options, access: access, post: mailbox.post)
    }
    sampling?.start()
    var endingSignal: Int32?
    var isRunning = true
    while isRunning {
      terminal.draw(state.frame)
      var actions: [DashboardAction] = []
      for event in terminal.events(timeout: state.timeToChange.map(Duration.seconds)) {
        if case .terminate(let signal) = event { endingSignal = signal }
        actions.append(.input(event))
      }
      let now = (ContinuousClock.now - start) / .seconds(1)
      actions = [.timePassed(now)] + mailbox.takeAll() + actions
      for action in actions {
        switch action {
        case .clusterArrived(let cluster, _), .clusterChanged(let cluster, _, _):
          sampling?.see(cluster.policy)
        case .trafficSampled(let sample, let asked):
          recording?.add(sample, asked: asked, at: Date().timeIntervalSince1970)
        case .trafficFailed(let reason):
          recording?.add(trafficFailure: reason, at: Date().timeIntervalSince1970)
        default: break
        }
      }
      for effect in actions.flatMap({ state.update($0) }) {
        switch effect {
        case .quit: isRunning = false
        case .redraw: terminal.redraw()
        case .suspend: terminal.suspend()
        case .stopReading: loading.cancel()
        case .listContexts: listContexts(post: mailbox.post)
        case .changeContext(let name):
          // Whoever leaves a recording follows a cluster.
          options.source = SourceOptions(context: name, kubeconfig: options.source.kubeconfig)
          access = options.access
          // The cluster's own traffic is looked for where nothing else was named.
          trafficPlace = trafficPlace ?? .cluster
          sampling?.cancel()
          sampling = trafficPlace.map {
            TrafficSampling($0, options, access: access, post: mailbox.post)
          }
          sampling?.start()
          state.changeTraffic(
            to: LiveTraffic(isExpected: true, window: options.traffic.window))
          fallthrough
        case .reload:
          loading.cancel()
          for action in mailbox.takeAll() where Self.outlives(action, effect) {
            mailbox.post(action)
          }
          loading = ClusterLoading(
            options, access: access, recording: recording, post: mailbox.post)
          loading.start()
          sampling?.look()
        case .play(let count, let isAnew):
          loading.ask(for: count, isAnew: isAnew)
          playing.async { [loading] in loading.play() }
        case .workOutTraffic:
          guard let work = state.beginTrafficWork() else { break }
          Thread.detachNewThread { mailbox.post(work.run()) }
        case .lookAtTraffic(let window): sampling?.look(window)
        }
      }
      if options.dashboard.crash, state.cluster != nil { fatalError("a crash was asked for") }
    }
    loading.cancel()
    sampling?.cancel()
    recording?.close()
    _ = consume terminal
    _ = consume errors
    return endingSignal
  }

  /// Whether what was left in the mailbox speaks of more than what is not read any more.
  private static func outlives(_ action: DashboardAction, _ effect: DashboardEffect) -> Bool {
    switch action {
    case .trafficWorkedOut, .recordingEnded, .contextsArrived, .failed: true
    // The source of traffic goes on where the same cluster is read again, and says nothing twice.
    case .trafficSampled, .trafficFailed: effect == .reload
    default: false
    }
  }

  /// Asks kubectl for its contexts on a thread of its own.
  private func listContexts(post: @escaping @Sendable (DashboardAction) -> Void) {
    let options = options.kubectl
    Thread.detachNewThread {
      do throws(KubectlFailure) {
        post(.contextsArrived(try KubectlContexts(options).all))
      } catch {
        post(.failed(error.description))
      }
    }
  }
}

extension SourceOptions {
  /// What the header calls the source.
  ///
  /// - Parameter access: The way to the cluster, which knows the context that counts.
  /// - Returns: A context, `demo`, or a file.
  func title(_ access: ClusterAccess?) -> String {
    if demo { return "demo" }
    if let replay { return Self.lastPart(replay) }
    switch filenames.count {
    case 0: return access?.options.context ?? "kubectl"
    case 1: return filenames[0] == "-" ? "stdin" : Self.lastPart(filenames[0])
    default: return "\(Self.lastPart(filenames[0])) +\(filenames.count - 1)"
    }
  }

  private static func lastPart(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }
}

extension Options.ColorChoice {
  /// The choice as the terminal understands it.
  var preference: ColorDepth.Preference {
    switch self {
    case .auto: .auto
    case .always: .always
    case .never: .never
    }
  }
}
