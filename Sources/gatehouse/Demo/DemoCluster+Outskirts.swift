extension DemoCluster {
  /// A namespace that was annotated after its pods were made, and pods outside the mesh.
  static let outskirts = #"""
    # Annotated after its pod was made, which keeps the cluster's default until it restarts.
    apiVersion: v1
    kind: Namespace
    metadata:
      name: batch
      creationTimestamp: "2026-11-20T09:16:55Z"
      labels: {kubernetes.io/metadata.name: batch}
      annotations: {linkerd.io/inject: enabled, config.linkerd.io/default-inbound-policy: deny}
    ---
    apiVersion: v1
    kind: ServiceAccount
    metadata: {name: importer, namespace: batch, creationTimestamp: "2026-11-20T09:17:02Z"}
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: importer, namespace: batch, creationTimestamp: "2026-11-20T09:17:09Z"}
    spec: {selector: {app: importer}, ports: [{name: http, port: 80, targetPort: http}]}
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: importer
      namespace: batch
      creationTimestamp: "2026-11-19T22:15:00Z"
      labels: {app: importer}
    spec:
      replicas: 1
      selector: {matchLabels: {app: importer}}
      template:
        metadata: {labels: {app: importer}}
        spec:
          serviceAccountName: importer
          containers:
          - name: importer
            image: batch/importer:5
            ports: [{name: http, containerPort: 8080}]
            readinessProbe: {httpGet: {path: /ready, port: http}}
    ---
    apiVersion: apps/v1
    kind: ReplicaSet
    metadata:
      name: importer-nm4xxnw2v
      namespace: batch
      creationTimestamp: "2026-11-19T22:15:00Z"
      labels: {app: importer}
      ownerReferences:
      - {apiVersion: apps/v1, kind: Deployment, name: importer, controller: true}
    spec:
      replicas: 1
      selector: {matchLabels: {app: importer}}
      template: {metadata: {labels: {app: importer}}}
    ---
    apiVersion: v1
    kind: Pod
    metadata:
      name: importer-nm4xxnw2v-djkkd
      namespace: batch
      creationTimestamp: "2026-11-19T22:15:00Z"
      labels:
        app: importer
        linkerd.io/control-plane-ns: linkerd
        linkerd.io/workload-ns: batch
        linkerd.io/proxy-deployment: importer
      annotations: {linkerd.io/inject: enabled, linkerd.io/proxy-version: edge-26.8.3}
      ownerReferences:
      - {apiVersion: apps/v1, kind: ReplicaSet, name: importer-nm4xxnw2v, controller: true}
    spec:
      serviceAccountName: importer
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
      - name: importer
        image: batch/importer:5
        ports: [{name: http, containerPort: 8080}]
        readinessProbe: {httpGet: {path: /ready, port: http}}
    status:
      phase: Running
      podIP: 10.42.2.36
      podIPs: [{ip: 10.42.2.36}]
      hostIP: 192.168.10.13
    ---
    apiVersion: v1
    kind: Namespace
    metadata:
      name: monitoring
      creationTimestamp: "2026-11-20T09:17:16Z"
      labels: {kubernetes.io/metadata.name: monitoring}
    ---
    apiVersion: v1
    kind: ServiceAccount
    metadata: {name: grafana, namespace: monitoring, creationTimestamp: "2026-11-20T09:17:23Z"}
    ---
    apiVersion: v1
    kind: ServiceAccount
    metadata:
      name: node-exporter
      namespace: monitoring
      creationTimestamp: "2026-11-20T09:17:30Z"
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: grafana, namespace: monitoring, creationTimestamp: "2026-11-20T09:17:37Z"}
    spec: {selector: {app: grafana}, ports: [{name: http, port: 80, targetPort: 3000}]}
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: grafana
      namespace: monitoring
      creationTimestamp: "2026-11-20T09:17:44Z"
      labels: {app: grafana}
    spec:
      replicas: 1
      selector: {matchLabels: {app: grafana}}
      template:
        metadata: {labels: {app: grafana}}
        spec:
          serviceAccountName: grafana
          containers:
          - name: grafana
            image: grafana/grafana:12.1.0
            ports: [{name: http, containerPort: 3000}]
            readinessProbe: {httpGet: {path: /api/health, port: 3000}}
    ---
    apiVersion: apps/v1
    kind: ReplicaSet
    metadata:
      name: grafana-bmd4lgcnb
      namespace: monitoring
      creationTimestamp: "2026-11-20T09:17:51Z"
      labels: {app: grafana}
      ownerReferences:
      - {apiVersion: apps/v1, kind: Deployment, name: grafana, controller: true}
    spec:
      replicas: 1
      selector: {matchLabels: {app: grafana}}
      template: {metadata: {labels: {app: grafana}}}
    ---
    apiVersion: v1
    kind: Pod
    metadata:
      name: grafana-bmd4lgcnb-fnnc4
      namespace: monitoring
      creationTimestamp: "2026-11-20T09:17:58Z"
      labels: {app: grafana}
      ownerReferences:
      - {apiVersion: apps/v1, kind: ReplicaSet, name: grafana-bmd4lgcnb, controller: true}
    spec:
      serviceAccountName: grafana
      nodeName: node-a
      containers:
      - name: grafana
        image: grafana/grafana:12.1.0
        ports: [{name: http, containerPort: 3000}]
        readinessProbe: {httpGet: {path: /api/health, port: 3000}}
    status:
      phase: Running
      podIP: 10.42.0.37
      podIPs: [{ip: 10.42.0.37}]
      hostIP: 192.168.10.11
    ---
    apiVersion: apps/v1
    kind: DaemonSet
    metadata:
      name: node-exporter
      namespace: monitoring
      creationTimestamp: "2026-11-20T09:18:05Z"
      labels: {app: node-exporter}
    spec:
      selector: {matchLabels: {app: node-exporter}}
      template:
        metadata: {labels: {app: node-exporter}}
        spec:
          serviceAccountName: node-exporter
          containers:
          - name: node-exporter
            image: prom/node-exporter:v1.9.1
            ports: [{name: metrics, containerPort: 9100}]
    ---
    apiVersion: v1
    kind: Pod
    metadata:
      name: node-exporter-6lqc4
      namespace: monitoring
      creationTimestamp: "2026-11-20T09:18:12Z"
      labels: {app: node-exporter}
      ownerReferences:
      - {apiVersion: apps/v1, kind: DaemonSet, name: node-exporter, controller: true}
    spec:
      serviceAccountName: node-exporter
      nodeName: node-b
      containers:
      - name: node-exporter
        image: prom/node-exporter:v1.9.1
        ports: [{name: metrics, containerPort: 9100}]
    status:
      phase: Running
      podIP: 10.42.1.38
      podIPs: [{ip: 10.42.1.38}]
      hostIP: 192.168.10.12
    """#
}
