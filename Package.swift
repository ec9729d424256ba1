// swift-tools-version: 6.0
import PackageDescription

/// The rooms and their arrows; `docs/architecture.md` tells the story.
///
/// `ArchitectureTests` holds the sources to it. Nothing is fetched at build time: ncurses, libyaml and
/// libcurl come from the system.
let package = Package(
  name: "gatehouse",
  products: [
    .executable(name: "gatehouse", targets: ["gatehouse"]),
    .library(name: "KubernetesSnapshot", targets: ["KubernetesSnapshot"]),
    .library(name: "LinkerdPolicy", targets: ["LinkerdPolicy"]),
  ],
  targets: [
    .target(name: "KubernetesSnapshot"),
    .target(name: "LinkerdPolicy", dependencies: ["KubernetesSnapshot"]),
    .target(name: "Traffic", dependencies: ["LinkerdPolicy", "KubernetesSnapshot"]),
    .target(
      name: "PolicyChecks", dependencies: ["Traffic", "LinkerdPolicy", "KubernetesSnapshot"]),
    .target(name: "TerminalUI"),
    .target(
      name: "Dashboard",
      dependencies: [
        "TerminalUI", "PolicyChecks", "Traffic", "LinkerdPolicy", "KubernetesSnapshot",
      ]),
    .systemLibrary(name: "CLibYAML", providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]),
    .systemLibrary(
      name: "CLibCurl", providers: [.apt(["libcurl4-openssl-dev"]), .brew(["curl"])]),
    .target(
      name: "ClusterSources",
      dependencies: ["KubernetesSnapshot", "Traffic", "CLibCurl", "CLibYAML"]),
    .systemLibrary(name: "CNcurses", providers: [.apt(["libncurses-dev"]), .brew(["ncurses"])]),
    .target(name: "NcursesTerminal", dependencies: ["TerminalUI", "CNcurses"]),
    .executableTarget(
      name: "gatehouse",
      dependencies: [
        "Dashboard", "TerminalUI", "PolicyChecks", "Traffic", "LinkerdPolicy",
        "KubernetesSnapshot", "ClusterSources", "NcursesTerminal",
      ],
      resources: [.embedInCode("themes")]),
    .testTarget(
      name: "LinkerdPolicyTests", dependencies: ["LinkerdPolicy", "KubernetesSnapshot"],
      resources: [.copy("Fixtures"), .copy("RegularExpressions")]),
    .testTarget(
      name: "PolicyChecksTests",
      dependencies: ["PolicyChecks", "LinkerdPolicy", "KubernetesSnapshot"]),
    .testTarget(
      name: "TrafficTests", dependencies: ["Traffic", "LinkerdPolicy", "KubernetesSnapshot"]),
    .testTarget(name: "TerminalUITests", dependencies: ["TerminalUI"]),
    .testTarget(
      name: "NcursesTerminalTests", dependencies: ["NcursesTerminal", "TerminalUI"]),
    .testTarget(
      name: "DashboardTests",
      dependencies: [
        "Dashboard", "TerminalUI", "Traffic", "LinkerdPolicy", "KubernetesSnapshot",
      ]),
    .testTarget(
      name: "ClusterSourcesTests",
      dependencies: ["ClusterSources", "Traffic", "KubernetesSnapshot"],
      resources: [.copy("http_server.py"), .copy("metrics_server.py"), .copy("stub_server.py")]),
    .testTarget(
      name: "GatehouseTests",
      dependencies: ["gatehouse", "ClusterSources", "Dashboard", "TerminalUI"]),
    .testTarget(name: "ArchitectureTests"),
  ],
  swiftLanguageModes: [.v6]
)

for target in package.targets where target.type != .system {
  target.swiftSettings = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
  ]
}
