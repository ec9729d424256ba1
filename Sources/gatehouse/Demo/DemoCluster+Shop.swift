extension DemoCluster {
  /// A shop, half of it meshed.
  static let shop = #"""
    apiVersion: v1
    kind: Namespace
    metadata:
      name: shop
      creationTimestamp: "2026-11-20T09:08:10Z"
      labels: {kubernetes.io/metadata.name: shop}
    ---
    apiVersion: v1
    kind: ServiceAccount
    metadata: {name: default, namespace: shop, creationTimestamp: "2026-11-20T09:08:17Z"}
    ---
    apiVersion: v1
    kind: ServiceAccount
    metadata: {name: api, namespace: shop, creationTimestamp: "2026-11-20T09:08:24Z"}
    ---
    apiVersion: v1
    kind: ServiceAccount
    metadata: {name: orders, namespace: shop, creationTimestamp: "2026-11-20T09:08:31Z"}
    ---
    apiVersion: v1
    kind: ServiceAccount
    metadata: {name: legacy, namespace: shop, creationTimestamp: "2026-11-20T09:08:38Z"}
    ---
    apiVersion: v1
    kind: ServiceAccount
    metadata: {name: report, namespace: shop, creationTimestamp: "2026-11-20T09:08:45Z"}
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: api, namespace: shop, creationTimestamp: "2026-11-20T09:08:52Z"}
    spec: {selector: {app: api}, ports: [{name: http, port: 80, targetPort: http}]}
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: orders, namespace: shop, creationTimestamp: "2026-11-20T09:08:59Z"}
    spec: {selector: {app: orders}, ports: [{name: http, port: 80, targetPort: http}]}
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: legacy, namespace: shop, creationTimestamp: "2026-11-20T09:09:06Z"}
    spec: {selector: {app: legacy}, ports: [{name: http, port: 80, targetPort: 8080}]}
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: api
      namespace: shop
      creationTimestamp: "2026-11-20T09:09:13Z"
      labels: {app: api}
    spec:
      replicas: 2
      selector: {matchLabels: {app: api}}
      template:
        metadata: {labels: {app: api}, annotations: {linkerd.io/inject: enabled}}
        spec:
          serviceAccountName: api
          containers:
          - name: api
            image: shop/api:4.2
            ports: [{name: http, containerPort: 8080}]
            readinessProbe: {httpGet: {path: /ready, port: http}}
            livenessProbe: {httpGet: {path: /live, port: http}}
    ---
    apiVersion: apps/v1
    kind: ReplicaSet
    metadata:
      name: api-zgjqlk6cl
      namespace: shop
      creationTimestamp: "2026-11-20T09:09:20Z"
      labels: {app: api}
      ownerReferences: [{apiVersion: apps/v1, kind: Deployment, name: api, controller: true}]
    spec:
      replicas: 2
      selector: {matchLabels: {app: api}}
      template: {metadata: {labels: {app: api}}}
    ---
    apiVersion: v1
    kind: Pod
    metadata:
      name: api-zgjqlk6cl-g6s6w
      namespace: shop
      creationTimestamp: "2026-11-20T09:09:27Z"
      labels:
        app: api
        linkerd.io/control-plane-ns: linkerd
        linkerd.io/workload-ns: shop
        linkerd.io/proxy-deployment: api
      annotations: {linkerd.io/inject: enabled, linkerd.io/proxy-version: edge-26.8.3}
      ownerReferences:
      - {apiVersion: apps/v1, kind: ReplicaSet, name: api-zgjqlk6cl, controller: true}
    spec:
      serviceAccountName: api
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
      - name: api
        image: shop/api:4.2
        ports: [{name: http, containerPort: 8080}]
        readinessProbe: {httpGet: {path: /ready, port: http}}
        livenessProbe: {httpGet: {path: /live, port: http}}
    status:
      phase: Running
      podIP: 10.42.2.24
      podIPs: [{ip: 10.42.2.24}]
      hostIP: 192.168.10.13
    ---
    apiVersion: v1
    kind: Pod
    metadata:
      name: api-zgjqlk6cl-2m7qg
      namespace: shop
      creationTimestamp: "2026-11-20T09:09:34Z"
      labels:
        app: api
        linkerd.io/control-plane-ns: linkerd
        linkerd.io/workload-ns: shop
        linkerd.io/proxy-deployment: api
      annotations: {linkerd.io/inject: enabled, linkerd.io/proxy-version: edge-26.8.3}
      ownerReferences:
      - {apiVersion: apps/v1, kind: ReplicaSet, name: api-zgjqlk6cl, controller: true}
    spec:
      serviceAccountName: api
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
      - name: api
        image: shop/api:4.2
        ports: [{name: http, containerPort: 8080}]
        readinessProbe: {httpGet: {path: /ready, port: http}}
        livenessProbe: {httpGet: {path: /live, port: http}}
    status:
      phase: Running
      podIP: 10.42.0.25
      podIPs: [{ip: 10.42.0.25}]
      hostIP: 192.168.10.11
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: orders
      namespace: shop
      creationTimestamp: "2026-11-20T09:09:41Z"
      labels: {app: orders}
    spec:
      replicas: 1
      selector: {matchLabels: {app: orders}}
      template:
        metadata: {labels: {app: orders}, annotations: {linkerd.io/inject: enabled}}
        spec:
          serviceAccountName: orders
          containers:
          - name: orders
            image: shop/orders:1.9
            ports: [{name: http, containerPort: 8080}]
            readinessProbe: {httpGet: {path: /healthz, port: http}}
            livenessProbe: {httpGet: {path: /healthz, port: http}}
    ---
    apiVersion: apps/v1
    kind: ReplicaSet
    metadata:
      name: orders-9bjpx8rd7
      namespace: shop
      creationTimestamp: "2026-11-20T09:09:48Z"
      labels: {app: orders}
      ownerReferences: [{apiVersion: apps/v1, kind: Deployment, name: orders, controller: true}]
    spec:
      replicas: 1
      selector: {matchLabels: {app: orders}}
      template: {metadata: {labels: {app: orders}}}
    ---
    apiVersion: v1
    kind: Pod
    metadata:
      name: orders-9bjpx8rd7-rlgr9
      namespace: shop
      creationTimestamp: "2026-11-20T09:09:55Z"
      labels:
        app: orders
        linkerd.io/control-plane-ns: linkerd
        linkerd.io/workload-ns: shop
        linkerd.io/proxy-deployment: orders
      annotations: {linkerd.io/inject: enabled, linkerd.io/proxy-version: edge-26.8.3}
      ownerReferences:
      - {apiVersion: apps/v1, kind: ReplicaSet, name: orders-9bjpx8rd7, controller: true}
    spec:
      serviceAccountName: orders
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
      - name: orders
        image: shop/orders:1.9
        ports: [{name: http, containerPort: 8080}]
        readinessProbe: {httpGet: {path: /healthz, port: http}}
        livenessProbe: {httpGet: {path: /healthz, port: http}}
    status:
      phase: Running
      podIP: 10.42.1.26
      podIPs: [{ip: 10.42.1.26}]
      hostIP: 192.168.10.12
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: legacy
      namespace: shop
      creationTimestamp: "2026-11-20T09:10:02Z"
      labels: {app: legacy}
    spec:
      replicas: 1
      selector: {matchLabels: {app: legacy}}
      template:
        metadata: {labels: {app: legacy}}
        spec:
          serviceAccountName: legacy
          containers: [{name: legacy, image: shop/legacy:0.8, ports: [{containerPort: 8080}]}]
    ---
    apiVersion: apps/v1
    kind: ReplicaSet
    metadata:
      name: legacy-x7kz92pmd
      namespace: shop
      creationTimestamp: "2026-11-20T09:10:09Z"
      labels: {app: legacy}
      ownerReferences: [{apiVersion: apps/v1, kind: Deployment, name: legacy, controller: true}]
    spec:
      replicas: 1
      selector: {matchLabels: {app: legacy}}
      template: {metadata: {labels: {app: legacy}}}
    ---
    apiVersion: v1
    kind: Pod
    metadata:
      name: legacy-x7kz92pmd-m8wg8
      namespace: shop
      creationTimestamp: "2026-11-20T09:10:16Z"
      labels: {app: legacy}
      ownerReferences:
      - {apiVersion: apps/v1, kind: ReplicaSet, name: legacy-x7kz92pmd, controller: true}
    spec:
      serviceAccountName: legacy
      nodeName: node-c
      containers: [{name: legacy, image: shop/legacy:0.8, ports: [{containerPort: 8080}]}]
    status:
      phase: Running
      podIP: 10.42.2.27
      podIPs: [{ip: 10.42.2.27}]
      hostIP: 192.168.10.13
    ---
    apiVersion: batch/v1
    kind: CronJob
    metadata:
      name: report
      namespace: shop
      creationTimestamp: "2026-11-20T09:10:23Z"
      labels: {app: report}
    spec:
      schedule: "0 * * * *"
      jobTemplate:
        spec:
          template:
            metadata: {labels: {app: report}}
            spec:
              serviceAccountName: report
              containers: [{name: report, image: shop/report:1.0}]
              restartPolicy: Never
    ---
    apiVersion: batch/v1
    kind: Job
    metadata:
      name: report-29926080
      namespace: shop
      creationTimestamp: "2026-11-20T09:10:30Z"
      ownerReferences: [{apiVersion: batch/v1, kind: CronJob, name: report, controller: true}]
    spec:
      template:
        metadata: {labels: {app: report}}
        spec:
          serviceAccountName: report
          containers: [{name: report, image: shop/report:1.0}]
          restartPolicy: Never
    ---
    apiVersion: v1
    kind: Pod
    metadata:
      name: report-29926080-fnx24
      namespace: shop
      creationTimestamp: "2026-11-20T09:10:37Z"
      labels: {app: report}
      ownerReferences:
      - {apiVersion: batch/v1, kind: Job, name: report-29926080, controller: true}
    spec:
      serviceAccountName: report
      nodeName: node-a
      containers: [{name: report, image: shop/report:1.0}]
    status:
      phase: Running
      podIP: 10.42.0.28
      podIPs: [{ip: 10.42.0.28}]
      hostIP: 192.168.10.11
    """#
}
