extension DemoCluster {
  /// linkerd-viz.
  static let viz = #"""
    apiVersion: v1
    kind: Namespace
    metadata:
      name: linkerd-viz
      creationTimestamp: "2026-11-20T09:01:52Z"
      labels: {kubernetes.io/metadata.name: linkerd-viz, linkerd.io/extension: viz}
      annotations: {linkerd.io/inject: enabled}
    ---
    apiVersion: v1
    kind: ServiceAccount
    metadata:
      name: metrics-api
      namespace: linkerd-viz
      creationTimestamp: "2026-11-20T09:01:59Z"
    ---
    apiVersion: v1
    kind: ServiceAccount
    metadata:
      name: prometheus
      namespace: linkerd-viz
      creationTimestamp: "2026-11-20T09:02:06Z"
    ---
    apiVersion: v1
    kind: ServiceAccount
    metadata: {name: tap, namespace: linkerd-viz, creationTimestamp: "2026-11-20T09:02:13Z"}
    ---
    apiVersion: v1
    kind: ServiceAccount
    metadata: {name: web, namespace: linkerd-viz, creationTimestamp: "2026-11-20T09:02:20Z"}
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: metrics-api
      namespace: linkerd-viz
      creationTimestamp: "2026-11-20T09:02:27Z"
      labels: {component: metrics-api, linkerd.io/extension: viz}
    spec:
      replicas: 1
      selector: {matchLabels: {component: metrics-api, linkerd.io/extension: viz}}
      template:
        metadata: {labels: {component: metrics-api, linkerd.io/extension: viz}}
        spec:
          serviceAccountName: metrics-api
          containers:
          - name: metrics-api
            image: cr.l5d.io/linkerd/metrics-api:edge-26.8.3
            ports: [{name: http, containerPort: 8085}, {name: admin, containerPort: 9995}]
            readinessProbe: {httpGet: {path: /ready, port: 9995}}
            livenessProbe: {httpGet: {path: /ping, port: 9995}}
    ---
    apiVersion: apps/v1
    kind: ReplicaSet
    metadata:
      name: metrics-api-d2dwskkr2
      namespace: linkerd-viz
      creationTimestamp: "2026-11-20T09:02:34Z"
      labels: {component: metrics-api, linkerd.io/extension: viz}
      ownerReferences:
      - {apiVersion: apps/v1, kind: Deployment, name: metrics-api, controller: true}
    spec:
      replicas: 1
      selector: {matchLabels: {component: metrics-api, linkerd.io/extension: viz}}
      template: {metadata: {labels: {component: metrics-api, linkerd.io/extension: viz}}}
    ---
    apiVersion: v1
    kind: Pod
    metadata:
      name: metrics-api-d2dwskkr2-ff4b7
      namespace: linkerd-viz
      creationTimestamp: "2026-11-20T09:02:41Z"
      labels:
        component: metrics-api
        linkerd.io/extension: viz
        linkerd.io/control-plane-ns: linkerd
        linkerd.io/workload-ns: linkerd-viz
        linkerd.io/proxy-deployment: metrics-api
      annotations: {linkerd.io/inject: enabled, linkerd.io/proxy-version: edge-26.8.3}
      ownerReferences:
      - {apiVersion: apps/v1, kind: ReplicaSet, name: metrics-api-d2dwskkr2, controller: true}
    spec:
      serviceAccountName: metrics-api
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
      - name: metrics-api
        image: cr.l5d.io/linkerd/metrics-api:edge-26.8.3
        ports: [{name: http, containerPort: 8085}, {name: admin, containerPort: 9995}]
        readinessProbe: {httpGet: {path: /ready, port: 9995}}
        livenessProbe: {httpGet: {path: /ping, port: 9995}}
    status:
      phase: Running
      podIP: 10.42.1.14
      podIPs: [{ip: 10.42.1.14}]
      hostIP: 192.168.10.12
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: prometheus
      namespace: linkerd-viz
      creationTimestamp: "2026-11-20T09:02:48Z"
      labels: {component: prometheus, linkerd.io/extension: viz}
    spec:
      replicas: 1
      selector: {matchLabels: {component: prometheus, linkerd.io/extension: viz}}
      template:
        metadata: {labels: {component: prometheus, linkerd.io/extension: viz}}
        spec:
          serviceAccountName: prometheus
          containers:
          - name: prometheus
            image: prom/prometheus:v2.55.1
            ports: [{name: admin, containerPort: 9090}]
            readinessProbe: {httpGet: {path: /-/ready, port: 9090}}
            livenessProbe: {httpGet: {path: /-/healthy, port: 9090}}
    ---
    apiVersion: apps/v1
    kind: ReplicaSet
    metadata:
      name: prometheus-pplhppz8w
      namespace: linkerd-viz
      creationTimestamp: "2026-11-20T09:02:55Z"
      labels: {component: prometheus, linkerd.io/extension: viz}
      ownerReferences:
      - {apiVersion: apps/v1, kind: Deployment, name: prometheus, controller: true}
    spec:
      replicas: 1
      selector: {matchLabels: {component: prometheus, linkerd.io/extension: viz}}
      template: {metadata: {labels: {component: prometheus, linkerd.io/extension: viz}}}
    ---
    apiVersion: v1
    kind: Pod
    metadata:
      name: prometheus-pplhppz8w-58zrq
      namespace: linkerd-viz
      creationTimestamp: "2026-11-20T09:03:02Z"
      labels:
        component: prometheus
        linkerd.io/extension: viz
        linkerd.io/control-plane-ns: linkerd
        linkerd.io/workload-ns: linkerd-viz
        linkerd.io/proxy-deployment: prometheus
      annotations: {linkerd.io/inject: enabled, linkerd.io/proxy-version: edge-26.8.3}
      ownerReferences:
      - {apiVersion: apps/v1, kind: ReplicaSet, name: prometheus-pplhppz8w, controller: true}
    spec:
      serviceAccountName: prometheus
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
      - name: prometheus
        image: prom/prometheus:v2.55.1
        ports: [{name: admin, containerPort: 9090}]
        readinessProbe: {httpGet: {path: /-/ready, port: 9090}}
        livenessProbe: {httpGet: {path: /-/healthy, port: 9090}}
    status:
      phase: Running
      podIP: 10.42.2.15
      podIPs: [{ip: 10.42.2.15}]
      hostIP: 192.168.10.13
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: tap
      namespace: linkerd-viz
      creationTimestamp: "2026-11-20T09:03:09Z"
      labels: {component: tap, linkerd.io/extension: viz}
    spec:
      replicas: 1
      selector: {matchLabels: {component: tap, linkerd.io/extension: viz}}
      template:
        metadata: {labels: {component: tap, linkerd.io/extension: viz}}
        spec:
          serviceAccountName: tap
          containers:
          - name: tap
            image: cr.l5d.io/linkerd/tap:edge-26.8.3
            ports:
            - {name: grpc, containerPort: 8088}
            - {name: apiserver, containerPort: 8089}
            - {name: admin, containerPort: 9998}
            readinessProbe: {httpGet: {path: /ready, port: 9998}}
            livenessProbe: {httpGet: {path: /ping, port: 9998}}
    ---
    apiVersion: apps/v1
    kind: ReplicaSet
    metadata:
      name: tap-rrlvrkkth
      namespace: linkerd-viz
      creationTimestamp: "2026-11-20T09:03:16Z"
      labels: {component: tap, linkerd.io/extension: viz}
      ownerReferences: [{apiVersion: apps/v1, kind: Deployment, name: tap, controller: true}]
    spec:
      replicas: 1
      selector: {matchLabels: {component: tap, linkerd.io/extension: viz}}
      template: {metadata: {labels: {component: tap, linkerd.io/extension: viz}}}
    ---
    apiVersion: v1
    kind: Pod
    metadata:
      name: tap-rrlvrkkth-7cxk7
      namespace: linkerd-viz
      creationTimestamp: "2026-11-20T09:03:23Z"
      labels:
        component: tap
        linkerd.io/extension: viz
        linkerd.io/control-plane-ns: linkerd
        linkerd.io/workload-ns: linkerd-viz
        linkerd.io/proxy-deployment: tap
      annotations: {linkerd.io/inject: enabled, linkerd.io/proxy-version: edge-26.8.3}
      ownerReferences:
      - {apiVersion: apps/v1, kind: ReplicaSet, name: tap-rrlvrkkth, controller: true}
    spec:
      serviceAccountName: tap
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
      - name: tap
        image: cr.l5d.io/linkerd/tap:edge-26.8.3
        ports:
        - {name: grpc, containerPort: 8088}
        - {name: apiserver, containerPort: 8089}
        - {name: admin, containerPort: 9998}
        readinessProbe: {httpGet: {path: /ready, port: 9998}}
        livenessProbe: {httpGet: {path: /ping, port: 9998}}
    status:
      phase: Running
      podIP: 10.42.0.16
      podIPs: [{ip: 10.42.0.16}]
      hostIP: 192.168.10.11
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: web
      namespace: linkerd-viz
      creationTimestamp: "2026-11-20T09:03:30Z"
      labels: {component: web, linkerd.io/extension: viz}
    spec:
      replicas: 1
      selector: {matchLabels: {component: web, linkerd.io/extension: viz}}
      template:
        metadata: {labels: {component: web, linkerd.io/extension: viz}}
        spec:
          serviceAccountName: web
          containers:
          - name: web
            image: cr.l5d.io/linkerd/web:edge-26.8.3
            ports: [{name: http, containerPort: 8084}, {name: admin, containerPort: 9994}]
            readinessProbe: {httpGet: {path: /ready, port: 9994}}
            livenessProbe: {httpGet: {path: /ping, port: 9994}}
    ---
    apiVersion: apps/v1
    kind: ReplicaSet
    metadata:
      name: web-xb6nxrdsf
      namespace: linkerd-viz
      creationTimestamp: "2026-11-20T09:03:37Z"
      labels: {component: web, linkerd.io/extension: viz}
      ownerReferences: [{apiVersion: apps/v1, kind: Deployment, name: web, controller: true}]
    spec:
      replicas: 1
      selector: {matchLabels: {component: web, linkerd.io/extension: viz}}
      template: {metadata: {labels: {component: web, linkerd.io/extension: viz}}}
    ---
    apiVersion: v1
    kind: Pod
    metadata:
      name: web-xb6nxrdsf-wdvsl
      namespace: linkerd-viz
      creationTimestamp: "2026-11-20T09:03:44Z"
      labels:
        component: web
        linkerd.io/extension: viz
        linkerd.io/control-plane-ns: linkerd
        linkerd.io/workload-ns: linkerd-viz
        linkerd.io/proxy-deployment: web
      annotations: {linkerd.io/inject: enabled, linkerd.io/proxy-version: edge-26.8.3}
      ownerReferences:
      - {apiVersion: apps/v1, kind: ReplicaSet, name: web-xb6nxrdsf, controller: true}
    spec:
      serviceAccountName: web
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
      - name: web
        image: cr.l5d.io/linkerd/web:edge-26.8.3
        ports: [{name: http, containerPort: 8084}, {name: admin, containerPort: 9994}]
        readinessProbe: {httpGet: {path: /ready, port: 9994}}
        livenessProbe: {httpGet: {path: /ping, port: 9994}}
    status:
      phase: Running
      podIP: 10.42.1.17
      podIPs: [{ip: 10.42.1.17}]
      hostIP: 192.168.10.12
    """#
}
