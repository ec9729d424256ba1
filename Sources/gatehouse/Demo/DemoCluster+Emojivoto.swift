extension DemoCluster {
  /// emojivoto, as its authors deploy it.
  static let emojivoto = #"""
    apiVersion: v1
    kind: Namespace
    metadata:
      name: emojivoto
      creationTimestamp: "2026-11-20T09:04:47Z"
      labels: {kubernetes.io/metadata.name: emojivoto}
      annotations: {linkerd.io/inject: enabled}
    ---
    apiVersion: v1
    kind: ServiceAccount
    metadata: {name: default, namespace: emojivoto, creationTimestamp: "2026-11-20T09:04:54Z"}
    ---
    apiVersion: v1
    kind: ServiceAccount
    metadata: {name: emoji, namespace: emojivoto, creationTimestamp: "2026-11-20T09:05:01Z"}
    ---
    apiVersion: v1
    kind: ServiceAccount
    metadata: {name: voting, namespace: emojivoto, creationTimestamp: "2026-11-20T09:05:08Z"}
    ---
    apiVersion: v1
    kind: ServiceAccount
    metadata: {name: web, namespace: emojivoto, creationTimestamp: "2026-11-20T09:05:15Z"}
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: emoji-svc, namespace: emojivoto, creationTimestamp: "2026-11-20T09:05:22Z"}
    spec:
      selector: {app: emoji-svc}
      ports:
      - {name: grpc, port: 8080, targetPort: 8080}
      - {name: prom, port: 8801, targetPort: 8801}
    ---
    apiVersion: v1
    kind: Service
    metadata:
      name: voting-svc
      namespace: emojivoto
      creationTimestamp: "2026-11-20T09:05:29Z"
    spec:
      selector: {app: voting-svc}
      ports:
      - {name: grpc, port: 8080, targetPort: 8080}
      - {name: prom, port: 8801, targetPort: 8801}
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: web-svc, namespace: emojivoto, creationTimestamp: "2026-11-20T09:05:36Z"}
    spec: {selector: {app: web-svc}, ports: [{name: http, port: 80, targetPort: 8080}]}
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: emoji
      namespace: emojivoto
      creationTimestamp: "2026-11-20T09:05:43Z"
      labels: {app: emoji-svc, version: v11}
    spec:
      replicas: 1
      selector: {matchLabels: {app: emoji-svc, version: v11}}
      template:
        metadata: {labels: {app: emoji-svc, version: v11}}
        spec:
          serviceAccountName: emoji
          containers:
          - name: emoji-svc
            image: docker.l5d.io/buoyantio/emojivoto-emoji-svc:v11
            ports: [{name: grpc, containerPort: 8080}, {name: prom, containerPort: 8801}]
    ---
    apiVersion: apps/v1
    kind: ReplicaSet
    metadata:
      name: emoji-vswf6hgbj
      namespace: emojivoto
      creationTimestamp: "2026-11-20T09:05:50Z"
      labels: {app: emoji-svc, version: v11}
      ownerReferences: [{apiVersion: apps/v1, kind: Deployment, name: emoji, controller: true}]
    spec:
      replicas: 1
      selector: {matchLabels: {app: emoji-svc, version: v11}}
      template: {metadata: {labels: {app: emoji-svc, version: v11}}}
    ---
    apiVersion: v1
    kind: Pod
    metadata:
      name: emoji-vswf6hgbj-dhmmc
      namespace: emojivoto
      creationTimestamp: "2026-11-20T09:05:57Z"
      labels:
        app: emoji-svc
        version: v11
        linkerd.io/control-plane-ns: linkerd
        linkerd.io/workload-ns: emojivoto
        linkerd.io/proxy-deployment: emoji
      annotations: {linkerd.io/inject: enabled, linkerd.io/proxy-version: edge-26.8.3}
      ownerReferences:
      - {apiVersion: apps/v1, kind: ReplicaSet, name: emoji-vswf6hgbj, controller: true}
    spec:
      serviceAccountName: emoji
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
      - name: emoji-svc
        image: docker.l5d.io/buoyantio/emojivoto-emoji-svc:v11
        ports: [{name: grpc, containerPort: 8080}, {name: prom, containerPort: 8801}]
    status:
      phase: Running
      podIP: 10.42.2.18
      podIPs: [{ip: 10.42.2.18}]
      hostIP: 192.168.10.13
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: voting
      namespace: emojivoto
      creationTimestamp: "2026-11-20T09:06:04Z"
      labels: {app: voting-svc, version: v11}
    spec:
      replicas: 2
      selector: {matchLabels: {app: voting-svc, version: v11}}
      template:
        metadata: {labels: {app: voting-svc, version: v11}}
        spec:
          serviceAccountName: voting
          containers:
          - name: voting-svc
            image: docker.l5d.io/buoyantio/emojivoto-voting-svc:v11
            ports: [{name: grpc, containerPort: 8080}, {name: prom, containerPort: 8801}]
    ---
    apiVersion: apps/v1
    kind: ReplicaSet
    metadata:
      name: voting-mj5dwg7rf
      namespace: emojivoto
      creationTimestamp: "2026-11-20T09:06:11Z"
      labels: {app: voting-svc, version: v11}
      ownerReferences: [{apiVersion: apps/v1, kind: Deployment, name: voting, controller: true}]
    spec:
      replicas: 2
      selector: {matchLabels: {app: voting-svc, version: v11}}
      template: {metadata: {labels: {app: voting-svc, version: v11}}}
    ---
    apiVersion: v1
    kind: Pod
    metadata:
      name: voting-mj5dwg7rf-hnqsv
      namespace: emojivoto
      creationTimestamp: "2026-11-20T09:06:18Z"
      labels:
        app: voting-svc
        version: v11
        linkerd.io/control-plane-ns: linkerd
        linkerd.io/workload-ns: emojivoto
        linkerd.io/proxy-deployment: voting
      annotations: {linkerd.io/inject: enabled, linkerd.io/proxy-version: edge-26.8.3}
      ownerReferences:
      - {apiVersion: apps/v1, kind: ReplicaSet, name: voting-mj5dwg7rf, controller: true}
    spec:
      serviceAccountName: voting
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
      - name: voting-svc
        image: docker.l5d.io/buoyantio/emojivoto-voting-svc:v11
        ports: [{name: grpc, containerPort: 8080}, {name: prom, containerPort: 8801}]
    status:
      phase: Running
      podIP: 10.42.0.19
      podIPs: [{ip: 10.42.0.19}]
      hostIP: 192.168.10.11
    ---
    apiVersion: v1
    kind: Pod
    metadata:
      name: voting-mj5dwg7rf-tq6bw
      namespace: emojivoto
      creationTimestamp: "2026-11-20T09:06:25Z"
      labels:
        app: voting-svc
        version: v11
        linkerd.io/control-plane-ns: linkerd
        linkerd.io/workload-ns: emojivoto
        linkerd.io/proxy-deployment: voting
      annotations: {linkerd.io/inject: enabled, linkerd.io/proxy-version: edge-26.8.3}
      ownerReferences:
      - {apiVersion: apps/v1, kind: ReplicaSet, name: voting-mj5dwg7rf, controller: true}
    spec:
      serviceAccountName: voting
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
      - name: voting-svc
        image: docker.l5d.io/buoyantio/emojivoto-voting-svc:v11
        ports: [{name: grpc, containerPort: 8080}, {name: prom, containerPort: 8801}]
    status:
      phase: Running
      podIP: 10.42.1.20
      podIPs: [{ip: 10.42.1.20}]
      hostIP: 192.168.10.12
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: web
      namespace: emojivoto
      creationTimestamp: "2026-11-20T09:06:32Z"
      labels: {app: web-svc, version: v11}
    spec:
      replicas: 2
      selector: {matchLabels: {app: web-svc, version: v11}}
      template:
        metadata: {labels: {app: web-svc, version: v11}}
        spec:
          serviceAccountName: web
          containers:
          - name: web-svc
            image: docker.l5d.io/buoyantio/emojivoto-web:v11
            ports: [{name: http, containerPort: 8080}]
    ---
    apiVersion: apps/v1
    kind: ReplicaSet
    metadata:
      name: web-8bbqnbzsc
      namespace: emojivoto
      creationTimestamp: "2026-11-20T09:06:39Z"
      labels: {app: web-svc, version: v11}
      ownerReferences: [{apiVersion: apps/v1, kind: Deployment, name: web, controller: true}]
    spec:
      replicas: 2
      selector: {matchLabels: {app: web-svc, version: v11}}
      template: {metadata: {labels: {app: web-svc, version: v11}}}
    ---
    apiVersion: v1
    kind: Pod
    metadata:
      name: web-8bbqnbzsc-r2w84
      namespace: emojivoto
      creationTimestamp: "2026-11-20T09:06:46Z"
      labels:
        app: web-svc
        version: v11
        linkerd.io/control-plane-ns: linkerd
        linkerd.io/workload-ns: emojivoto
        linkerd.io/proxy-deployment: web
      annotations: {linkerd.io/inject: enabled, linkerd.io/proxy-version: edge-26.8.3}
      ownerReferences:
      - {apiVersion: apps/v1, kind: ReplicaSet, name: web-8bbqnbzsc, controller: true}
    spec:
      serviceAccountName: web
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
      - name: web-svc
        image: docker.l5d.io/buoyantio/emojivoto-web:v11
        ports: [{name: http, containerPort: 8080}]
    status:
      phase: Running
      podIP: 10.42.2.21
      podIPs: [{ip: 10.42.2.21}]
      hostIP: 192.168.10.13
    ---
    apiVersion: v1
    kind: Pod
    metadata:
      name: web-8bbqnbzsc-wmz8h
      namespace: emojivoto
      creationTimestamp: "2026-11-20T09:06:53Z"
      labels:
        app: web-svc
        version: v11
        linkerd.io/control-plane-ns: linkerd
        linkerd.io/workload-ns: emojivoto
        linkerd.io/proxy-deployment: web
      annotations: {linkerd.io/inject: enabled, linkerd.io/proxy-version: edge-26.8.3}
      ownerReferences:
      - {apiVersion: apps/v1, kind: ReplicaSet, name: web-8bbqnbzsc, controller: true}
    spec:
      serviceAccountName: web
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
      - name: web-svc
        image: docker.l5d.io/buoyantio/emojivoto-web:v11
        ports: [{name: http, containerPort: 8080}]
    status:
      phase: Running
      podIP: 10.42.0.22
      podIPs: [{ip: 10.42.0.22}]
      hostIP: 192.168.10.11
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: vote-bot
      namespace: emojivoto
      creationTimestamp: "2026-11-20T09:07:00Z"
      labels: {app: vote-bot, version: v11}
    spec:
      replicas: 1
      selector: {matchLabels: {app: vote-bot, version: v11}}
      template:
        metadata: {labels: {app: vote-bot, version: v11}}
        spec: {containers: [{name: vote-bot, image: docker.l5d.io/buoyantio/emojivoto-web:v11}]}
    ---
    apiVersion: apps/v1
    kind: ReplicaSet
    metadata:
      name: vote-bot-xstmf89mg
      namespace: emojivoto
      creationTimestamp: "2026-11-20T09:07:07Z"
      labels: {app: vote-bot, version: v11}
      ownerReferences:
      - {apiVersion: apps/v1, kind: Deployment, name: vote-bot, controller: true}
    spec:
      replicas: 1
      selector: {matchLabels: {app: vote-bot, version: v11}}
      template: {metadata: {labels: {app: vote-bot, version: v11}}}
    ---
    apiVersion: v1
    kind: Pod
    metadata:
      name: vote-bot-xstmf89mg-mkjkh
      namespace: emojivoto
      creationTimestamp: "2026-11-20T09:07:14Z"
      labels:
        app: vote-bot
        version: v11
        linkerd.io/control-plane-ns: linkerd
        linkerd.io/workload-ns: emojivoto
        linkerd.io/proxy-deployment: vote-bot
      annotations: {linkerd.io/inject: enabled, linkerd.io/proxy-version: edge-26.8.3}
      ownerReferences:
      - {apiVersion: apps/v1, kind: ReplicaSet, name: vote-bot-xstmf89mg, controller: true}
    spec:
      serviceAccountName: default
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
      containers: [{name: vote-bot, image: docker.l5d.io/buoyantio/emojivoto-web:v11}]
    status:
      phase: Running
      podIP: 10.42.1.23
      podIPs: [{ip: 10.42.1.23}]
      hostIP: 192.168.10.12
    """#
}
