import TerminalUI

extension DashboardState {
  /// Does what a key means on the detail screen.
  mutating func updateDetail(_ command: Command) {
    let rows = detailRows
    let height = Table.bodyHeight(in: detailLayout.table)
    if detail.selection.move(command, in: rows.lazy.map(\.id), height: height) { return }
    switch command {
    case .changeClient: changeClient(by: 1)
    case .previousClient: changeClient(by: -1)
    case .why, .open:
      guard let row = selectedDetailRow(among: rows) else { return }
      overlay = .text(
        title: "why", lines: whyLines(of: row, width: min(96, size.columns - 8)), top: 0)
    case .toggle:
      if let id = detailWorkload?.id { cycleDefault(at: .workload(id)) }
    default: break
    }
  }

  /// The selected line; nil only when there is none.
  func selectedDetailRow(among rows: [DetailRow]) -> DetailRow? {
    guard !rows.isEmpty else { return nil }
    return rows[detail.selection.settled(in: rows.lazy.map(\.id), height: 1).selected]
  }

  private mutating func changeClient(by step: Int) {
    guard let clients = cluster?.matrix.clients, let now = detailClient else { return }
    place.client = clients[(now.index + step + clients.count) % clients.count].id
  }

  /// Selects what lies under the mouse.
  mutating func selectDetail(at position: Position, in rect: Rect) -> Bool {
    let rows = detailRows
    let area = detailLayout(in: rect).table
    let table = detailTable(rows, in: area)
    guard let index = table.row(at: position, in: area) else { return false }
    detail.selection.select(
      index, in: rows.lazy.map(\.id), height: Table.bodyHeight(in: area))
    return true
  }
}
