import Foundation
import KubernetesSnapshot
import LinkerdPolicy
import TerminalUI
import Traffic

extension DashboardState {
  /// The first line: where the user is, what is known of the source, and how old it is.
  func drawHeader(in rect: Rect, on frame: inout Frame) {
    frame.fill(rect, style: Style(.headerBar))
    let room = rect.columns * 3 / 4
    let right = HeaderPart.line(headerParts, columns: room).on(.headerBar)
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

  /// What is known of the source.
  private var headerParts: [HeaderPart] {
    var parts: [HeaderPart] = []
    if let trial {
      parts.append(
        HeaderPart("what-if \(trial.whatIf.steps.count)", .changed, .bold, importance: 8))
    }
    let errors = source.problems.count { $0.severity == .error }
    if errors > 0 { parts.append(HeaderPart("\(errors) not read", .error, importance: 5)) }
    if let cluster {
      if !cluster.policy.blindKinds.isEmpty {
        parts.append(HeaderPart("partial rights", .warning, importance: 6))
      }
      let workloads = cluster.policy.namespaces.values.reduce(0) { $0 + $1.workloads.count }
      parts.append(
        HeaderPart("ns \(cluster.policy.namespaces.count)  wl \(workloads)", importance: 1))
      let mode = cluster.policy.mesh.defaultInboundPolicy
      parts.append(
        HeaderPart("default \(mode.rawValue)", short: mode.shortName, importance: 2))
    }
    parts.append(HeaderPart("read-only", short: "RO", .textDim, importance: 3))
    switch recording {
    case .off: break
    case .on: parts.append(HeaderPart("recording", short: "rec", .error, .bold, importance: 7))
    case .ended: parts.append(HeaderPart("not recorded", .stale, .bold, importance: 7))
    }
    return parts + trafficParts + [sourcePart]
  }

  /// How far reading has come, and how well the source is kept up with.
  private var sourcePart: HeaderPart {
    switch source.phase {
    case .loading(let progress):
      return HeaderPart(progress.isEmpty ? "reading" : progress, .info, importance: 9)
    case .loaded(let time):
      switch source.following {
      case nil: return HeaderPart("data \(Self.age(now - time))", importance: 9)
      case .live where replay != nil: return HeaderPart("recorded", .info, importance: 9)
      case .live: return HeaderPart("live", .live, importance: 9)
      case .lost(let since, _) where now - since < 60:
        return HeaderPart("reconnecting \(Self.age(now - since))", .warning, importance: 9)
      case .lost(let since, _):
        return HeaderPart("stale \(Self.age(now - since))", .stale, .bold, importance: 9)
      }
    case .failed: return HeaderPart("failed", .error, importance: 9)
    }
  }

  /// Which source of traffic there is, and how old what it said is.
  private var trafficParts: [HeaderPart] {
    var parts: [HeaderPart] = []
    let age = traffic.loaded.map { $0.age(at: now) } ?? 0
    let name = traffic.loaded?.report.traffic.source.kind.rawValue ?? ""
    func add(_ text: String, short: String? = nil, _ role: Role, _ attributes: Attributes = []) {
      parts.append(HeaderPart(text, short: short, role, attributes, importance: 7))
    }
    switch (traffic.status, traffic.loaded) {
    case (.none, _): add("no traffic", .textDim)
    case (.failing(let reason), nil):
      add("no traffic: \(Self.brief(reason))", short: "no traffic: e", .error)
    case (_, nil): add("traffic \(glyphs.ellipsis)", .info)
    case (_, let loaded?) where loaded.isRecorded: add("traffic \(name)", .live)
    case (.failing, _): add("\(name) stale \(Self.age(age))", .stale, .bold)
    // Two looks of every proxy are missing by then.
    case (_, _?):
      let text = "\(name) \(Self.age(age))"
      add("traffic \(text)", short: text, age < 60 ? .live : .warning)
    }
    if traffic.isPaused { add("paused", .changed, .bold) }
    return parts
  }

  /// A reason without what stands in brackets, and where; `e` says all of it.
  private static func brief(_ reason: String) -> String {
    let ends = [" (", ", at ", "; "].compactMap { reason.range(of: $0)?.lowerBound }
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
