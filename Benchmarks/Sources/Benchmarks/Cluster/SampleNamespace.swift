/// A namespace of the sample cluster: its own policies, and its workloads.
struct SampleNamespace {
  let index: Int
  let count: Int

  /// The namespace with a number.
  init(index: Int, of count: Int) {
    self.index = index
    self.count = count
  }

  var name: String { Self.name(index) }

  static func name(_ index: Int) -> String {
    let teams = ["search", "billing", "orders", "media", "risk", "ledger", "shipping", "identity"]
    return "\(teams[index % teams.count])-\(index)"
  }

  /// One namespace in seven has no proxies.
  var isMeshed: Bool { index % 7 != 6 }

  var workloads: [SampleWorkload] {
    (0..<SampleCluster.workloadsOfNamespace).map { SampleWorkload(index: $0, namespace: self) }
  }

  /// The Namespace, and what is shared by its workloads.
  var objects: [JSON] {
    [namespace] + networks + [everyone] + (isMeshed ? [monitoring] : [])
  }

  private var namespace: JSON {
    let modes = ["all-authenticated", "cluster-authenticated", "deny", "cluster-unauthenticated"]
    var annotations: [(key: String, value: JSON)] = []
    if index % 3 == 0 {
      annotations.append(
        (key: "config.linkerd.io/default-inbound-policy", value: .text(modes[index / 3 % 4])))
    }
    if isMeshed { annotations.append((key: "linkerd.io/inject", value: "enabled")) }
    return [
      "apiVersion": "v1", "kind": "Namespace",
      "metadata": [
        "annotations": .object(annotations), "creationTimestamp": "2026-02-01T08:00:00Z",
        "labels": ["kubernetes.io/metadata.name": .text(name)], "name": .text(name),
        "resourceVersion": "\(1000 + index)", "uid": "\(Self.uid(index, 0))",
      ],
      "spec": ["finalizers": ["kubernetes"]], "status": ["phase": "Active"],
    ]
  }

  private var networks: [JSON] {
    [("cluster", "10.0.0.0/8", "10.255.0.0/16"), ("office", "192.168.0.0/16", "192.168.9.0/24")]
      .map { name, cidr, except in
        policyObject(
          "NetworkAuthentication", "v1alpha1", name: name, number: 1,
          spec: [
            "networks": [
              ["cidr": .text(cidr), "except": [.text(except)]], ["cidr": "fd00::/8"],
            ]
          ])
      }
  }

  private var everyone: JSON {
    policyObject(
      "MeshTLSAuthentication", "v1alpha1", name: "neighbours", number: 2,
      spec: [
        "identities": [
          "*.\(name).serviceaccount.identity.linkerd.cluster.local",
          "*.\(Self.name((index + 1) % count)).serviceaccount.identity.linkerd.cluster.local",
        ]
      ])
  }

  /// Metrics may be scraped from everywhere in the namespace.
  private var monitoring: JSON {
    policyObject(
      "HTTPLocalRateLimitPolicy", "v1alpha1", name: "limit", number: 3,
      spec: [
        "targetRef": [
          "group": "policy.linkerd.io", "kind": "Server",
          "name": .text(workloads[0].serverName),
        ], "total": ["requestsPerSecond": 100],
      ])
  }

  /// An object of Linkerd's policy API in this namespace.
  func policyObject(
    _ kind: String, _ version: String, name: String, number: Int, spec: JSON, status: JSON = [:]
  ) -> JSON {
    [
      "apiVersion": "policy.linkerd.io/\(version)", "kind": .text(kind),
      "metadata": metadata(name: name, number: number), "spec": spec, "status": status,
    ]
  }

  /// The metadata of an object in this namespace.
  ///
  /// - Parameters:
  ///   - name: The object's name.
  ///   - number: Tells the objects of a namespace apart in what only has to differ.
  ///   - labels: The object's labels.
  /// - Returns: The value of `metadata`.
  func metadata(name: String, number: Int, labels: JSON = [:]) -> JSON {
    [
      "creationTimestamp": "2026-03-01T12:\(Self.digits(number % 60)):\(Self.digits(index % 60))Z",
      "labels": labels, "name": .text(name), "namespace": .text(self.name),
      "resourceVersion": "\(100_000 + index * 100 + number)",
      "uid": .text(Self.uid(index, number)),
    ]
  }

  static func digits(_ number: Int, _ count: Int = 2) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, count - text.count)) + text
  }

  static func uid(_ namespace: Int, _ number: Int) -> String {
    "5f3c9a1e-\(digits(namespace, 4))-4b7d-8a2c-\(digits(number, 12))"
  }
}
