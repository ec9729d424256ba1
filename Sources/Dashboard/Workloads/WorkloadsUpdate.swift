import TerminalUI

extension DashboardState {
  /// The rows of the chosen namespace, or of all, before the filter.
  private var unfilteredWorkloadRows: [WorkloadRow] {
    guard let cluster else { return [] }
    guard let namespace = place.namespace else { return cluster.allWorkloadRows }
    return cluster.workloadRows(in: namespace)
  }

  /// How many rows there are before the filter.
  var workloadTotal: Int { unfilteredWorkloadRows.count }

  /// The rows that the filter leaves, sorted.
  var workloadRows: [WorkloadRow] {
    let rows = unfilteredWorkloadRows
    let needle = workloads.filter.lowercased()
    let kept = needle.isEmpty ? rows : rows.filter { $0.searchText.contains(needle) }
    switch workloads.sort {
    case .name: return kept
    case .refused:
      let rates = traffic.loaded?.refusedOfWorkload ?? [:]
      return kept.sorted { a, b in
        let (x, y) = (rates[a.id.workload] ?? 0, rates[b.id.workload] ?? 0)
        return x == y ? WorkloadSort.name.precedes(a, b) : x > y
      }
    default: return kept.sorted(by: workloads.sort.precedes)
    }
  }

  /// The selected workload; nil only when there is none.
  var selectedWorkload: WorkloadRow? {
    let rows = workloadRows
    guard !rows.isEmpty else { return nil }
    return rows[workloads.selection.settled(in: rows.lazy.map(\.id), height: 1).selected]
  }

  /// Does what a key means on the workloads screen.
  mutating func updateWorkloads(_ command: Command) {
    let rows = workloadRows
    let height = listLayout.height
    if workloads.selection.move(command, in: rows.lazy.map(\.id), height: height) {
      // The detail screen speaks of the row that was last looked at.
      place.workload = selectedWorkload?.id.workload
      return
    }
    switch command {
    case .sort:
      let next = workloads.sort.next
      sortWorkloads(by: next == .refused && traffic.loaded == nil ? next.next : next)
    case .allNamespaces: toggleNamespace()
    case .open:
      guard let selected = selectedWorkload else { return }
      var next = place
      next.tab = .detail
      next.workload = selected.id.workload
      go(to: next)
    case .toggle:
      guard let selected = selectedWorkload else { return }
      cycleDefault(at: .workload(selected.id.workload))
    default: break
    }
  }

  /// Shows all namespaces, or the one that was shown before, or the selected row's.
  private mutating func toggleNamespace() {
    let selected = selectedWorkload
    if let namespace = place.namespace {
      workloads.lastNamespace = namespace
      place.namespace = nil
    } else {
      place.namespace = workloads.lastNamespace ?? selected?.id.workload.namespace
    }
    let ids = workloadRows.map(\.id)
    if let selected, let index = ids.firstIndex(of: selected.id) {
      workloads.selection.select(index, in: ids, height: listLayout.height)
    }
  }

  /// Selects what lies under the mouse; a heading sorts.
  mutating func selectWorkload(at position: Position, in rect: Rect) -> Bool {
    let layout = ListLayout(rect)
    let rows = workloadRows
    let table = workloadsTable(rows, in: layout.table)
    if let index = table.row(at: position, in: layout.table) {
      workloads.selection.select(index, in: rows.lazy.map(\.id), height: layout.height)
      place.workload = rows[index].id.workload
      return true
    }
    if let heading = table.heading(at: position, in: layout.table) {
      sortWorkloads(by: workloadColumns[heading].sort ?? workloads.sort)
    }
    return false
  }

  /// The selected row stays selected where it comes to stand.
  private mutating func sortWorkloads(by sort: WorkloadSort) {
    let ids = workloadRows.map(\.id)
    let index = workloads.selection.settled(in: ids, height: listLayout.height).selected
    workloads.selection.select(index, in: ids, height: listLayout.height)
    workloads.sort = sort
  }
}
