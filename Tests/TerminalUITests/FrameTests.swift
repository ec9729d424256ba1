import Testing

@testable import TerminalUI

/// The picture itself.
struct FrameTests {
  @Test("a wide character that is half overwritten leaves a blank")
  func aWideCharacterThatIsHalfOverwrittenLeavesABlank() {
    var frame = Frame(Size(columns: 6, rows: 1))
    frame.draw("网络x", at: Position(column: 0, row: 0))
    frame.draw("!", at: Position(column: 1, row: 0))
    #expect(frame.text == " !络x")
    frame.draw("?", at: Position(column: 2, row: 0))
    #expect(frame.text == " !? x")
  }

  @Test("a wide character at the edge becomes a blank, on both sides")
  func aWideCharacterAtTheEdgeBecomesABlankOnBothSides() {
    var frame = Frame(Size(columns: 5, rows: 1))
    let middle = Rect(column: 1, row: 0, columns: 3, rows: 1)
    frame.fill(frame.bounds, with: ".")
    frame.draw("网络", at: Position(column: 0, row: 0), in: middle)
    #expect(frame.text == ". 络.")
    frame.draw("网络", at: Position(column: 2, row: 0), in: middle)
    #expect(frame.text == ". 网.")
  }

  @Test("looks are told by letters and a legend") func looksAreToldByLettersAndALegend() {
    var frame = Frame(Size(columns: 4, rows: 1))
    frame.draw("ab", at: Position(column: 0, row: 0), style: Style(.verdictDeny))
    frame.restyle(Rect(column: 1, row: 0, columns: 1, rows: 1)) { $0.ground = .crosshair }
    #expect(
      frame.styleGrid == """
        ab..
        a verdictDeny
        b verdictDeny on crosshair
        """)
  }

  @Test("a box with text") func aBoxWithText() {
    var frame = Frame(Size(columns: 6, rows: 3))
    frame.box(frame.bounds)
    frame.draw("too long", at: Position(column: 1, row: 1), in: frame.bounds.inset(columns: 1))
    #expect(
      frame.text == """
        ┌────┐
        │too │
        └────┘
        """)
  }

  @Test("parts never exceed the whole") func partsNeverExceedTheWhole() {
    for total in 0...40 {
      let lengths = Rect.lengths(
        [.cells(3), .share(2, minimum: 4), .cells(5), .share(1)], available: total)
      #expect(lengths.reduce(0, +) == total)
      #expect(lengths.allSatisfy { $0 >= 0 })
    }
  }

  /// Every size up to 40x12, for every widget: nothing traps, and no row is wider than the frame.
  @Test("every widget bears every size", arguments: 0...12)
  func everyWidgetBearsEverySize(rows: Int) {
    for columns in 0...40 {
      var frame = Frame(Size(columns: columns, rows: rows))
      let area = frame.bounds
      table.draw(in: area, on: &frame)
      Tabs(["namespaces", "网络"], selected: 1).draw(in: area, on: &frame)
      Breadcrumbs(["prod", "网络", "deploy/web"]).draw(in: area, on: &frame)
      HintLine([.init("enter", "open"), .init("q", "quit")]).draw(in: area, on: &frame)
      var prompt = Prompt(label: "/", text: "网络 filter")
      _ = prompt.handle(KeyPress(.left))
      prompt.draw(in: area, on: &frame)
      Popup(title: "网", lines: Array(repeating: "网络 line", count: 9), top: 99)
        .draw(in: area, on: &frame)
      frame.draw("网络网络", at: Position(column: -3, row: rows - 1))
      for row in 0..<rows {
        let cells = Array(frame.row(row))
        #expect(cells.reduce(0) { $0 + Int($1.width) } == columns)
        for (index, cell) in cells.enumerated() where cell.width == 2 {
          #expect(index + 1 < columns && cells[index + 1].width == 0)
        }
      }
    }
  }

  private var table: Table {
    Table(
      columns: [
        .init("NAME", .flexible(minimum: 6), isAscending: true),
        .init("N", .fixed(4), alignment: .trailing),
      ], rowCount: 30, cursor: ListCursor(selected: 20)
    ) { ["网络-web-\($0)", "\($0)"] }
  }
}
