extension DemoCluster {
  /// An ingress open to everyone, and a server in audit mode.
  static let edges = #"""
    apiVersion: v1
    kind: Namespace
    metadata:
      name: ingress
      creationTimestamp: "2026-11-20T09:14:56Z"
      labels: {kubernetes.io/metadata.name: ingress}
      annotations: {linkerd.io/inject: enabled}
    ---
    apiVersion: v1
    kind: ServiceAccount
    metadata: {name: gateway, namespace: ingress, creationTimestamp: "2026-11-20T09:15:03Z"}
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: gateway, namespace: ingress, creationTimestamp: "2026-11-20T09:15:10Z"}
    spec:
      selector: {app: gateway}
      ports:
      - {name: http, port: 80, targetPort: http}
      - {name: https, port: 443, targetPort: https}
    ---
    apiVersion: apps/v1
    kind: DaemonSet
    metadata:
      name: gateway
      namespace: ingress
      creationTimestamp: "2026-11-20T09:15:17Z"
      labels: {app: gateway}
    spec:
      selector: {matchLabels: {app: gateway}}
      template:
        metadata: {labels: {app: gateway}}
        spec:
          serviceAccountName: gateway
          containers:
          - name: gateway
            image: ingress/gateway:3
            ports: [{name: http, containerPort: 8000}, {name: https, containerPort: 8443}]
            readinessProbe: {httpGet: {path: /ping, port: 8000}}
    ---
    apiVersion: v1
    kind: Pod
    metadata:
      name: gateway-x24s7
      namespace: ingress
      creationTimestamp: "2026-11-20T09:15:24Z"
      labels:
        app: gateway
        linkerd.io/control-plane-ns: linkerd
        linkerd.io/workload-ns: ingress
        linkerd.io/proxy-daemonset: gateway
      annotations:
        config.linkerd.io/skip-inbound-ports: "8443"
        linkerd.io/inject: enabled
        linkerd.io/proxy-version: edge-26.8.3
      ownerReferences: [{apiVersion: apps/v1, kind: DaemonSet, name: gateway, controller: true}]
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
        image: ingress/gateway:3
        ports: [{name: http, containerPort: 8000}, {name: https, containerPort: 8443}]
        readinessProbe: {httpGet: {path: /ping, port: 8000}}
    status:
      phase: Running
      podIP: 10.42.2.33
      podIPs: [{ip: 10.42.2.33}]
      hostIP: 192.168.10.13
    ---
    apiVersion: v1
    kind: Pod
    metadata:
      name: gateway-v7pfk
      namespace: ingress
      creationTimestamp: "2026-11-20T09:15:31Z"
      labels:
        app: gateway
        linkerd.io/control-plane-ns: linkerd
        linkerd.io/workload-ns: ingress
        linkerd.io/proxy-daemonset: gateway
      annotations:
        config.linkerd.io/skip-inbound-ports: "8443"
        linkerd.io/inject: enabled
        linkerd.io/proxy-version: edge-26.8.3
      ownerReferences: [{apiVersion: apps/v1, kind: DaemonSet, name: gateway, controller: true}]
    spec:
      serviceAccountName: gateway
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
      - name: gateway
        image: ingress/gateway:3
        ports: [{name: http, containerPort: 8000}, {name: https, containerPort: 8443}]
        readinessProbe: {httpGet: {path: /ping, port: 8000}}
    status:
      phase: Running
      podIP: 10.42.0.34
      podIPs: [{ip: 10.42.0.34}]
      hostIP: 192.168.10.11
    ---
    apiVersion: policy.linkerd.io/v1beta3
    kind: Server
    metadata:
      name: gateway-http
      namespace: ingress
      creationTimestamp: "2026-11-20T09:15:38Z"
    spec:
      podSelector: {matchLabels: {app: gateway}}
      port: http
      proxyProtocol: HTTP/1
      accessPolicy: deny
    ---
    apiVersion: policy.linkerd.io/v1alpha1
    kind: AuthorizationPolicy
    metadata:
      name: gateway-public
      namespace: ingress
      creationTimestamp: "2026-11-20T09:15:45Z"
    spec:
      targetRef: {group: policy.linkerd.io, kind: Server, name: gateway-http}
      requiredAuthenticationRefs:
      - {group: policy.linkerd.io, kind: NetworkAuthentication, name: everyone}
    ---
    apiVersion: policy.linkerd.io/v1alpha1
    kind: NetworkAuthentication
    metadata: {name: everyone, namespace: ingress, creationTimestamp: "2026-11-20T09:15:52Z"}
    spec: {networks: [{cidr: 0.0.0.0/0}, {cidr: "::/0"}]}
    ---
    apiVersion: v1
    kind: Namespace
    metadata:
      name: staging
      creationTimestamp: "2026-11-20T09:15:59Z"
      labels: {kubernetes.io/metadata.name: staging}
      annotations: {linkerd.io/inject: enabled}
    ---
    apiVersion: v1
    kind: ServiceAccount
    metadata: {name: catalog, namespace: staging, creationTimestamp: "2026-11-20T09:16:06Z"}
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: catalog, namespace: staging, creationTimestamp: "2026-11-20T09:16:13Z"}
    spec: {selector: {app: catalog}, ports: [{name: http, port: 80, targetPort: http}]}
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: catalog
      namespace: staging
      creationTimestamp: "2026-11-20T09:16:20Z"
      labels: {app: catalog}
    spec:
      replicas: 1
      selector: {matchLabels: {app: catalog}}
      template:
        metadata: {labels: {app: catalog}}
        spec:
          serviceAccountName: catalog
          containers:
          - name: catalog
            image: shop/catalog:2.0-rc1
            ports: [{name: http, containerPort: 8080}, {name: debug, containerPort: 6060}]
            readinessProbe: {httpGet: {path: /ready, port: http}}
    ---
    apiVersion: apps/v1
    kind: ReplicaSet
    metadata:
      name: catalog-w2ld4bkxv
      namespace: staging
      creationTimestamp: "2026-11-20T09:16:27Z"
      labels: {app: catalog}
      ownerReferences:
      - {apiVersion: apps/v1, kind: Deployment, name: catalog, controller: true}
    spec:
      replicas: 1
      selector: {matchLabels: {app: catalog}}
      template: {metadata: {labels: {app: catalog}}}
    ---
    apiVersion: v1
    kind: Pod
    metadata:
      name: catalog-w2ld4bkxv-qpdr8
      namespace: staging
      creationTimestamp: "2026-11-20T09:16:34Z"
      labels:
        app: catalog
        linkerd.io/control-plane-ns: linkerd
        linkerd.io/workload-ns: staging
        linkerd.io/proxy-deployment: catalog
      annotations: {linkerd.io/inject: enabled, linkerd.io/proxy-version: edge-26.8.3}
      ownerReferences:
      - {apiVersion: apps/v1, kind: ReplicaSet, name: catalog-w2ld4bkxv, controller: true}
    spec:
      serviceAccountName: catalog
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
      - name: catalog
        image: shop/catalog:2.0-rc1
        ports: [{name: http, containerPort: 8080}, {name: debug, containerPort: 6060}]
        readinessProbe: {httpGet: {path: /ready, port: http}}
    status:
      phase: Running
      podIP: 10.42.1.35
      podIPs: [{ip: 10.42.1.35}]
      hostIP: 192.168.10.12
    ---
    # Nothing is denied here yet: audit mode reports who would be.
    apiVersion: policy.linkerd.io/v1beta3
    kind: Server
    metadata:
      name: catalog-http
      namespace: staging
      creationTimestamp: "2026-11-20T09:16:41Z"
    spec:
      podSelector: {matchLabels: {app: catalog}}
      port: http
      proxyProtocol: HTTP/1
      accessPolicy: audit
    ---
    apiVersion: policy.linkerd.io/v1alpha1
    kind: AuthorizationPolicy
    metadata:
      name: catalog-from-shop
      namespace: staging
      creationTimestamp: "2026-11-20T09:16:48Z"
    spec:
      targetRef: {group: policy.linkerd.io, kind: Server, name: catalog-http}
      requiredAuthenticationRefs: [{kind: ServiceAccount, name: api, namespace: shop}]
    """#
}
