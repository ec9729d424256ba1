// swift-tools-version: 6.0
import PackageDescription

/// The benchmarks; `docs/decisions.md` says why they are a package of their own.
let package = Package(
  name: "Benchmarks",
  dependencies: [.package(name: "gatehouse", path: "..")],
  targets: [
    .executableTarget(
      name: "Benchmarks",
      dependencies: [
        .product(name: "KubernetesSnapshot", package: "gatehouse"),
        .product(name: "LinkerdPolicy", package: "gatehouse"),
      ],
      swiftSettings: [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
      ])
  ],
  swiftLanguageModes: [.v6]
)
