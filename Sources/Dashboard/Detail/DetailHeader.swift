import KubernetesSnapshot
import LinkerdPolicy
import TerminalUI

extension DashboardState {
  /// What is known of the workload, the most telling lines first.
  func detailHeader(of workload: ResolvedWorkload, in policy: ResolvedPolicy) -> [StyledText] {
    [
      nameLine(workload), clientLine, defaultLine(workload, in: policy), podsLine(workload),
      identityLine(workload, in: policy), probesLine(workload, in: policy),
    ].compactMap { $0 }
  }

  private func label(_ text: String) -> StyledText {
    StyledText(text, .textDim).padded(to: 10)
  }

  private func nameLine(_ workload: ResolvedWorkload) -> StyledText {
    var line = StyledText(workload.id.shortDescription, .title)
    line += StyledText("  of \(workload.namespace)", .textDim)
    if workload.externalIdentity == nil {
      line += StyledText("  account ", .textDim) + StyledText(workload.serviceAccount)
    }
    let running = workload.instances.count { !$0.isTemplate }
    let meshed = workload.variants.filter { $0.inbound.enforcement != .unmeshed }
    let count = meshed.reduce(0) { $0 + $1.pods.count { !$0.isTemplate } }
    if workload.id.kind != .externalWorkload {
      line += StyledText("  pods ", .textDim)
      line +=
        running == 0
        ? StyledText("none yet", .textDim)
        : StyledText("\(running)", .text)
          + StyledText(
            count == running ? "  meshed" : "  meshed \(count) of \(running)",
            count == running ? .textDim : .warning)
    }
    let versions = Set(workload.variants.compactMap { $0.pod.flatMap(Self.proxyVersion) }).sorted()
    if !versions.isEmpty {
      line += StyledText("  proxy ", .textDim)
      line += StyledText(versions.joined(separator: ", "))
    }
    return line
  }

  /// The release of a pod's proxy, as its annotation or its image says.
  private static func proxyVersion(of pod: Pod) -> String? {
    if let version = pod.meta.annotations["linkerd.io/proxy-version"] { return version }
    guard let image = pod.proxyContainer?.image, !image.contains("@"),
      let name = image.split(separator: "/").last, let colon = name.firstIndex(of: ":")
    else { return nil }
    return String(name[name.index(after: colon)...])
  }

  private var clientLine: StyledText? {
    guard let (client, index) = detailClient else { return nil }
    var line = label("client") + StyledText(client.title, .accent, .bold)
    line += StyledText("  \(index + 1)/\(cluster?.matrix.clients.count ?? 0)", .textDim)
    return line + StyledText("  c next, C previous", .textDim)
  }

  private func defaultLine(_ workload: ResolvedWorkload, in policy: ResolvedPolicy) -> StyledText {
    let waiting = Set(policy.podsWithAnotherDefault(in: workload.namespace))
    let pending = workload.instances.count { waiting.contains($0.id) }
    let now = EffectiveDefault(of: workload, in: policy, pending: pending)
    let after = trial.flatMap { trial in
      Self.workload(workload.id, in: trial.outcome.policy).map {
        EffectiveDefault(of: $0, in: trial.outcome.policy, pending: 0)
      }
    }
    var line = label("default")
    line += defaultText(now, after: after, level: .workload(workload.id), isWide: true)
    let origin = now.originText(isShort: false)
    if !origin.isEmpty { line += StyledText("  from \(origin)", .textDim) }
    if pending > 0 {
      line += StyledText("  * pods that must restart to have the namespace's: \(pending)", .warning)
    }
    return line
  }

  private func podsLine(_ workload: ResolvedWorkload) -> StyledText? {
    let pods = workload.instances.filter { !$0.isTemplate }
    guard let first = pods.first else { return nil }
    func words(_ pod: ResolvedWorkload.Instance) -> String {
      var text = pod.id.name
      if let address = pod.address { text += " \(address)" }
      if let node = pod.hostAddress { text += " on \(node)" }
      return text
    }
    var line = label(first.id.kind == .externalWorkload ? "address" : "pods")
    line += StyledText(pods.prefix(8).map(words).joined(separator: ", "))
    return pods.count > 8 ? line + StyledText(" and \(pods.count - 8) more", .textDim) : line
  }

  private func identityLine(
    _ workload: ResolvedWorkload, in policy: ResolvedPolicy
  ) -> StyledText? {
    guard workload.isPartlyMeshed else { return nil }
    let identity =
      workload.externalIdentity
      ?? policy.mesh.identity(
        serviceAccount: workload.serviceAccount, namespace: workload.namespace)
    return label("identity") + StyledText(identity)
  }

  /// The probes, each with what the kubelet is answered.
  private func probesLine(_ workload: ResolvedWorkload, in policy: ResolvedPolicy) -> StyledText? {
    guard let kubelet = cluster?.matrix.clients.first(where: { $0.id == .kubelet }) else {
      return nil
    }
    var line = label("probes")
    var seen: Set<String> = []
    for (index, variant) in workload.variants.enumerated() {
      for probe in variant.pod.map(HealthProbe.probes) ?? [] {
        let words = "\(probe.purpose.rawValue) \(probe.words) :\(probe.port)"
        guard seen.insert(words).inserted else { continue }
        let explanations = policy.explain(
          kubelet, workload: workload, port: probe.port, traffic: probe.traffic)
        // A probe that only opens a connection succeeds, whatever the policy.
        let verdict = probe.traffic == nil ? .allow : explanations[index].verdict
        if seen.count > 1 { line += StyledText("  ") }
        line += StyledText("\(verdict.glyph(glyphs)) ", verdict.role) + StyledText(words)
      }
    }
    return seen.isEmpty ? nil : line
  }
}
