extension DemoCluster {
  /// Linkerd's control plane.
  static let controlPlane = #"""
    apiVersion: v1
    kind: Namespace
    metadata:
      name: linkerd
      creationTimestamp: "2026-11-20T09:00:07Z"
      labels:
        kubernetes.io/metadata.name: linkerd
        linkerd.io/is-control-plane: "true"
        linkerd.io/control-plane-ns: linkerd
        config.linkerd.io/admission-webhooks: disabled
      annotations: {linkerd.io/inject: disabled}
    ---
    apiVersion: v1
    kind: ServiceAccount
    metadata:
      name: linkerd-destination
      namespace: linkerd
      creationTimestamp: "2026-11-20T09:00:14Z"
    ---
    apiVersion: v1
    kind: ServiceAccount
    metadata:
      name: linkerd-identity
      namespace: linkerd
      creationTimestamp: "2026-11-20T09:00:21Z"
    ---
    apiVersion: v1
    kind: ServiceAccount
    metadata:
      name: linkerd-proxy-injector
      namespace: linkerd
      creationTimestamp: "2026-11-20T09:00:28Z"
    ---
    apiVersion: v1
    kind: ServiceAccount
    metadata:
      name: linkerd-heartbeat
      namespace: linkerd
      creationTimestamp: "2026-11-20T09:00:35Z"
    ---
    apiVersion: v1
    kind: ConfigMap
    metadata:
      name: linkerd-config
      namespace: linkerd
      creationTimestamp: "2026-11-20T09:00:42Z"
      labels:
        linkerd.io/control-plane-component: controller
        linkerd.io/control-plane-ns: linkerd
    data:
      values: |
        cliVersion: linkerd/cli edge-26.8.3
        clusterDomain: cluster.local
        clusterNetworks: 10.0.0.0/8,100.64.0.0/10,172.16.0.0/12,192.168.0.0/16,fd00::/8
        identityTrustDomain: cluster.local
        linkerdVersion: edge-26.8.3
        policyController:
          probeNetworks:
          - 0.0.0.0/0
          - ::/0
        proxy:
          defaultInboundPolicy: all-unauthenticated
          nativeSidecar: true
          opaquePorts: 25,587,3306,4444,5432,6379,9300,11211
        proxyInit:
          ignoreInboundPorts: 4567,4568
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: linkerd-destination
      namespace: linkerd
      creationTimestamp: "2026-11-20T09:00:49Z"
      labels: {linkerd.io/control-plane-component: destination}
    spec:
      replicas: 1
      selector: {matchLabels: {linkerd.io/control-plane-component: destination}}
      template:
        metadata:
          labels: {linkerd.io/control-plane-component: destination}
          annotations: {config.linkerd.io/default-inbound-policy: all-unauthenticated}
        spec:
          serviceAccountName: linkerd-destination
          containers:
          - name: destination
            image: cr.l5d.io/linkerd/controller:edge-26.8.3
            ports:
            - {name: dest-grpc, containerPort: 8086}
            - {name: dest-admin, containerPort: 9996}
            readinessProbe: {httpGet: {path: /ready, port: 9996}}
            livenessProbe: {httpGet: {path: /ping, port: 9996}}
          - name: sp-validator
            image: cr.l5d.io/linkerd/controller:edge-26.8.3
            ports:
            - {name: sp-validator, containerPort: 8443}
            - {name: spval-admin, containerPort: 9997}
            readinessProbe: {httpGet: {path: /ready, port: 9997}}
            livenessProbe: {httpGet: {path: /ping, port: 9997}}
          - name: policy
            image: cr.l5d.io/linkerd/controller:edge-26.8.3
            args:
            - "--admin-addr=0.0.0.0:9990"
            - "--control-plane-namespace=linkerd"
            - "--grpc-addr=0.0.0.0:8090"
            - "--server-addr=0.0.0.0:9443"
            - "--cluster-networks=10.0.0.0/8,100.64.0.0/10,172.16.0.0/12,192.168.0.0/16,fd00::/8"
            - "--identity-domain=cluster.local"
            - "--cluster-domain=cluster.local"
            - "--default-policy=all-unauthenticated"
            - "--default-opaque-ports=25,587,3306,4444,5432,6379,9300,11211"
            - "--probe-networks=0.0.0.0/0,::/0"
            ports:
            - {name: policy-grpc, containerPort: 8090}
            - {name: policy-admin, containerPort: 9990}
            - {name: policy-https, containerPort: 9443}
            readinessProbe: {httpGet: {path: /ready, port: policy-admin}}
            livenessProbe: {httpGet: {path: /live, port: policy-admin}}
    ---
    apiVersion: apps/v1
    kind: ReplicaSet
    metadata:
      name: linkerd-destination-gmb4rmrf6
      namespace: linkerd
      creationTimestamp: "2026-11-20T09:00:56Z"
      labels: {linkerd.io/control-plane-component: destination}
      ownerReferences:
      - {apiVersion: apps/v1, kind: Deployment, name: linkerd-destination, controller: true}
    spec:
      replicas: 1
      selector: {matchLabels: {linkerd.io/control-plane-component: destination}}
      template: {metadata: {labels: {linkerd.io/control-plane-component: destination}}}
    ---
    apiVersion: v1
    kind: Pod
    metadata:
      name: linkerd-destination-gmb4rmrf6-8z589
      namespace: linkerd
      creationTimestamp: "2026-11-20T09:01:03Z"
      labels:
        linkerd.io/control-plane-component: destination
        linkerd.io/control-plane-ns: linkerd
        linkerd.io/workload-ns: linkerd
        linkerd.io/proxy-deployment: linkerd-destination
      annotations:
        config.linkerd.io/default-inbound-policy: all-unauthenticated
        linkerd.io/proxy-version: edge-26.8.3
      ownerReferences:
      - apiVersion: apps/v1
        kind: ReplicaSet
        name: linkerd-destination-gmb4rmrf6
        controller: true
    spec:
      serviceAccountName: linkerd-destination
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
      - name: destination
        image: cr.l5d.io/linkerd/controller:edge-26.8.3
        ports: [{name: dest-grpc, containerPort: 8086}, {name: dest-admin, containerPort: 9996}]
        readinessProbe: {httpGet: {path: /ready, port: 9996}}
        livenessProbe: {httpGet: {path: /ping, port: 9996}}
      - name: sp-validator
        image: cr.l5d.io/linkerd/controller:edge-26.8.3
        ports:
        - {name: sp-validator, containerPort: 8443}
        - {name: spval-admin, containerPort: 9997}
        readinessProbe: {httpGet: {path: /ready, port: 9997}}
        livenessProbe: {httpGet: {path: /ping, port: 9997}}
      - name: policy
        image: cr.l5d.io/linkerd/controller:edge-26.8.3
        args:
        - "--admin-addr=0.0.0.0:9990"
        - "--control-plane-namespace=linkerd"
        - "--grpc-addr=0.0.0.0:8090"
        - "--server-addr=0.0.0.0:9443"
        - "--cluster-networks=10.0.0.0/8,100.64.0.0/10,172.16.0.0/12,192.168.0.0/16,fd00::/8"
        - "--identity-domain=cluster.local"
        - "--cluster-domain=cluster.local"
        - "--default-policy=all-unauthenticated"
        - "--default-opaque-ports=25,587,3306,4444,5432,6379,9300,11211"
        - "--probe-networks=0.0.0.0/0,::/0"
        ports:
        - {name: policy-grpc, containerPort: 8090}
        - {name: policy-admin, containerPort: 9990}
        - {name: policy-https, containerPort: 9443}
        readinessProbe: {httpGet: {path: /ready, port: policy-admin}}
        livenessProbe: {httpGet: {path: /live, port: policy-admin}}
    status:
      phase: Running
      podIP: 10.42.1.11
      podIPs: [{ip: 10.42.1.11}]
      hostIP: 192.168.10.12
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: linkerd-identity
      namespace: linkerd
      creationTimestamp: "2026-11-20T09:01:10Z"
      labels: {linkerd.io/control-plane-component: identity}
    spec:
      replicas: 1
      selector: {matchLabels: {linkerd.io/control-plane-component: identity}}
      template:
        metadata:
          labels: {linkerd.io/control-plane-component: identity}
          annotations: {config.linkerd.io/default-inbound-policy: all-unauthenticated}
        spec:
          serviceAccountName: linkerd-identity
          containers:
          - name: identity
            image: cr.l5d.io/linkerd/controller:edge-26.8.3
            ports:
            - {name: ident-grpc, containerPort: 8080}
            - {name: ident-admin, containerPort: 9990}
            readinessProbe: {httpGet: {path: /ready, port: 9990}}
            livenessProbe: {httpGet: {path: /ping, port: 9990}}
    ---
    apiVersion: apps/v1
    kind: ReplicaSet
    metadata:
      name: linkerd-identity-ps4mh8mjk
      namespace: linkerd
      creationTimestamp: "2026-11-20T09:01:17Z"
      labels: {linkerd.io/control-plane-component: identity}
      ownerReferences:
      - {apiVersion: apps/v1, kind: Deployment, name: linkerd-identity, controller: true}
    spec:
      replicas: 1
      selector: {matchLabels: {linkerd.io/control-plane-component: identity}}
      template: {metadata: {labels: {linkerd.io/control-plane-component: identity}}}
    ---
    apiVersion: v1
    kind: Pod
    metadata:
      name: linkerd-identity-ps4mh8mjk-qptqk
      namespace: linkerd
      creationTimestamp: "2026-11-20T09:01:24Z"
      labels:
        linkerd.io/control-plane-component: identity
        linkerd.io/control-plane-ns: linkerd
        linkerd.io/workload-ns: linkerd
        linkerd.io/proxy-deployment: linkerd-identity
      annotations:
        config.linkerd.io/default-inbound-policy: all-unauthenticated
        linkerd.io/proxy-version: edge-26.8.3
      ownerReferences:
      - apiVersion: apps/v1
        kind: ReplicaSet
        name: linkerd-identity-ps4mh8mjk
        controller: true
    spec:
      serviceAccountName: linkerd-identity
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
      - name: identity
        image: cr.l5d.io/linkerd/controller:edge-26.8.3
        ports:
        - {name: ident-grpc, containerPort: 8080}
        - {name: ident-admin, containerPort: 9990}
        readinessProbe: {httpGet: {path: /ready, port: 9990}}
        livenessProbe: {httpGet: {path: /ping, port: 9990}}
    status:
      phase: Running
      podIP: 10.42.2.12
      podIPs: [{ip: 10.42.2.12}]
      hostIP: 192.168.10.13
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: linkerd-proxy-injector
      namespace: linkerd
      creationTimestamp: "2026-11-20T09:01:31Z"
      labels: {linkerd.io/control-plane-component: proxy-injector}
    spec:
      replicas: 1
      selector: {matchLabels: {linkerd.io/control-plane-component: proxy-injector}}
      template:
        metadata:
          labels: {linkerd.io/control-plane-component: proxy-injector}
          annotations:
            config.linkerd.io/default-inbound-policy: all-unauthenticated
            config.linkerd.io/opaque-ports: "8443"
        spec:
          serviceAccountName: linkerd-proxy-injector
          containers:
          - name: proxy-injector
            image: cr.l5d.io/linkerd/controller:edge-26.8.3
            ports:
            - {name: proxy-injector, containerPort: 8443}
            - {name: injector-admin, containerPort: 9995}
            readinessProbe: {httpGet: {path: /ready, port: 9995}}
            livenessProbe: {httpGet: {path: /ping, port: 9995}}
    ---
    apiVersion: apps/v1
    kind: ReplicaSet
    metadata:
      name: linkerd-proxy-injector-sfgm8mfjb
      namespace: linkerd
      creationTimestamp: "2026-11-20T09:01:38Z"
      labels: {linkerd.io/control-plane-component: proxy-injector}
      ownerReferences:
      - {apiVersion: apps/v1, kind: Deployment, name: linkerd-proxy-injector, controller: true}
    spec:
      replicas: 1
      selector: {matchLabels: {linkerd.io/control-plane-component: proxy-injector}}
      template: {metadata: {labels: {linkerd.io/control-plane-component: proxy-injector}}}
    ---
    apiVersion: v1
    kind: Pod
    metadata:
      name: linkerd-proxy-injector-sfgm8mfjb-bfhnz
      namespace: linkerd
      creationTimestamp: "2026-11-20T09:01:45Z"
      labels:
        linkerd.io/control-plane-component: proxy-injector
        linkerd.io/control-plane-ns: linkerd
        linkerd.io/workload-ns: linkerd
        linkerd.io/proxy-deployment: linkerd-proxy-injector
      annotations:
        config.linkerd.io/default-inbound-policy: all-unauthenticated
        config.linkerd.io/opaque-ports: "8443"
        linkerd.io/proxy-version: edge-26.8.3
      ownerReferences:
      - apiVersion: apps/v1
        kind: ReplicaSet
        name: linkerd-proxy-injector-sfgm8mfjb
        controller: true
    spec:
      serviceAccountName: linkerd-proxy-injector
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
      - name: proxy-injector
        image: cr.l5d.io/linkerd/controller:edge-26.8.3
        ports:
        - {name: proxy-injector, containerPort: 8443}
        - {name: injector-admin, containerPort: 9995}
        readinessProbe: {httpGet: {path: /ready, port: 9995}}
        livenessProbe: {httpGet: {path: /ping, port: 9995}}
    status:
      phase: Running
      podIP: 10.42.0.13
      podIPs: [{ip: 10.42.0.13}]
      hostIP: 192.168.10.11
    """#
}
