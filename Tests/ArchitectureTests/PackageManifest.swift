/// The targets of a Package.swift and what each depends on, read from its text.
///
/// Only the plain form that ours uses is understood: literal names in literal lists. Anything else
/// that could add a dependency is an error, so that no arrow passes unseen.
struct PackageManifest {
  /// What each target that is not a test depends on.
  let arrows: [String: Set<String>]

  /// Why a manifest cannot be held to the table.
  struct Unreadable: Error, Equatable {
    let reason: String
  }

  init(_ text: String) throws(Unreadable) {
    let manifest = text.split(separator: "\n")
      .map { $0.trimmingPrefix(/\s*/) }
      .filter { !$0.hasPrefix("//") }
      .joined(separator: " ")
    for foreign in [".package(", ".product(", ".byName(", ".plugin(", ".binaryTarget(", ".append("]
    where manifest.contains(foreign) {
      throw Unreadable(reason: "the manifest uses \(foreign)…)")
    }
    var arrows: [String: Set<String>] = [:]
    let heads = manifest.matches(
      of: /\.(target|executableTarget|systemLibrary|testTarget|macro)\(\s*name:\s*"(\w+)"/)
    for (position, head) in heads.enumerated() where head.1 != "testTarget" {
      let end =
        position + 1 < heads.count ? heads[position + 1].range.lowerBound : manifest.endIndex
      let body = manifest[head.range.upperBound..<end]
      let name = String(head.2)
      guard arrows[name] == nil else { throw Unreadable(reason: "\(name) is declared twice") }
      arrows[name] = try Self.dependencies(in: body, of: name)
    }
    guard !arrows.isEmpty else { throw Unreadable(reason: "there is no target") }
    self.arrows = arrows
  }

  private static func dependencies(
    in body: Substring, of name: String
  ) throws(Unreadable) -> Set<String> {
    let mentions = body.matches(of: /dependencies:/).count
    guard mentions > 0 else { return [] }
    guard mentions == 1,
      let list = body.firstMatch(of: /dependencies:\s*\[((?:\s*"\w+"\s*,?)*)\s*\]\s*[,)]/)
    else { throw Unreadable(reason: "the dependencies of \(name) are not a list of names") }
    return Set(list.1.matches(of: /"(\w+)"/).map { String($0.1) })
  }
}
