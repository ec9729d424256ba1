import LinkerdPolicy
import TerminalUI

extension DashboardState {
  /// Takes in what happened.
  ///
  /// - Parameter action: What happened.
  /// - Returns: What is to be done outside.
  package mutating func update(_ action: DashboardAction) -> [DashboardEffect] {
    var effects = take(action)
    effects += replayEffects()
    refreshGrid()
    return effects + (isTrafficWorkDue ? [.workOutTraffic] : [])
  }

  private mutating func take(_ action: DashboardAction) -> [DashboardEffect] {
    switch action {
    case .input(let event): return take(event)
    case .timePassed(let clock):
      self.clock = clock
      replay?.advance(to: clock)
      now = replay?.time ?? clock
      if let message, clock - message.time > 8 { self.message = nil }
      recent.forgetOld(at: now)
    case .loadingProgressed(let text):
      source.phase = .loading(text)
    case .clusterArrived(let cluster, let problems):
      self.cluster = cluster
      source.phase = .loaded(at: now)
      source.problems = problems
      recent = RecentChanges()
      trial = whatIf.steps.isEmpty ? nil : Trial(whatIf, in: cluster)
      regroup()
      if let worst = problems.filter({ $0.severity == .error }).first {
        say(
          worst.text + (problems.count > 1 ? " (e shows all \(problems.count))" : ""), isError: true
        )
      }
    case .clusterChanged(let cluster, let cells, let problems):
      let before = self.cluster
      self.cluster = cluster
      source.phase = .loaded(at: now)
      source.problems = problems
      recent.add(cells, at: now)
      if !whatIf.steps.isEmpty { trial = Trial(whatIf, in: cluster, previous: trial) }
      // What comes in before everything was read is no news.
      regroup(since: before, isNews: !cells.isEmpty || source.following != nil)
    case .connectionChanged(let reason):
      source.following = reason.map { .lost(since: lostSince ?? now, reason: $0) } ?? .live
    case .recordingOpened(let replay, let hasTraffic): open(replay, hasTraffic: hasTraffic)
    case .recordedSource(let name): showRecorded(name)
    case .recordedTime(let time): now = time ?? replay?.time ?? clock
    case .recordingEnded(let reason):
      recording = .ended
      warn([reason])
    case .contextsArrived(let names):
      let lines = names.map { StyledText($0, $0 == source.title ? .accent : .text) }
      overlay = .text(
        title: "contexts; :ctx NAME opens one", lines: lines.isEmpty ? ["none"] : lines, top: 0)
    case .failed(let text): say(text, isError: true)
    case .trafficSampled(let sample, let asked): traffic.add(sample, asked: asked, at: now)
    case .trafficWorkedOut(let result): take(result)
    case .trafficFailed(let reason):
      if traffic.status != .failing(reason) { say("traffic: \(reason)", isError: true) }
      traffic.fail(reason)
    case .loadingFailed(let reason, let problems):
      source.phase = .failed(reason)
      source.problems = problems
    }
    return []
  }

  /// Since when what is there may be old; nil while it is not.
  private var lostSince: Double? {
    if case .lost(let since, _) = source.following { since } else { nil }
  }

  private mutating func take(_ event: InputEvent) -> [DashboardEffect] {
    switch event {
    case .key(let press): return take(press)
    case .mouse(let event): return take(event)
    case .paste(let text):
      if case .filter(var prompt, let before) = overlay {
        prompt.insert(text)
        overlay = .filter(prompt, before: before)
        filter = prompt.text
      } else if case .command(var prompt) = overlay {
        prompt.insert(text)
        overlay = .command(prompt)
      }
    case .resize(let size): self.size = size
    case .suspend: return suspend()
    case .terminate: return [.quit]
    case .resume: return [.redraw]
    case .focus, .wakeup, .tick: break
    }
    return []
  }

  private mutating func take(_ press: KeyPress) -> [DashboardEffect] {
    if press == KeyPress("c", .ctrl) { return [.quit] }
    if press == KeyPress("l", .ctrl) { return [.redraw] }
    if press == KeyPress("z", .ctrl) { return suspend() }
    if let overlay { return take(press, in: overlay) }
    guard let command = KeyMap.command(for: press, on: place.tab) else { return [] }
    return perform(command)
  }

  /// Does what a key means.
  mutating func perform(_ command: Command) -> [DashboardEffect] {
    if performOnReplay(command) { return [] }
    switch command {
    case .tab(let tab): show(tab)
    case .nextTab: show(Tab(rawValue: place.tab.rawValue % Tab.allCases.count + 1) ?? .namespaces)
    case .previousTab:
      show(
        Tab(rawValue: (place.tab.rawValue + Tab.allCases.count - 2) % Tab.allCases.count + 1)
          ?? .namespaces)
    case .filter:
      overlay = .filter(Prompt(label: "/", text: filter), before: filter)
    case .commandLine: overlay = .command(Prompt(label: ":"))
    case .help: overlay = .help(top: 0)
    case .problems:
      overlay = .text(title: "problems and findings", lines: problemLines, top: 0)
    case .undo:
      guard let last = whatIf.steps.last else {
        say("nothing to undo")
        break
      }
      whatIf.undo()
      retry()
      say("took back: \(last.level.words)")
    case .pause:
      traffic.togglePause()
      say(traffic.isPaused ? "paused; looks go on, p shows them" : "what is shown moves again")
    case .shorterWindow: return change(traffic.window.shorter)
    case .longerWindow: return change(traffic.window.longer)
    case .back:
      if cluster == nil, case .loading = source.phase {
        source.phase = .failed("reading was stopped")
        return [.stopReading]
      }
      goBack()
    case .reload: return [.reload]
    case .redraw: return [.redraw]
    case .suspend: return suspend()
    case .quit: return [.quit]
    default: performOnScreen(command)
    }
    return []
  }

  private mutating func performOnScreen(_ command: Command) {
    if command.moves { live.followsWorst = false }
    switch place.tab {
    case .namespaces: updateNamespaces(command)
    case .workloads: updateWorkloads(command)
    case .matrix: updateMatrix(command)
    case .detail: updateDetail(command)
    case .whatIf: updateWhatIf(command)
    case .live: updateLive(command)
    }
  }

  /// Changes the tab, and keeps the subject.
  mutating func show(_ tab: Tab) {
    var next = place
    next.tab = tab
    go(to: next)
  }

  private mutating func goBack() {
    if !filter.isEmpty {
      filter = ""
    } else if let last = history.popLast() {
      place = last
    }
  }

  /// The filter of the open screen.
  var filter: String {
    get {
      switch place.tab {
      case .namespaces: namespaces.filter
      case .workloads: workloads.filter
      case .matrix: matrix.filter
      case .detail: detail.filter
      case .whatIf: whatIfScreen.filter
      case .live: live.filter
      }
    }
    set {
      switch place.tab {
      case .namespaces: namespaces.filter = newValue
      case .workloads: workloads.filter = newValue
      case .matrix: matrix.filter = newValue
      case .detail: detail.filter = newValue
      case .whatIf: whatIfScreen.filter = newValue
      case .live: live.filter = newValue
      }
    }
  }
}
