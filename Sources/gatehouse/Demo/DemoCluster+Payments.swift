extension DemoCluster {
  /// Payments: denied by default, a database on an opaque port.
  static let payments = #"""
    apiVersion: v1
    kind: Namespace
    metadata:
      name: payments
      creationTimestamp: "2026-11-20T09:11:54Z"
      labels: {kubernetes.io/metadata.name: payments}
      annotations: {linkerd.io/inject: enabled, config.linkerd.io/default-inbound-policy: deny}
    ---
    apiVersion: v1
    kind: ServiceAccount
    metadata: {name: ledger, namespace: payments, creationTimestamp: "2026-11-20T09:12:01Z"}
    ---
    apiVersion: v1
    kind: ServiceAccount
    metadata: {name: gateway, namespace: payments, creationTimestamp: "2026-11-20T09:12:08Z"}
    ---
    apiVersion: v1
    kind: ServiceAccount
    metadata: {name: db, namespace: payments, creationTimestamp: "2026-11-20T09:12:15Z"}
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: ledger, namespace: payments, creationTimestamp: "2026-11-20T09:12:22Z"}
    spec: {selector: {app: ledger}, ports: [{name: grpc, port: 9000, targetPort: grpc}]}
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: gateway, namespace: payments, creationTimestamp: "2026-11-20T09:12:29Z"}
    spec: {selector: {app: gateway}, ports: [{name: http, port: 80, targetPort: http}]}
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: db, namespace: payments, creationTimestamp: "2026-11-20T09:12:36Z"}
    spec: {selector: {app: db}, ports: [{name: postgres, port: 5432, targetPort: postgres}]}
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: gateway
      namespace: payments
      creationTimestamp: "2026-11-20T09:12:43Z"
      labels: {app: gateway}
    spec:
      replicas: 2
      selector: {matchLabels: {app: gateway}}
      template:
        metadata: {labels: {app: gateway}}
        spec:
          serviceAccountName: gateway
          containers:
          - name: gateway
            image: payments/gateway:7
            ports: [{name: http, containerPort: 8080}, {name: metrics, containerPort: 9100}]
            readinessProbe: {httpGet: {path: /ready, port: http}}
            livenessProbe: {httpGet: {path: /live, port: http}}
    ---
    apiVersion: apps/v1
    kind: ReplicaSet
    metadata:
      name: gateway-k4shp7g7l
      namespace: payments
      creationTimestamp: "2026-11-20T09:12:50Z"
      labels: {app: gateway}
      ownerReferences:
      - {apiVersion: apps/v1, kind: Deployment, name: gateway, controller: true}
    spec:
      replicas: 2
      selector: {matchLabels: {app: gateway}}
      template: {metadata: {labels: {app: gateway}}}
    ---
    apiVersion: v1
    kind: Pod
    metadata:
      name: gateway-k4shp7g7l-b4j5p
      namespace: payments
      creationTimestamp: "2026-11-20T09:12:57Z"
      labels:
        app: gateway
        linkerd.io/control-plane-ns: linkerd
        linkerd.io/workload-ns: payments
        linkerd.io/proxy-deployment: gateway
      annotations:
        config.linkerd.io/default-inbound-policy: deny
        linkerd.io/inject: enabled
        linkerd.io/proxy-version: edge-26.8.3
      ownerReferences:
      - {apiVersion: apps/v1, kind: ReplicaSet, name: gateway-k4shp7g7l, controller: true}
    spec:
      serviceAccountName: gateway
      nodeName: node-b
      initContainers:
      - {name: linkerd-init, image: cr.l5d.io/linkerd/proxy:edge-26.8.3}
      - name: linkerd-proxy
        image: cr.l5d.io/linkerd/proxy:edge-26.8.3
        ports:
        - {name: linkerd-proxy, containerPort: 4143}
        - {name: linkerd-admin, containerPort: 4191}
        livenessProbe: {httpGet: {path: /live, port: 4191}}
        readinessProbe: {httpGet: {path: /ready, port: 4191}}
        restartPolicy: Always
      containers:
      - name: gateway
        image: payments/gateway:7
        ports: [{name: http, containerPort: 8080}, {name: metrics, containerPort: 9100}]
        readinessProbe: {httpGet: {path: /ready, port: http}}
        livenessProbe: {httpGet: {path: /live, port: http}}
    status:
      phase: Running
      podIP: 10.42.1.29
      podIPs: [{ip: 10.42.1.29}]
      hostIP: 192.168.10.12
    ---
    apiVersion: v1
    kind: Pod
    metadata:
      name: gateway-k4shp7g7l-gngcg
      namespace: payments
      creationTimestamp: "2026-11-20T09:13:04Z"
      labels:
        app: gateway
        linkerd.io/control-plane-ns: linkerd
        linkerd.io/workload-ns: payments
        linkerd.io/proxy-deployment: gateway
      annotations:
        config.linkerd.io/default-inbound-policy: deny
        linkerd.io/inject: enabled
        linkerd.io/proxy-version: edge-26.8.3
      ownerReferences:
      - {apiVersion: apps/v1, kind: ReplicaSet, name: gateway-k4shp7g7l, controller: true}
    spec:
      serviceAccountName: gateway
      nodeName: node-c
      initContainers:
      - {name: linkerd-init, image: cr.l5d.io/linkerd/proxy:edge-26.8.3}
      - name: linkerd-proxy
        image: cr.l5d.io/linkerd/proxy:edge-26.8.3
        ports:
        - {name: linkerd-proxy, containerPort: 4143}
        - {name: linkerd-admin, containerPort: 4191}
        livenessProbe: {httpGet: {path: /live, port: 4191}}
        readinessProbe: {httpGet: {path: /ready, port: 4191}}
        restartPolicy: Always
      containers:
      - name: gateway
        image: payments/gateway:7
        ports: [{name: http, containerPort: 8080}, {name: metrics, containerPort: 9100}]
        readinessProbe: {httpGet: {path: /ready, port: http}}
        livenessProbe: {httpGet: {path: /live, port: http}}
    status:
      phase: Running
      podIP: 10.42.2.30
      podIPs: [{ip: 10.42.2.30}]
      hostIP: 192.168.10.13
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: ledger
      namespace: payments
      creationTimestamp: "2026-11-20T09:13:11Z"
      labels: {app: ledger}
    spec:
      replicas: 1
      selector: {matchLabels: {app: ledger}}
      template:
        metadata: {labels: {app: ledger}}
        spec:
          serviceAccountName: ledger
          containers:
          - name: ledger
            image: payments/ledger:7
            ports: [{name: grpc, containerPort: 9000}, {name: metrics, containerPort: 9100}]
            readinessProbe: {httpGet: {path: /healthz, port: grpc}}
    ---
    apiVersion: apps/v1
    kind: ReplicaSet
    metadata:
      name: ledger-592pgkhb5
      namespace: payments
      creationTimestamp: "2026-11-20T09:13:18Z"
      labels: {app: ledger}
      ownerReferences: [{apiVersion: apps/v1, kind: Deployment, name: ledger, controller: true}]
    spec:
      replicas: 1
      selector: {matchLabels: {app: ledger}}
      template: {metadata: {labels: {app: ledger}}}
    ---
    apiVersion: v1
    kind: Pod
    metadata:
      name: ledger-592pgkhb5-rv4pw
      namespace: payments
      creationTimestamp: "2026-11-20T09:13:25Z"
      labels:
        app: ledger
        linkerd.io/control-plane-ns: linkerd
        linkerd.io/workload-ns: payments
        linkerd.io/proxy-deployment: ledger
      annotations:
        config.linkerd.io/default-inbound-policy: deny
        linkerd.io/inject: enabled
        linkerd.io/proxy-version: edge-26.8.3
      ownerReferences:
      - {apiVersion: apps/v1, kind: ReplicaSet, name: ledger-592pgkhb5, controller: true}
    spec:
      serviceAccountName: ledger
      nodeName: node-a
      initContainers:
      - {name: linkerd-init, image: cr.l5d.io/linkerd/proxy:edge-26.8.3}
      - name: linkerd-proxy
        image: cr.l5d.io/linkerd/proxy:edge-26.8.3
        ports:
        - {name: linkerd-proxy, containerPort: 4143}
        - {name: linkerd-admin, containerPort: 4191}
        livenessProbe: {httpGet: {path: /live, port: 4191}}
        readinessProbe: {httpGet: {path: /ready, port: 4191}}
        restartPolicy: Always
      containers:
      - name: ledger
        image: payments/ledger:7
        ports: [{name: grpc, containerPort: 9000}, {name: metrics, containerPort: 9100}]
        readinessProbe: {httpGet: {path: /healthz, port: grpc}}
    status:
      phase: Running
      podIP: 10.42.0.31
      podIPs: [{ip: 10.42.0.31}]
      hostIP: 192.168.10.11
    ---
    apiVersion: apps/v1
    kind: StatefulSet
    metadata:
      name: db
      namespace: payments
      creationTimestamp: "2026-11-20T09:13:32Z"
      labels: {app: db}
    spec:
      replicas: 1
      selector: {matchLabels: {app: db}}
      template:
        metadata: {labels: {app: db}}
        spec:
          serviceAccountName: db
          containers:
          - {name: postgres, image: postgres:17, ports: [{name: postgres, containerPort: 5432}]}
      serviceName: db
    ---
    # The database speaks no protocol that the proxy knows: its port is opaque.
    apiVersion: v1
    kind: Pod
    metadata:
      name: db-0
      namespace: payments
      creationTimestamp: "2026-11-20T09:13:39Z"
      labels:
        app: db
        linkerd.io/control-plane-ns: linkerd
        linkerd.io/workload-ns: payments
        linkerd.io/proxy-statefulset: db
      annotations:
        config.linkerd.io/default-inbound-policy: deny
        config.linkerd.io/opaque-ports: "5432"
        linkerd.io/inject: enabled
        linkerd.io/proxy-version: edge-26.8.3
      ownerReferences: [{apiVersion: apps/v1, kind: StatefulSet, name: db, controller: true}]
    spec:
      serviceAccountName: db
      nodeName: node-b
      initContainers:
      - {name: linkerd-init, image: cr.l5d.io/linkerd/proxy:edge-26.8.3}
      - name: linkerd-proxy
        image: cr.l5d.io/linkerd/proxy:edge-26.8.3
        ports:
        - {name: linkerd-proxy, containerPort: 4143}
        - {name: linkerd-admin, containerPort: 4191}
        livenessProbe: {httpGet: {path: /live, port: 4191}}
        readinessProbe: {httpGet: {path: /ready, port: 4191}}
        restartPolicy: Always
      containers:
      - {name: postgres, image: postgres:17, ports: [{name: postgres, containerPort: 5432}]}
    status:
      phase: Running
      podIP: 10.42.1.32
      podIPs: [{ip: 10.42.1.32}]
      hostIP: 192.168.10.12
    ---
    apiVersion: policy.linkerd.io/v1beta3
    kind: Server
    metadata:
      name: gateway-http
      namespace: payments
      creationTimestamp: "2026-11-20T09:13:46Z"
    spec:
      podSelector: {matchLabels: {app: gateway}}
      port: http
      proxyProtocol: HTTP/1
      accessPolicy: deny
    ---
    apiVersion: policy.linkerd.io/v1alpha1
    kind: AuthorizationPolicy
    metadata:
      name: gateway-from-shop
      namespace: payments
      creationTimestamp: "2026-11-20T09:13:53Z"
    spec:
      targetRef: {group: policy.linkerd.io, kind: Server, name: gateway-http}
      requiredAuthenticationRefs:
      - {group: policy.linkerd.io, kind: MeshTLSAuthentication, name: shop-callers}
    ---
    apiVersion: policy.linkerd.io/v1alpha1
    kind: MeshTLSAuthentication
    metadata:
      name: shop-callers
      namespace: payments
      creationTimestamp: "2026-11-20T09:14:00Z"
    spec:
      identityRefs:
      - {kind: ServiceAccount, name: api, namespace: shop}
      - {kind: ServiceAccount, name: orders, namespace: shop}
    ---
    # A probe by HTTP on a gRPC Server has no exemption.
    apiVersion: policy.linkerd.io/v1beta3
    kind: Server
    metadata:
      name: ledger-grpc
      namespace: payments
      creationTimestamp: "2026-11-20T09:14:07Z"
    spec:
      podSelector: {matchLabels: {app: ledger}}
      port: grpc
      proxyProtocol: gRPC
      accessPolicy: deny
    ---
    apiVersion: policy.linkerd.io/v1alpha1
    kind: AuthorizationPolicy
    metadata:
      name: ledger-from-gateway
      namespace: payments
      creationTimestamp: "2026-11-20T09:14:14Z"
    spec:
      targetRef: {group: policy.linkerd.io, kind: Server, name: ledger-grpc}
      requiredAuthenticationRefs: [{kind: ServiceAccount, name: gateway}]
    ---
    apiVersion: policy.linkerd.io/v1beta3
    kind: Server
    metadata: {name: metrics, namespace: payments, creationTimestamp: "2026-11-20T09:14:21Z"}
    spec:
      podSelector: {matchExpressions: [{key: app, operator: In, values: [gateway, ledger]}]}
      port: metrics
      proxyProtocol: HTTP/1
      accessPolicy: deny
    ---
    apiVersion: policy.linkerd.io/v1alpha1
    kind: AuthorizationPolicy
    metadata:
      name: metrics-from-monitoring
      namespace: payments
      creationTimestamp: "2026-11-20T09:14:28Z"
    spec:
      targetRef: {group: policy.linkerd.io, kind: Server, name: metrics}
      requiredAuthenticationRefs:
      - {group: policy.linkerd.io, kind: NetworkAuthentication, name: pods-and-nodes}
    ---
    apiVersion: policy.linkerd.io/v1alpha1
    kind: NetworkAuthentication
    metadata:
      name: pods-and-nodes
      namespace: payments
      creationTimestamp: "2026-11-20T09:14:35Z"
    spec: {networks: [{cidr: 10.42.0.0/16, except: [10.42.9.0/24]}, {cidr: 192.168.10.0/24}]}
    ---
    apiVersion: policy.linkerd.io/v1beta3
    kind: Server
    metadata:
      name: db-postgres
      namespace: payments
      creationTimestamp: "2026-11-20T09:14:42Z"
    spec:
      podSelector: {matchLabels: {app: db}}
      port: postgres
      proxyProtocol: opaque
      accessPolicy: deny
    ---
    apiVersion: policy.linkerd.io/v1alpha1
    kind: AuthorizationPolicy
    metadata:
      name: db-from-ledger
      namespace: payments
      creationTimestamp: "2026-11-20T09:14:49Z"
    spec:
      targetRef: {group: policy.linkerd.io, kind: Server, name: db-postgres}
      requiredAuthenticationRefs: [{kind: ServiceAccount, name: ledger}]
    """#
}
