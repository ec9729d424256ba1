import Testing

/// Holds the sources to the plan of the house.
@Suite("The house")
struct HouseTests {
  private let repository = Repository.own

  @Test("Package.swift has exactly the arrows of the table")
  func manifest() throws {
    let arrows = try PackageManifest(repository.text(of: "Package.swift")).arrows
    #expect(Set(arrows.keys) == Set(Rooms.arrows.keys))
    for (room, dependencies) in arrows {
      #expect(dependencies == Rooms.arrows[room], "\(room)")
    }
  }

  @Test("A room imports only what its arrows allow", arguments: Rooms.arrows.keys.sorted())
  func imports(of room: String) throws {
    let files = repository.swiftFiles(below: "Sources/\(room)")
    #expect(!files.isEmpty || ["CNcurses", "CLibCurl", "CLibYAML"].contains(room))
    for file in files {
      let forbidden = SourceRules.forbiddenImports(in: try repository.text(of: file), of: room)
      #expect(forbidden.isEmpty, "\(file) imports \(forbidden)")
    }
  }

  @Test("Every folder of Sources is a room")
  func folders() {
    let rooms = repository.swiftFiles(below: "Sources").map { $0.split(separator: "/")[1] }
    #expect(Set(rooms.map(String.init)).isSubset(of: Rooms.arrows.keys))
  }

  @Test("Files are short, and escapes from the compiler's checks are proven in a comment")
  func files() throws {
    let folders = ["Sources", "Tests", "Benchmarks"]
    for file in folders.flatMap(repository.swiftFiles(below:)) + ["Package.swift"] {
      let text = try repository.text(of: file)
      #expect(!SourceRules.isTooLong(text), "\(file) has more than \(SourceRules.longest) lines")
      let unproven = SourceRules.unprovenEscapes(in: text)
      #expect(unproven.isEmpty, "\(file): \(unproven)")
    }
  }

  @Test("The top level holds only what has earned its place")
  func topLevel() throws {
    #expect(SourceRules.strangers(amongTopLevel: try repository.topLevelEntries()).isEmpty)
  }
}
