import Foundation
import Testing

/// A recording, played and read by the program: what somebody sees of an outage afterwards.
@Suite struct RecordingCommandTests {
  private static let server = """
    {"apiVersion": "policy.linkerd.io/v1beta3", "kind": "Server", "metadata": {"name": "tally", "namespace": "vote"},
     "spec": {"podSelector": {"matchLabels": {"app": "tally"}}, "port": 8080, "proxyProtocol": "HTTP/2"}}
    """
  private static let policy = """
    {"apiVersion": "policy.linkerd.io/v1alpha1", "kind": "AuthorizationPolicy",
     "metadata": {"name": "from-front", "namespace": "vote"},
     "spec": {"targetRef": {"group": "policy.linkerd.io", "kind": "Server", "name": "tally"},
      "requiredAuthenticationRefs": [{"kind": "ServiceAccount", "name": "front"}]}}
    """

  private static func pod(_ name: String, _ address: String) -> String {
    """
    {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "\(name)-1", "namespace": "vote", "labels": {"app": "\(name)", "linkerd.io/control-plane-ns": "linkerd"},
      "annotations": {"linkerd.io/proxy-version": "edge-26.8.3"}, "resourceVersion": "1"},
     "spec": {"serviceAccountName": "\(name)", "containers": [{"name": "\(name)", "ports": [{"containerPort": 8080}]},
       {"name": "linkerd-proxy"}]},
     "status": {"podIP": "\(address)", "phase": "Running"}}
    """
  }

  private static func look(_ at: Double, allowed: Double, denied: Double, names: Bool) -> String {
    let client = #"{"identity": "front.vote.serviceaccount.identity.linkerd.cluster.local"}"#
    let common = """
      "client": \(client), "port": 8080, "unit": "request", "server": {"kind": "server", "name": "tally"},
      "route": {"kind": "default", "group": "", "name": "default"}
      """
    let counters = """
      {"number": 0, "series": {\(common), "outcome": "allowed",
       "authority": {"kind": "authorizationpolicy", "name": "from-front"}}},
      {"number": 1, "series": {\(common), "outcome": "denied"}}
      """
    return """
      {"at": \(at), "traffic": {"source": {"kind": "proxies", "name": "proxies"}, "time": \(at), "window": 60,
       "counters": [\(names ? counters : "")], "problems": [],
       "proxies": [{"namespace": "vote", "pod": "tally-1", "looks": [{"moment": {"time": \(at), "startTime": 1},
        "numbers": [0, 1], "values": [\(allowed), \(denied)]}]}]}}
      """
  }

  /// An outage of half a minute: the policy is deleted at 10 s and comes back at 40 s.
  private static let lines = [
    #"{"at": 1795788200, "source": "prod"}"#,
    """
    {"at": 1795788201, "changes": [
     {"set": {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "vote"}}},
     {"set": {"apiVersion": "v1", "kind": "ServiceAccount", "metadata": {"name": "front", "namespace": "vote"}}},
     {"set": \(pod("front", "10.42.0.1"))}, {"set": \(pod("tally", "10.42.0.2"))}, {"set": \(server)}, {"set": \(policy)}],
     "status": {"isLive": true, "isReady": true, "isComplete": true, "problems": []}}
    """,
    look(1_795_788_205, allowed: 100, denied: 0, names: true),
    """
    {"at": 1795788210, "changes": [{"deleted": {"kind": "AuthorizationPolicy", "namespace": "vote", "name": "from-front"}}]}
    """,
    look(1_795_788_225, allowed: 200, denied: 60, names: false),
    #"{"at": 1795788230, "status": {"isLive": false, "failure": {"cause": "refused", "lastLine": "", "isAnswer": false}, "isReady": true, "isComplete": true, "problems": []}}"#,
    #"{"at": 1795788240, "changes": [{"set": \#(policy)}], "status": {"isLive": true, "isReady": true, "isComplete": true, "problems": []}}"#,
    look(1_795_788_245, allowed: 260, denied: 90, names: false),
  ]

  private static func text(_ lines: [String] = lines) -> String {
    ([#"{"apiVersion":"gatehouse/v1","kind":"Recording"}"#]
      + lines.map { $0.replacingOccurrences(of: "\n", with: " ") }).joined(separator: "\n") + "\n"
  }

  private func play(_ program: Program, _ file: String, _ keys: String) throws -> [String] {
    let result = try program.run("-f", file, "--script", keys, "--size", "110x30")
    #expect(result.code == 0, "\(result.errors)")
    return result.lines
  }

  @Test("the outage is seen at its time, with who was refused") func outage() throws {
    let program = try Program()
    let file = try program.file("it.jsonl", Self.text())
    let before = try play(program, file, "6:jump<space>5s<enter>")
    #expect(before[0].hasPrefix(" prod › live"))
    #expect(before[0].hasSuffix("recorded"))
    #expect(!before.contains { $0.contains("HTTP 403") })
    let during = try play(program, file, "6:jump<space>14:03:45<enter>")
    #expect(
      during.contains {
        $0.contains("vote/front") && $0.contains("3.00") && $0.contains("HTTP 403")
      })
    #expect(during.contains { $0.contains("0:24 of 0:44") })
  }

  @Test("the cluster's absence is seen for as long as it was away") func absence() throws {
    let program = try Program()
    let file = try program.file("it.jsonl", Self.text())
    #expect(try play(program, file, ":jump<space>36s<enter>")[0].hasSuffix("reconnecting 7s"))
    #expect(try play(program, file, ":jump<space>39s<enter>")[0].hasSuffix("recorded"))
  }

  @Test("a moment at which the cluster is away shows what was known of it") func awayAtJump() throws
  {
    let program = try Program()
    var lines = Self.lines
    // A follower says so while every list waits for the cluster.
    lines[5] = lines[5].replacing("\"isReady\": true", with: "\"isReady\": false")
    let file = try program.file("it.jsonl", Self.text(lines))
    for keys in ["3:jump 36s<enter>", "3:jump end<enter>:jump 36s<enter>"] {
      let shown = try play(program, file, keys)
      #expect(shown[0].hasSuffix("reconnecting 7s"))
      #expect(shown.contains { $0.contains("6 deny") })
    }
  }

  @Test("stepping, jumping and going back end in the same picture") func samePicture() throws {
    let program = try Program()
    let file = try program.file("it.jsonl", Self.text())
    for (steps, moment) in [(1, "4s"), (2, "9s"), (3, "24s"), (4, "29s"), (5, "39s"), (6, "44s")] {
      let stepped = try play(program, file, "3" + String(repeating: "]", count: steps))
      let jumped = try play(program, file, "3p:jump<space>\(moment)<enter>")
      let back = try play(
        program, file,
        "3p:jump<space>end<enter>" + String(repeating: "[", count: 6 - steps))
      // Marks, and their sum in the legend, say what changed on the way, which is another one.
      func unmarked(_ lines: [String]) -> [String] {
        lines.map { $0.replacing("*", with: " ") }
          .filter { !$0.contains(" allow  ✗ ") }
      }
      #expect(unmarked(jumped) == unmarked(stepped), "\(moment)")
      #expect(unmarked(back) == unmarked(stepped), "\(moment)")
    }
  }

  @Test("of another context that was opened meanwhile nothing of the first one is shown")
  func anotherContext() throws {
    let program = try Program()
    let other = [
      #"{"at": 1795788300, "source": "staging"}"#,
      #"{"at": 1795788301, "changes": [{"set": {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "calm"}}}],"#
        + #" "status": {"isLive": true, "isReady": true, "isComplete": true, "problems": []}}"#,
    ]
    let file = try program.file("it.jsonl", Self.text(Self.lines + other))
    let before = try play(program, file, "6:jump 14:04:30<enter>")
    #expect(before.contains { $0.contains("HTTP 403") })
    let after = try play(program, file, "6:jump end<enter>")
    #expect(after[0].hasPrefix(" staging › live"))
    #expect(!after.contains { $0.contains("HTTP 403") || $0.contains("vote") })
    let back = try play(program, file, "6:jump end<enter>:jump 14:04:30<enter>")
    #expect(back[0].hasPrefix(" prod › live"))
    #expect(back.contains { $0.contains("HTTP 403") })
  }

  @Test("other commands see the cluster and its traffic at the end") func otherCommands() throws {
    let program = try Program()
    let whole = try program.file("it.jsonl", Self.text())
    let outage = try program.file("cut.jsonl", Self.text(Array(Self.lines.prefix(5))))
    let target = "vote/po/tally-1:8080"
    #expect(try program.run("explain", "vote/front", target, "-f", whole).code == 0)
    #expect(try program.run("explain", "vote/front", target, "-f", outage).code == 1)
    let traffic = try program.run("traffic", "--denied", "-f", outage)
    #expect(traffic.lines.contains { $0.contains("vote/front") && $0.contains("3.00") })
  }

  @Test("who lost and gained what, and when") func watch() throws {
    let program = try Program()
    let file = try program.file("it.jsonl", Self.text())
    let result = try program.run("watch", "--replay", file)
    let lines = result.lines
    try #require(lines.count == 2, "\(result)")
    #expect(lines[0].hasPrefix("2026-11-27T14:03:30Z lost    vote/front"))
    #expect(lines[0].hasSuffix("by AuthorizationPolicy vote/from-front deleted"))
    #expect(lines[1].hasPrefix("2026-11-27T14:04:00Z gained  vote/front"))
  }

  @Test("names that hide something are made visible, and are no lines of their own")
  func hostileNames() throws {
    let program = try Program()
    let lines = Self.lines.map { $0.replacing("from-front", with: #"x\u001b[31m\u202e\ny"#) }
    let file = try program.file("it.jsonl", Self.text(lines))
    let result = try program.run("watch", "--replay", file)
    #expect(result.lines.count == 2, "\(result)")
    #expect(!result.output.contains { "\u{1B}\u{202E}".contains($0) })
  }

  @Test("a recording with a broken line is played, and the line is named") func brokenLine() throws
  {
    let program = try Program()
    var lines = Self.lines
    lines[2] = #"{"at": 1795788205, "traffic": 7}"#
    let file = try program.file("it.jsonl", Self.text(lines))
    let result = try program.run("-f", file, "--script", "e", "--size", "110x30")
    #expect(result.code == 2)
    #expect(result.output.contains("it.jsonl:4: traffic: expected an object"))
    #expect(try program.run("watch", "--replay", file).errors.contains("it.jsonl:4: traffic"))
  }

  @Test("going back to before the other source was read shows nothing of later") func gap() throws {
    let program = try Program()
    let other = Self.lines[1].replacing("1795788201", with: "1795788260")
      .replacing("vote", with: "poll")
    let file = try program.file(
      "it.jsonl",
      Self.text(
        Self.lines + [
          #"{"at": 1795788250, "source": "staging"}"#,
          #"{"at": 1795788251, "status": {"isLive": false, "isReady": false, "isComplete": false, "problems": []}}"#,
          other,
        ]))
    let late = try program.run("-f", file, "--script", ":jump<space>end<enter>")
    #expect(late.lines[0].hasPrefix(" staging"))
    #expect(late.output.contains("poll"))
    let between = try program.run(
      "-f", file, "--script", ":jump<space>end<enter>:jump<space>52s<enter>")
    #expect(between.lines[0].hasPrefix(" staging"))
    #expect(!between.output.contains("poll"))
    #expect(!between.output.contains("vote"))
    let traffic = try play(program, file, "6:jump<space>44s<enter>:jump<space>end<enter>")
    #expect(!traffic.contains { $0.contains("vote/front") })
  }

  @Test("while the cluster is read anew, what was known before is shown, from wherever one comes")
  func readAnew() throws {
    let program = try Program()
    let reading = #"{"isLive": false, "isReady": false, "isComplete": false, "problems": []}"#
    let file = try program.file(
      "it.jsonl",
      Self.text(
        Array(Self.lines.prefix(4)) + [
          #"{"at": 1795788220, "source": "prod"}"#,
          #"{"at": 1795788221, "changes": [{"set": \#(Self.server)}], "status": \#(reading)}"#,
          Self.lines[1].replacing("1795788201", with: "1795788230"),
        ]))
    func cells(_ keys: String) throws -> [String] {
      let lines = try play(program, file, "3" + keys)
      #expect(lines[0].hasPrefix(" prod"))
      return lines.filter { $0.contains("│") && !$0.contains(" allow  ") }
        .map { $0.replacing("*", with: " ") }
    }
    let before = try cells(":jump 15s<enter>")
    #expect(before.contains { $0.contains("✗") })
    #expect(try cells(":jump 20s<enter>") == before)
    #expect(try cells(":jump end<enter>:jump 20s<enter>") == before)
    #expect(try cells(":jump end<enter>") != before)
    let cut = try program.file(
      "cut.jsonl",
      Self.text(
        Array(Self.lines.prefix(4)) + [
          #"{"at": 1795788220, "source": "prod"}"#,
          #"{"at": 1795788221, "status": \#(reading)}"#,
        ]))
    #expect(try program.run("explain", "vote/front", "vote/po/tally-1:8080", "-f", cut).code == 1)
  }

  @Test("a pipe is read from its first byte") func pipe() throws {
    let program = try Program()
    _ = try program.file("it.jsonl", Self.text())
    _ = try program.file(
      "it.json", #"{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"vote"}}"#)
    let path = program.folder.appendingPathComponent("pipe").path
    #expect(mkfifo(path, 0o600) == 0)
    let writer = Process()
    writer.executableURL = URL(fileURLWithPath: "/bin/sh")
    writer.arguments = ["-c", "cat it.json >pipe"]
    writer.currentDirectoryURL = program.folder
    try writer.run()
    let result = try program.run("-f", "pipe", "--script", "j")
    writer.waitUntilExit()
    #expect(writer.terminationStatus == 0)
    #expect(result.code == 0)
    #expect(result.output.contains("vote"))
  }

  @Test(
    "what does not go together is said",
    arguments: [
      ["--replay", "it.jsonl", "-f", "x"], ["--replay", "it.jsonl", "--demo"],
      ["-f", "it.jsonl", "--prometheus", "http://x"], ["-f", "it.jsonl", "--record", "y"],
      ["--demo", "--record", "y"], ["--record", "y", "--script", "q"],
    ])
  func wrongUsage(arguments: [String]) throws {
    let program = try Program()
    _ = try program.file("it.jsonl", Self.text())
    #expect(try program.run(arguments).code == 64)
  }

  @Test("nothing is recorded over another file") func noOverwriting() throws {
    let program = try Program()
    let file = try program.file("it.jsonl", "precious")
    let result = try program.run("watch", "--record", file)
    #expect(result.code != 0)
    #expect(result.errors.contains("there is such a file already"))
    #expect(
      try String(contentsOf: program.folder.appendingPathComponent(file), encoding: .utf8)
        == "precious")
  }
}
