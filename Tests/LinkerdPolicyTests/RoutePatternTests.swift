import Foundation
import Testing

@testable import LinkerdPolicy

/// Regular expressions against what Rust's `regex` crate was recorded to say (`R-9`, `R-18`).
@Suite("Regular expressions of routes")
struct RoutePatternTests {
  struct Recorded: Decodable {
    var pattern: String
    var valid: Bool
    var results: [Result]?

    struct Result: Decodable {
      var input: String
      var whole: Bool
    }
  }

  /// The patterns to which the answer may be unknown: endless loops over something that may be empty
  /// before it is anything else.
  static let odd: Set<String> = [
    #"(?:\p{L}|(?P<g3>\za+)*|(?:~{2,}:c|\<)a~(\pL?a1)*c1)+"#,
    #"aéz{2}-19|(?P<g27>(x{2,})\p{L}{1,3}yz-+|(?i:\D/ab??\z\/|\b$)*?|\.a++)|x/*\pL"#,
    #"[[:digit:]]cy{1,2}?~é ((?:(?-u:\w)\b*?|\A/_bc)y1{2,}|(\B*?b\p{Greek}*/+|é*?|b a*?\x61){0,}.\/[-a]{0,})|(?:a*\-{2})?|[[:alpha:]](?: )/"#,
  ]

  @Test(
    "A recorded pattern is taken or refused, and matches or not, as recorded",
    arguments: ["recorded", "routes"])
  func recorded(name: String) throws {
    let folder = try #require(Bundle.module.resourceURL).appending(path: "RegularExpressions")
    let text = try String(contentsOf: folder.appending(path: "\(name).jsonl"), encoding: .utf8)
    var same = 0
    var unknown: Set<String> = []
    var different: [String] = []
    for line in text.split(separator: "\n") {
      let recorded = try JSONDecoder().decode(Recorded.self, from: Data(line.utf8))
      let pattern = RoutePattern(recorded.pattern)
      guard (pattern != nil) == recorded.valid, pattern?.mayBeRefused != true else {
        different.append("\(recorded.pattern): valid is \(recorded.valid)")
        continue
      }
      same += 1
      for result in recorded.results ?? [] {
        switch pattern?.matchesWhole(result.input) {
        case .maybe: unknown.insert(recorded.pattern)
        case .yes where result.whole, .no where !result.whole: same += 1
        default: different.append("\(recorded.pattern) on \(result.input.debugDescription)")
        }
      }
    }
    #expect(different.isEmpty, "\(different.joined(separator: "\n"))")
    #expect(unknown.isSubset(of: Self.odd), "\(unknown.subtracting(Self.odd))")
    #expect(same > 1000)
  }

  @Test(
    "A pattern that makes an engine try every way is answered",
    arguments: [
      "(a+)+$", "(a+)+b", "(a|a)*b", "(.*)*x", "(a*)*{20}b", "(x+x+)+y", ".*.*.*.*=.*", "(a|aa)+b",
      "(a|a?)+b", #"(\w+\s?)*!"#, "/([a-z0-9]+-?)+/edit", "(aa+)+b", "((a*)*)*b",
      "(a{1,10}){1,10}b",
      #"^([\w.-]+\.?)+@"#,
    ])
  func hostile(text: String) throws {
    let pattern = try #require(RoutePattern(text))
    for value in [
      String(repeating: "a", count: 60) + "c", String(repeating: "x-", count: 30) + "/",
    ] {
      #expect(pattern.matchesWhole(value) == .no, "\(value)")
    }
  }

  @Test("What would take too long is unknown, never a no")
  func tooLong() throws {
    let matcher = try #require(PatternMatcher("(?:a|aa)+b"))
    #expect(matcher.match(String(repeating: "a", count: 60)) == .unknown)
    let pattern = try #require(RoutePattern("(.*a){20}b"))
    #expect(pattern.matchesWhole(String(repeating: "a", count: 60) + "cb") == .maybe)
  }

  @Test("A long text is answered, and one that fills the engine's stack is not refused")
  func longText() throws {
    let path = String(repeating: "/segment", count: 20_000)
    #expect(RoutePattern("(?:/[a-z]+)*")?.matchesWhole(path) == .yes)
    #expect(RoutePattern("(?:/[a-z]+)*/x")?.matchesWhole(path) == .no)
    let letters = String(repeating: "a", count: 1_000_000)
    #expect(RoutePattern("(?:a|bc)*")?.matchesWhole(letters) == .maybe)
  }

  @Test("The first alternative that matches counts, not the longest")
  func leftmostFirst() {
    #expect(RoutePattern("/a|/ab")?.matchesWhole("/ab") == .no)
    #expect(RoutePattern("/ab|/a")?.matchesWhole("/ab") == .yes)
    #expect(RoutePattern("/(a|ab)")?.matchesWhole("/ab") == .no)
    #expect(RoutePattern("^/(a|ab)$")?.matchesWhole("/ab") == .yes)
  }

  @Test(
    "What the proxy's engine lacks is refused",
    arguments: [
      "/(?!admin).*", "(?<=a)b", #"(a)\1"#, "(?>a)", #"\Qa\E"#, #"\Z"#, "a{,3}", "/{id}", "*",
      "[z-a]",
      "(?<n>a)(?<n>b)", #"\p{InGreek}"#, "(?-u:.)", #"\w{1,255}"#,
      String(repeating: "(", count: 100_000), String(repeating: "a?", count: 200) + "{1000}{1000}",
      "a" + String(repeating: "*", count: 300),
    ])
  func refused(text: String) {
    #expect(RoutePattern(text) == nil)
  }

  @Test(
    "What is just within the engine's limits is taken",
    arguments: [#"\w{1,200}"#, "[a-z]{1,1000}", "(a|b){1,5000}", "/.{0,2048}"])
  func taken(text: String) throws {
    #expect(try #require(RoutePattern(text)).mayBeRefused == false)
  }

  @Test("Where the size is too close to tell, nothing is sure")
  func closeToTheLimit() throws {
    let pattern = try #require(RoutePattern(#"/\w{210}"#))
    #expect(pattern.mayBeRefused)
    #expect(pattern.matchesWhole("/" + String(repeating: "a", count: 210)) == .maybe)
  }
}
