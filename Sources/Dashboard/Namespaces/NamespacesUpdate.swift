import TerminalUI

extension DashboardState {
  /// The rows that the filter leaves, sorted.
  var namespaceRows: [NamespaceRow] {
    guard let rows = cluster?.namespaceRows else { return [] }
    let needle = namespaces.filter.lowercased()
    let kept = needle.isEmpty ? rows : rows.filter { $0.searchText.contains(needle) }
    switch namespaces.sort {
    case .name: return kept
    case .refused:
      let rates = traffic.loaded?.refusedOfNamespace ?? [:]
      return kept.sorted { a, b in
        let (x, y) = (rates[a.id] ?? 0, rates[b.id] ?? 0)
        return x == y ? a.id < b.id : x > y
      }
    default: return kept.sorted(by: namespaces.sort.precedes)
    }
  }

  /// Does what a key means on the namespaces screen.
  mutating func updateNamespaces(_ command: Command) {
    let rows = namespaceRows
    let ids = rows.lazy.map(\.id)
    let height = listLayout.height
    if namespaces.selection.move(command, in: ids, height: height) { return }
    if command == .sort {
      let next = namespaces.sort.next
      sortNamespaces(by: next == .refused && traffic.loaded == nil ? next.next : next)
      return
    }
    guard !rows.isEmpty else { return }
    let selected = rows[namespaces.selection.settled(in: ids, height: height).selected].id
    switch command {
    case .open:
      var next = place
      next.tab = .workloads
      next.namespace = selected
      go(to: next)
    case .toggle: cycleDefault(at: .namespace(selected))
    default: break
    }
  }

  /// Selects what lies under the mouse; a heading sorts.
  mutating func selectNamespace(at position: Position, in rect: Rect) -> Bool {
    let layout = ListLayout(rect)
    let rows = namespaceRows
    let table = namespacesTable(rows, in: layout.table)
    if let index = table.row(at: position, in: layout.table) {
      namespaces.selection.select(index, in: rows.lazy.map(\.id), height: layout.height)
      return true
    }
    if let heading = table.heading(at: position, in: layout.table) {
      sortNamespaces(by: namespaceColumns[heading].sort ?? namespaces.sort)
    }
    return false
  }

  /// The selected row stays selected where it comes to stand.
  private mutating func sortNamespaces(by sort: NamespaceSort) {
    let ids = namespaceRows.map(\.id)
    let index = namespaces.selection.settled(in: ids, height: listLayout.height).selected
    namespaces.selection.select(index, in: ids, height: listLayout.height)
    namespaces.sort = sort
  }
}

extension CaseIterable where Self: Equatable, AllCases.Index == Int {
  /// The next case; the first after the last.
  var next: Self {
    let all = Self.allCases
    guard let index = all.firstIndex(of: self) else { return self }
    return all[(index + 1) % all.count]
  }
}
