/// The containers of the pods.
extension SampleWorkload {
  /// The workload's own container.
  var application: JSON {
    let targets = ["CART", "CATALOG", "EVENTS", "LEDGER", "METRICS", "USERS"]
    let environment: [JSON] = targets.map { target in
      [
        "name": "\(target)_URL",
        "value": "http://\(target.lowercased()).\(namespace.name).svc.cluster.local:\(httpPort)",
      ]
    }
    return [
      "env": .list(environment),
      "image": "registry.example.com/platform/\(name):2.\(index).0",
      "imagePullPolicy": "IfNotPresent",
      "livenessProbe": Self.probe(path: "/healthz", port: "admin", delay: 0), "name": .text(name),
      "ports": [
        ["containerPort": .number(httpPort), "name": "http", "protocol": "TCP"],
        ["containerPort": 9090, "name": "admin", "protocol": "TCP"],
      ],
      "readinessProbe": Self.probe(path: "/ready", port: 9090, delay: 0),
      "resources": [
        "limits": ["cpu": "1", "memory": "512Mi"], "requests": ["cpu": "100m", "memory": "128Mi"],
      ],
      "terminationMessagePath": "/dev/termination-log", "terminationMessagePolicy": "File",
      "volumeMounts": [
        [
          "mountPath": "/var/run/secrets/kubernetes.io/serviceaccount",
          "name": "kube-api-access-%suffix%", "readOnly": true,
        ]
      ],
    ]
  }

  /// The proxy, as the injector adds it.
  static var proxy: JSON {
    let sources: [JSON] = ["metadata.name", "metadata.namespace", "spec.nodeName"].map {
      [
        "name": "_pod_\($0)",
        "valueFrom": ["fieldRef": ["apiVersion": "v1", "fieldPath": .text($0)]],
      ]
    }
    let settings: [JSON] = [
      ("INBOUND_PORTS", "8080,9090"), ("LOG", "warn,linkerd=info,hickory=error"),
      ("INBOUND_DEFAULT_POLICY", "all-unauthenticated"),
      ("POLICY_CLUSTER_NETWORKS", "10.0.0.0/8,100.64.0.0/10,192.168.0.0/16,fd00::/8"),
      ("POLICY_WORKLOAD", "{\"ns\":\"$(_pod_ns)\", \"pod\":\"$(_pod_name)\"}\n"),
      ("IDENTITY_LOCAL_NAME", "$(_pod_sa).$(_pod_ns).serviceaccount.identity.cluster.local"),
    ].map { ["name": "LINKERD2_PROXY_\($0.0)", "value": .text($0.1)] }
    return [
      "env": .list(sources + settings), "image": "cr.l5d.io/linkerd/proxy:edge-26.10.1",
      "imagePullPolicy": "IfNotPresent",
      "lifecycle": [
        "postStart": [
          "exec": [
            "command": ["/usr/lib/linkerd/linkerd-await", "--timeout=2m", "--port=4191"]
          ]
        ]
      ], "livenessProbe": probe(path: "/live", port: 4191, delay: 10), "name": "linkerd-proxy",
      "ports": [
        ["containerPort": 4143, "name": "linkerd-proxy", "protocol": "TCP"],
        ["containerPort": 4191, "name": "linkerd-admin", "protocol": "TCP"],
      ], "readinessProbe": probe(path: "/ready", port: 4191, delay: 2), "resources": [:],
      "securityContext": [
        "allowPrivilegeEscalation": false, "capabilities": ["drop": ["ALL"]],
        "readOnlyRootFilesystem": true, "runAsNonRoot": true, "runAsUser": 2102,
        "seccompProfile": ["type": "RuntimeDefault"],
      ], "terminationMessagePath": "/dev/termination-log",
      "terminationMessagePolicy": "FallbackToLogsOnError",
      "volumeMounts": [
        [
          "mountPath": "/var/run/linkerd/identity/end-entity",
          "name": "linkerd-identity-end-entity",
        ]
      ],
    ]
  }

  /// The container that leads the pod's connections through the proxy.
  static var initialization: JSON {
    [
      "args": [
        "--firewall-bin-path", "iptables-nft", "--incoming-proxy-port", "4143",
        "--outgoing-proxy-port", "4140", "--proxy-uid", "2102", "--inbound-ports-to-ignore",
        "4190,4191,4567,4568",
      ], "image": "cr.l5d.io/linkerd/proxy-init:v2.4.3", "imagePullPolicy": "IfNotPresent",
      "name": "linkerd-init", "resources": [:],
      "securityContext": [
        "allowPrivilegeEscalation": false, "capabilities": ["add": ["NET_ADMIN", "NET_RAW"]],
        "runAsNonRoot": true, "runAsUser": 65534,
      ],
    ]
  }

  private static func probe(path: String, port: JSON, delay: Int) -> JSON {
    [
      "failureThreshold": 3, "httpGet": ["path": .text(path), "port": port, "scheme": "HTTP"],
      "initialDelaySeconds": .number(delay), "periodSeconds": 10, "successThreshold": 1,
      "timeoutSeconds": 1,
    ]
  }
}
