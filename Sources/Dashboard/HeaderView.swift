import Foundation
import KubernetesSnapshot
import LinkerdPolicy
import TerminalUI
import Traffic

extension DashboardState {
  /// The first line: where the user is, what is known of the source, and how old it is.
  func drawHeader(in rect: Rect, on frame: inout Frame) {
    frame.fill(rect, style: Style(.headerBar))
    let room = rect.columns * 2 / 3
    let forms = [StatusForm.full, .short].lazy.map { statusText($0) }
    let right = (forms.first { $0.width < room } ?? statusText(.shortest)).on(.headerBar)
    let parts = rect.columns(.share(1), .cells(min(right.width + 1, room)))
    Breadcrumbs(crumbs, glyphs: glyphs).draw(
      in: parts[0].inset(columns: parts[0].columns > 2 ? 1 : 0), ground: .headerBar, on: &frame)
    frame.draw(
      right.truncated(to: parts[1].columns, ellipsis: glyphs.ellipsis), at: parts[1].origin,
      in: parts[1])
  }

  private var crumbs: [String] {
    var places = [source.title]
    switch place.tab {
    case .namespaces: break
    case .matrix: places.append("matrix")
    case .live: places.append("live")
    case .whatIf: places.append("what-if")
    case .workloads: places.append(place.namespace ?? "all namespaces")
    case .detail:
      if let id = detailWorkload?.id { places += [id.namespace, id.shortDescription] }
    }
    return places
  }

  /// How many words the header has room for.
  private enum StatusForm { case full, short, shortest }

  /// What is known of the source.
  private func statusText(_ form: StatusForm) -> StyledText {
    let isShort = form != .full
    var text = StyledText()
    func add(_ part: String, _ role: Role, _ attributes: Attributes = []) {
      if !text.spans.isEmpty { text.append("  ", style: Style(.headerBar)) }
      text.append(part, style: Style(role, attributes))
    }
    if let trial { add("what-if \(trial.whatIf.steps.count)", .changed, .bold) }
    let errors = source.problems.count { $0.severity == .error }
    if errors > 0 { add("\(errors) not read", .error) }
    if let cluster {
      if !cluster.policy.blindKinds.isEmpty { add("partial rights", .warning) }
      if form != .shortest {
        let workloads = cluster.policy.namespaces.values.reduce(0) { $0 + $1.workloads.count }
        add("ns \(cluster.policy.namespaces.count)", .headerBar)
        add("wl \(workloads)", .headerBar)
      }
      let mode = cluster.policy.mesh.defaultInboundPolicy
      add(isShort ? mode.shortName : "default \(mode.rawValue)", .headerBar)
    }
    add(isShort ? "RO" : "read-only", .textDim)
    if isRecording { add(isShort ? "rec" : "recording", .error, .bold) }
    for part in trafficParts(isShort: isShort) { add(part.0, part.1, part.2) }
    switch source.phase {
    case .loading(let progress): add(progress.isEmpty ? "reading" : progress, .info)
    case .loaded(let time):
      switch source.following {
      case nil: add("data \(Self.age(now - time))", .headerBar)
      case .live where replay != nil: add("recorded", .info)
      case .live: add("live", .live)
      case .lost(let since, _) where now - since < 60:
        add("reconnecting \(Self.age(now - since))", .warning)
      case .lost(let since, _): add("stale \(Self.age(now - since))", .stale, .bold)
      }
    case .failed: add("failed", .error)
    }
    return text
  }

  /// Which source of traffic there is, and how old what it said is.
  private func trafficParts(isShort: Bool) -> [(String, Role, Attributes)] {
    var parts: [(String, Role, Attributes)] = []
    let age = traffic.loaded.map { $0.age(at: now) } ?? 0
    let name = traffic.loaded?.report.traffic.source.kind.rawValue ?? ""
    let label = isShort ? "" : "traffic "
    switch (traffic.status, traffic.loaded) {
    case (.none, _): parts.append(("no traffic", .textDim, []))
    case (.failing(let reason), nil):
      parts.append((isShort ? "no traffic: e" : "no traffic: \(Self.brief(reason))", .error, []))
    case (_, nil): parts.append(("traffic \(glyphs.ellipsis)", .info, []))
    case (_, let loaded?) where loaded.isRecorded: parts.append(("traffic \(name)", .live, []))
    case (.failing, _): parts.append(("\(name) stale \(Self.age(age))", .stale, .bold))
    // Two looks of every proxy are missing by then.
    case (_, _?):
      parts.append((label + "\(name) \(Self.age(age))", age < 60 ? .live : .warning, []))
    }
    if traffic.isPaused { parts.append(("paused", .changed, .bold)) }
    return parts
  }

  /// A reason without what stands in brackets, and where; `e` says all of it.
  private static func brief(_ reason: String) -> String {
    let ends = [" (", ", at "].compactMap { reason.range(of: $0)?.lowerBound }
    return String(reason[..<(ends.min() ?? reason.endIndex)])
  }

  /// An age in the largest unit that says something: `4s`, `12m`, `3h`.
  static func age(_ seconds: Double) -> String {
    let whole = Int(max(0, seconds))
    return switch whole {
    case ..<60: "\(whole)s"
    case ..<3600: "\(whole / 60)m"
    case ..<86_400: "\(whole / 3600)h"
    default: "\(whole / 86_400)d"
    }
  }
}
