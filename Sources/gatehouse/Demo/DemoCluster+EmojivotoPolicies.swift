extension DemoCluster {
  /// emojivoto on its way to least privilege: a hidden Server, a missing authentication.
  static let emojivotoPolicies = #"""
    apiVersion: policy.linkerd.io/v1beta3
    kind: Server
    metadata:
      name: emoji-grpc
      namespace: emojivoto
      creationTimestamp: "2026-11-20T09:07:21Z"
      labels: {emojivoto/api: internal-grpc}
    spec:
      podSelector: {matchLabels: {app: emoji-svc}}
      port: grpc
      proxyProtocol: gRPC
      accessPolicy: deny
    ---
    apiVersion: policy.linkerd.io/v1beta3
    kind: Server
    metadata:
      name: voting-grpc
      namespace: emojivoto
      creationTimestamp: "2026-11-20T09:07:28Z"
      labels: {emojivoto/api: internal-grpc}
    spec:
      podSelector: {matchLabels: {app: voting-svc}}
      port: grpc
      proxyProtocol: gRPC
      accessPolicy: deny
    ---
    apiVersion: policy.linkerd.io/v1beta1
    kind: ServerAuthorization
    metadata:
      name: internal-grpc
      namespace: emojivoto
      creationTimestamp: "2026-11-20T09:07:35Z"
    spec:
      server: {selector: {matchLabels: {emojivoto/api: internal-grpc}}}
      client: {meshTLS: {serviceAccounts: [{name: web}]}}
    ---
    # web has no port called prom: that branch of the selector matches nothing.
    apiVersion: policy.linkerd.io/v1beta3
    kind: Server
    metadata: {name: prom, namespace: emojivoto, creationTimestamp: "2026-11-20T09:07:42Z"}
    spec:
      podSelector:
        matchExpressions: [{key: app, operator: In, values: [emoji-svc, web-svc, voting-svc]}]
      port: prom
      proxyProtocol: HTTP/1
      accessPolicy: deny
    ---
    apiVersion: policy.linkerd.io/v1alpha1
    kind: AuthorizationPolicy
    metadata:
      name: prom-prometheus
      namespace: emojivoto
      creationTimestamp: "2026-11-20T09:07:49Z"
    spec:
      targetRef: {group: policy.linkerd.io, kind: Server, name: prom}
      requiredAuthenticationRefs:
      - {group: policy.linkerd.io, kind: MeshTLSAuthentication, name: viz-prometheus}
    ---
    apiVersion: policy.linkerd.io/v1alpha1
    kind: MeshTLSAuthentication
    metadata:
      name: viz-prometheus
      namespace: emojivoto
      creationTimestamp: "2026-11-20T09:07:56Z"
    spec: {identityRefs: [{kind: ServiceAccount, name: prometheus, namespace: linkerd-viz}]}
    ---
    # Younger than voting-grpc, which owns the same port: this one decides nothing.
    apiVersion: policy.linkerd.io/v1beta3
    kind: Server
    metadata:
      name: voting-open
      namespace: emojivoto
      creationTimestamp: "2026-11-21T16:40:00Z"
    spec:
      podSelector: {matchLabels: {app: voting-svc}}
      port: 8080
      proxyProtocol: gRPC
      accessPolicy: all-unauthenticated
    ---
    # There is no NetworkAuthentication office-network: this policy is ignored.
    apiVersion: policy.linkerd.io/v1alpha1
    kind: AuthorizationPolicy
    metadata:
      name: voting-office
      namespace: emojivoto
      creationTimestamp: "2026-11-20T09:08:03Z"
    spec:
      targetRef: {group: policy.linkerd.io, kind: Server, name: voting-grpc}
      requiredAuthenticationRefs:
      - {group: policy.linkerd.io, kind: NetworkAuthentication, name: office-network}
    """#
}
