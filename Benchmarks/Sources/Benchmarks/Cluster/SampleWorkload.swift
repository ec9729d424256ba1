/// A workload of the sample cluster with its account, Service and policies.
struct SampleWorkload {
  let index: Int
  let namespace: SampleNamespace

  var name: String {
    let names = [
      "web", "api", "cart", "catalog", "checkout", "inventory", "notify", "payments", "reports",
      "users",
    ]
    return names[index % names.count]
  }
  var serverName: String { "\(name)-http" }
  /// A number that tells the workload's objects from those of the others.
  var number: Int { 1000 * (index + 1) }
  var labels: JSON {
    [
      "app.kubernetes.io/instance": "\(namespace.name)-\(name)",
      "app.kubernetes.io/name": .text(name),
      "app.kubernetes.io/version": "2.\(index).\(namespace.index % 10)", "team": "platform",
    ]
  }
  var selector: JSON { ["app.kubernetes.io/name": .text(name)] }
  var httpPort: Int { 8080 + index }

  /// Everything but the pods.
  var objects: [JSON] {
    [account, service, deployment, server] + authentications + authorizations + routes
  }

  private var account: JSON {
    [
      "apiVersion": "v1", "kind": "ServiceAccount",
      "metadata": namespace.metadata(name: name, number: number, labels: labels),
    ]
  }

  private var service: JSON {
    [
      "apiVersion": "v1", "kind": "Service",
      "metadata": namespace.metadata(name: name, number: number + 1, labels: labels),
      "spec": [
        "clusterIP": "10.96.\(namespace.index % 250).\(index + 1)",
        "clusterIPs": ["10.96.\(namespace.index % 250).\(index + 1)"],
        "internalTrafficPolicy": "Cluster", "ipFamilies": ["IPv4"], "ipFamilyPolicy": "SingleStack",
        "ports": [
          ["name": "http", "port": 80, "protocol": "TCP", "targetPort": "http"],
          ["name": "admin", "port": 9090, "protocol": "TCP", "targetPort": "admin"],
        ], "selector": selector, "sessionAffinity": "None", "type": "ClusterIP",
      ], "status": ["loadBalancer": [:]],
    ]
  }

  private var deployment: JSON {
    [
      "apiVersion": "apps/v1", "kind": "Deployment",
      "metadata": namespace.metadata(name: name, number: number + 2, labels: labels),
      "spec": [
        "progressDeadlineSeconds": 600, "replicas": .number(SampleCluster.podsOfWorkload),
        "revisionHistoryLimit": 10, "selector": ["matchLabels": selector],
        "strategy": [
          "rollingUpdate": ["maxSurge": "25%", "maxUnavailable": "25%"], "type": "RollingUpdate",
        ],
        "template": [
          "metadata": ["labels": labels],
          "spec": [
            "containers": [application], "dnsPolicy": "ClusterFirst", "restartPolicy": "Always",
            "serviceAccountName": .text(name),
          ],
        ],
      ],
      "status": [
        "availableReplicas": .number(SampleCluster.podsOfWorkload), "observedGeneration": 3,
        "readyReplicas": .number(SampleCluster.podsOfWorkload),
      ],
    ]
  }

  private var server: JSON {
    namespace.policyObject(
      "Server", "v1beta3", name: serverName, number: number + 3,
      spec: [
        "accessPolicy": index == 9 ? "audit" : "deny",
        "podSelector": index == 8
          ? [
            "matchExpressions": [
              [
                "key": "app.kubernetes.io/name", "operator": "In",
                "values": [.text(name), "batch"],
              ]
            ]
          ] : ["matchLabels": selector], "port": index % 2 == 0 ? "http" : .number(httpPort),
        "proxyProtocol": .text(["HTTP/1", "HTTP/1", "gRPC", "unknown", "HTTP/2"][index % 5]),
      ])
  }

  /// The identities of the workload before this one, and of two in another namespace.
  private var authentications: [JSON] {
    let other = (namespace.index * 7 + index + 1) % namespace.count
    let places = [(namespace.index, index + 9), (other, index + 3), (other, index + 4)]
    let clients = places.map { place, workload in
      let account = SampleWorkload(index: workload, namespace: namespace).name
      let namespace = SampleNamespace.name(place)
      return JSON.text("\(account).\(namespace).serviceaccount.identity.linkerd.cluster.local")
    }
    return [
      namespace.policyObject(
        "MeshTLSAuthentication", "v1alpha1", name: "\(name)-clients", number: number + 4,
        spec: ["identities": .list(clients)])
    ]
  }

  private var authorizations: [JSON] {
    guard index != 7 else {
      return [authorization(of: "Server", serverName, number: number + 5, from: "cluster")] + [
        serverAuthorization
      ]
    }
    let isForAll = index == 0 && namespace.index % 10 == 0
    return [
      authorization(
        of: hasRoute ? "HTTPRoute" : "Server", hasRoute ? "\(name)-read" : serverName,
        number: number + 5, from: "\(name)-clients"),
      authorization(
        of: isForAll ? "Namespace" : "Server", isForAll ? namespace.name : serverName,
        number: number + 6, from: index % 4 == 0 ? "neighbours" : "office"),
    ]
  }

  private func authorization(
    of kind: String, _ target: String, number: Int, from authentication: String
  ) -> JSON {
    let isNetwork = ["cluster", "office"].contains(authentication)
    return namespace.policyObject(
      "AuthorizationPolicy", "v1alpha1", name: "\(name)-from-\(authentication)", number: number,
      spec: [
        "requiredAuthenticationRefs": [
          [
            "group": "policy.linkerd.io",
            "kind": isNetwork ? "NetworkAuthentication" : "MeshTLSAuthentication",
            "name": .text(authentication),
          ]
        ],
        "targetRef": [
          "group": kind == "Namespace" ? "" : "policy.linkerd.io", "kind": .text(kind),
          "name": .text(target),
        ],
      ])
  }

  private var serverAuthorization: JSON {
    namespace.policyObject(
      "ServerAuthorization", "v1beta1", name: "\(name)-accounts", number: number + 6,
      spec: [
        "client": ["meshTLS": ["serviceAccounts": [["name": "web"], ["name": "api"]]]],
        "server": ["name": .text(serverName)],
      ])
  }

  /// Every fifth workload is let in route by route.
  private var hasRoute: Bool { index % 5 == 1 }

  private var routes: [JSON] {
    guard hasRoute else { return [] }
    let parent: JSON = [
      "group": "policy.linkerd.io", "kind": "Server", "name": .text(serverName),
    ]
    return [
      namespace.policyObject(
        "HTTPRoute", "v1beta3", name: "\(name)-read", number: number + 7,
        spec: [
          "parentRefs": [parent],
          "rules": [
            ["matches": [["method": "GET", "path": ["type": "PathPrefix", "value": "/\(name)"]]]]
          ],
        ],
        status: [
          "parents": [
            [
              "conditions": [
                [
                  "lastTransitionTime": "2026-03-01T12:30:00Z", "message": "",
                  "reason": "Accepted", "status": "True", "type": "Accepted",
                ]
              ], "controllerName": "linkerd.io/policy-controller", "parentRef": parent,
            ]
          ]
        ])
    ]
  }
}
