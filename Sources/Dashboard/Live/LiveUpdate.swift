import LinkerdPolicy
import TerminalUI
import Traffic

extension DashboardState {
  /// The lines that lens and filter leave.
  ///
  /// - Complexity: O(lines).
  var liveItems: [LiveItem] {
    guard let loaded = traffic.loaded else { return [] }
    let rows = loaded.rows
    let report = loaded.report
    let items: [LiveItem] =
      switch live.lens {
      // A pod that nobody sees may be refusing everything, so it is never left out here.
      case .all: rows.map(LiveItem.edge) + report.unobserved.map(LiveItem.pod)
      case .refused:
        rows.filter(\.isRefused).map(LiveItem.edge) + report.unobserved.map(LiveItem.pod)
      case .drift: rows.filter(\.isDrift).map(LiveItem.edge)
      case .defaults: rows.filter(\.leansOnDefault).map(LiveItem.edge)
      case .grants: report.unusedGrants.map(LiveItem.grant)
      case .unobserved: report.unobserved.map(LiveItem.pod)
      }
    let needle = live.filter.lowercased()
    return needle.isEmpty ? items : items.filter { $0.searchText.contains(needle) }
  }

  /// Does what a key means on the live screen.
  mutating func updateLive(_ command: Command) {
    let items = liveItems
    let height = Table.bodyHeight(in: LiveLayout(screenLayout.body, self).table)
    if live.selection.move(command, in: items.lazy.map(\.id), height: height) {
      choosePlace(among: items)
      return
    }
    switch command {
    case .open, .why:
      guard let item = selectedLiveItem(among: items) else { return }
      choosePlace(among: items)
      overlay = .text(
        title: "why", lines: reasons(of: item, width: min(96, size.columns - 8)), top: 0)
    case .lens:
      live.lens = live.lens.next
      say(live.lens.words)
    case .followWorst:
      live.followsWorst.toggle()
      followWorst()
      say(live.followsWorst ? "following what is refused most" : "not following any more")
    default: break
    }
  }

  /// Selects what lies under the mouse.
  mutating func selectLive(at position: Position, in rect: Rect) -> Bool {
    let items = liveItems
    let area = LiveLayout(rect, self).table
    guard let index = liveTable(items, in: area).row(at: position, in: area) else { return false }
    live.followsWorst = false
    live.selection.select(
      index, in: items.lazy.map(\.id), height: Table.bodyHeight(in: area))
    choosePlace(among: items)
    return true
  }

  /// The selected line; nil only when there is none.
  func selectedLiveItem(among items: [LiveItem]) -> LiveItem? {
    guard !items.isEmpty else { return nil }
    return items[live.selection.settled(in: items.lazy.map(\.id), height: 1).selected]
  }

  /// Lets the other screens speak of the selected line's target and client.
  private mutating func choosePlace(among items: [LiveItem]) {
    switch selectedLiveItem(among: items) {
    case .edge(let row):
      place.workload = row.workload
      place.client = row.matrixRow?.id
    case .pod(let pod): place.workload = pod.workload
    case .grant(let grant): place.workload = grant.ports.first?.workload
    case nil: return
    }
    place.namespace = place.workload?.namespace ?? place.namespace
  }

  /// Sums traffic up over another window.
  mutating func change(_ window: TrafficWindow?) -> [DashboardEffect] {
    guard let window else {
      say(
        "there is no such window: \(TrafficWindow.choices.map(\.description).joined(separator: ", "))"
      )
      return []
    }
    traffic.change(window)
    say("traffic of \(window.description)")
    return [.lookAtTraffic(window)]
  }

  /// Selects what is refused most, here and in the matrix.
  mutating func followWorst() {
    guard live.followsWorst, let worst = traffic.loaded?.rows.first, worst.isRefused else { return }
    let items = liveItems
    let ids = items.map(\.id)
    if let index = ids.firstIndex(of: .edge(worst.id)) {
      let area = LiveLayout(screenLayout.body, self).table
      live.selection.select(index, in: ids, height: Table.bodyHeight(in: area))
      if place.tab == .live { choosePlace(among: items) }
    }
    if let cell = liveCells?.worst, let grid {
      matrix.client = grid.matrix.clients[cell.row].id
      matrix.band = nil
      matrix.target = grid.matrix.targets[cell.column].id
    }
  }
}
