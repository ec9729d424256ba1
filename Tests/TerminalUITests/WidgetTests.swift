import Testing

@testable import TerminalUI

/// What the widgets show, and what the mouse finds in them.
struct WidgetTests {
  private func table(selected: Int, rows: Int = 9) -> Table {
    Table(
      columns: [
        .init("NAME", .flexible(minimum: 6), isAscending: false),
        .init("SA", .fixed(4), importance: -1), .init("PODS", .fixed(4), alignment: .trailing),
      ], rowCount: rows, cursor: ListCursor(selected: selected), placeholder: "nothing here"
    ) { ["deploy/web-\($0)", "sa", "\($0)"] }
  }

  @Test("a table keeps its heading and its selection in sight")
  func aTableKeepsItsHeadingAndItsSelectionInSight() {
    var frame = Frame(Size(columns: 24, rows: 4))
    table(selected: 5).draw(in: frame.bounds, on: &frame)
    #expect(
      frame.text == """
        NAME▼        SA   PODS
        deploy/web-3 sa      3 │
        deploy/web-4 sa      4 ┃
        deploy/web-5 sa      5 │
        """)
    #expect(frame[0, 3].style.ground == .selection)
    #expect(frame[0, 2].style.ground == nil)
  }

  @Test("a narrow table gives up what matters least") func aNarrowTableGivesUpWhatMattersLeast() {
    var frame = Frame(Size(columns: 12, rows: 2))
    table(selected: 0, rows: 1).draw(in: frame.bounds, on: &frame)
    #expect(
      frame.text == """
        NAME▼   PODS
        deploy…    0
        """)
  }

  @Test("an empty table says so") func anEmptyTableSaysSo() {
    var frame = Frame(Size(columns: 14, rows: 2))
    table(selected: 0, rows: 0).draw(in: frame.bounds, on: &frame)
    #expect(frame.text.hasSuffix("\nnothing here"))
    #expect(table(selected: 0, rows: 0).position == "")
    #expect(table(selected: 2).position == "3/9")
  }

  @Test("the mouse finds rows and headings") func theMouseFindsRowsAndHeadings() {
    let area = Rect(column: 2, row: 1, columns: 24, rows: 4)
    let table = table(selected: 5)
    #expect(table.row(at: Position(column: 3, row: 2), in: area) == 3)
    #expect(table.row(at: Position(column: 3, row: 1), in: area) == nil)
    #expect(table.heading(at: Position(column: 3, row: 1), in: area) == 0)
    #expect(table.heading(at: Position(column: 3, row: 2), in: area) == nil)
  }

  @Test("hints go by importance, and can be clicked") func hintsGoByImportanceAndCanBeClicked() {
    let line = HintLine([
      .init("enter", "open", importance: 1), .init("/", "filter"),
      .init("q", "quit", importance: 2),
    ])
    var frame = Frame(Size(columns: 20, rows: 1))
    line.draw(in: frame.bounds, on: &frame)
    #expect(frame.text == "enter open  q quit")
    #expect(line.hint(at: Position(column: 12, row: 0), in: frame.bounds)?.key == "q")
    #expect(line.hint(at: Position(column: 10, row: 0), in: frame.bounds) == nil)
  }

  @Test("tabs keep the open one's name") func tabsKeepTheOpenOnesName() {
    let tabs = Tabs(["namespaces", "matrix"], selected: 1)
    var frame = Frame(Size(columns: 14, rows: 1))
    tabs.draw(in: frame.bounds, on: &frame)
    #expect(frame.text == " 1  2 matrix")
    #expect(tabs.tab(at: Position(column: 4, row: 0), in: frame.bounds) == 1)
    #expect(tabs.tab(at: Position(column: 13, row: 0), in: frame.bounds) == nil)
  }

  @Test("a trail loses its outer places first") func aTrailLosesItsOuterPlacesFirst() {
    var frame = Frame(Size(columns: 20, rows: 1))
    Breadcrumbs(["prod-eu", "emojivoto", "web"]).draw(in: frame.bounds, on: &frame)
    #expect(frame.text == "… › emojivoto › web")
  }

  @Test("a popup scrolls no further than its end") func aPopupScrollsNoFurtherThanItsEnd() {
    var frame = Frame(Size(columns: 12, rows: 5))
    Popup(title: "why", lines: (1...5).map { "line \($0)" }, top: 99)
      .draw(in: frame.bounds, on: &frame)
    #expect(
      frame.text == """
         ┌─ why ──┐
         │ line 3 │
         │ line 4 │
         │ line 5 ┃
         └────────┘
        """)
  }

  @Test("a prompt is edited like a shell's line") func aPromptIsEditedLikeAShellsLine() {
    var prompt = Prompt(label: "/")
    for press in ["v", "o", "t", "space", "x", "ctrl-w", "left", "backspace", "T"] {
      guard let key = KeyPress(notation: press) else { continue }
      #expect(prompt.handle(key) == .edited)
    }
    #expect(prompt.text == "voT ")
    var frame = Frame(Size(columns: 4, rows: 1))
    prompt.draw(in: frame.bounds, on: &frame)
    #expect(frame.text == "/oT")
    #expect(frame.cursor == Position(column: 3, row: 0))
    #expect(prompt.handle(KeyPress(.enter)) == .submitted)
    #expect(prompt.handle(KeyPress(.escape)) == .cancelled)
    #expect(prompt.handle(KeyPress(.function(3))) == .ignored)
  }
}
