extension DemoCluster {
  /// The policies that linkerd-viz brings.
  static let vizPolicies = #"""
    apiVersion: policy.linkerd.io/v1beta3
    kind: Server
    metadata:
      name: metrics-api
      namespace: linkerd-viz
      creationTimestamp: "2026-11-20T09:03:51Z"
    spec:
      podSelector: {matchLabels: {component: metrics-api, linkerd.io/extension: viz}}
      port: http
      proxyProtocol: HTTP/1
      accessPolicy: deny
    ---
    apiVersion: policy.linkerd.io/v1alpha1
    kind: AuthorizationPolicy
    metadata:
      name: metrics-api
      namespace: linkerd-viz
      creationTimestamp: "2026-11-20T09:03:58Z"
    spec:
      targetRef: {group: policy.linkerd.io, kind: Server, name: metrics-api}
      requiredAuthenticationRefs:
      - {group: policy.linkerd.io, kind: MeshTLSAuthentication, name: metrics-api-web}
    ---
    apiVersion: policy.linkerd.io/v1alpha1
    kind: MeshTLSAuthentication
    metadata:
      name: metrics-api-web
      namespace: linkerd-viz
      creationTimestamp: "2026-11-20T09:04:05Z"
    spec: {identityRefs: [{kind: ServiceAccount, name: web}]}
    ---
    apiVersion: policy.linkerd.io/v1beta3
    kind: Server
    metadata:
      name: prometheus-admin
      namespace: linkerd-viz
      creationTimestamp: "2026-11-20T09:04:12Z"
    spec:
      podSelector: {matchLabels: {component: prometheus, linkerd.io/extension: viz}}
      port: admin
      proxyProtocol: HTTP/1
      accessPolicy: deny
    ---
    apiVersion: policy.linkerd.io/v1alpha1
    kind: AuthorizationPolicy
    metadata:
      name: prometheus-admin
      namespace: linkerd-viz
      creationTimestamp: "2026-11-20T09:04:19Z"
    spec:
      targetRef: {group: policy.linkerd.io, kind: Server, name: prometheus-admin}
      requiredAuthenticationRefs:
      - {kind: ServiceAccount, name: metrics-api, namespace: linkerd-viz}
    ---
    apiVersion: policy.linkerd.io/v1beta3
    kind: Server
    metadata: {name: tap-api, namespace: linkerd-viz, creationTimestamp: "2026-11-20T09:04:26Z"}
    spec:
      podSelector: {matchLabels: {component: tap, linkerd.io/extension: viz}}
      port: apiserver
      proxyProtocol: TLS
      accessPolicy: deny
    ---
    apiVersion: policy.linkerd.io/v1alpha1
    kind: AuthorizationPolicy
    metadata: {name: tap, namespace: linkerd-viz, creationTimestamp: "2026-11-20T09:04:33Z"}
    spec:
      targetRef: {group: policy.linkerd.io, kind: Server, name: tap-api}
      requiredAuthenticationRefs:
      - {group: policy.linkerd.io, kind: NetworkAuthentication, name: kube-api-server}
    ---
    apiVersion: policy.linkerd.io/v1alpha1
    kind: NetworkAuthentication
    metadata:
      name: kube-api-server
      namespace: linkerd-viz
      creationTimestamp: "2026-11-20T09:04:40Z"
    spec: {networks: [{cidr: 192.168.10.0/24}]}
    """#
}
