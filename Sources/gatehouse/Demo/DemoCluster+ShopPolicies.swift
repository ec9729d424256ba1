extension DemoCluster {
  /// The shop's policies: a rate limit, and routes that forget the probes.
  static let shopPolicies = #"""
    apiVersion: policy.linkerd.io/v1beta3
    kind: Server
    metadata: {name: api-http, namespace: shop, creationTimestamp: "2026-11-20T09:10:44Z"}
    spec:
      podSelector: {matchLabels: {app: api}}
      port: http
      proxyProtocol: HTTP/1
      accessPolicy: deny
    ---
    apiVersion: policy.linkerd.io/v1alpha1
    kind: AuthorizationPolicy
    metadata: {name: api-from-web, namespace: shop, creationTimestamp: "2026-11-20T09:10:51Z"}
    spec:
      targetRef: {group: policy.linkerd.io, kind: Server, name: api-http}
      requiredAuthenticationRefs:
      - {group: policy.linkerd.io, kind: MeshTLSAuthentication, name: storefront}
    ---
    apiVersion: policy.linkerd.io/v1alpha1
    kind: MeshTLSAuthentication
    metadata: {name: storefront, namespace: shop, creationTimestamp: "2026-11-20T09:10:58Z"}
    spec:
      identityRefs:
      - {kind: ServiceAccount, name: web, namespace: emojivoto}
      - {kind: ServiceAccount, name: gateway, namespace: ingress}
    ---
    apiVersion: policy.linkerd.io/v1alpha1
    kind: HTTPLocalRateLimitPolicy
    metadata: {name: api-limit, namespace: shop, creationTimestamp: "2026-11-20T09:11:05Z"}
    spec:
      targetRef: {group: policy.linkerd.io, kind: Server, name: api-http}
      total: {requestsPerSecond: 100}
      identity: {requestsPerSecond: 20}
    status:
      conditions:
      - type: Accepted
        status: "True"
        reason: Accepted
        message: ""
        lastTransitionTime: "2026-11-20T09:59:00Z"
      targetRef: {group: policy.linkerd.io, kind: Server, name: api-http}
    ---
    # Once a route is accepted, probes lose their exemption: GET /healthz is a 404.
    apiVersion: policy.linkerd.io/v1beta3
    kind: Server
    metadata: {name: orders-http, namespace: shop, creationTimestamp: "2026-11-20T09:11:12Z"}
    spec:
      podSelector: {matchLabels: {app: orders}}
      port: http
      proxyProtocol: HTTP/1
      accessPolicy: deny
    ---
    apiVersion: policy.linkerd.io/v1beta3
    kind: HTTPRoute
    metadata: {name: orders-read, namespace: shop, creationTimestamp: "2026-11-20T09:11:19Z"}
    spec:
      parentRefs: [{group: policy.linkerd.io, kind: Server, name: orders-http}]
      rules: [{matches: [{method: GET, path: {type: PathPrefix, value: /orders}}]}]
    status:
      parents:
      - controllerName: linkerd.io/policy-controller
        parentRef: {group: policy.linkerd.io, kind: Server, name: orders-http, namespace: shop}
        conditions:
        - type: Accepted
          status: "True"
          reason: Accepted
          message: ""
          lastTransitionTime: "2026-11-20T09:59:00Z"
    ---
    apiVersion: policy.linkerd.io/v1beta3
    kind: HTTPRoute
    metadata: {name: orders-write, namespace: shop, creationTimestamp: "2026-11-20T09:11:26Z"}
    spec:
      parentRefs: [{group: policy.linkerd.io, kind: Server, name: orders-http}]
      rules: [{matches: [{method: POST, path: {type: PathPrefix, value: /orders}}]}]
    status:
      parents:
      - controllerName: linkerd.io/policy-controller
        parentRef: {group: policy.linkerd.io, kind: Server, name: orders-http, namespace: shop}
        conditions:
        - type: Accepted
          status: "True"
          reason: Accepted
          message: ""
          lastTransitionTime: "2026-11-20T09:59:00Z"
    ---
    apiVersion: policy.linkerd.io/v1alpha1
    kind: AuthorizationPolicy
    metadata: {name: orders-readers, namespace: shop, creationTimestamp: "2026-11-20T09:11:33Z"}
    spec:
      targetRef: {group: policy.linkerd.io, kind: HTTPRoute, name: orders-read}
      requiredAuthenticationRefs:
      - {group: policy.linkerd.io, kind: MeshTLSAuthentication, name: shop-and-web}
    ---
    apiVersion: policy.linkerd.io/v1alpha1
    kind: MeshTLSAuthentication
    metadata: {name: shop-and-web, namespace: shop, creationTimestamp: "2026-11-20T09:11:40Z"}
    spec:
      identities:
      - "*.shop.serviceaccount.identity.linkerd.cluster.local"
      - web.emojivoto.serviceaccount.identity.linkerd.cluster.local
    ---
    apiVersion: policy.linkerd.io/v1alpha1
    kind: AuthorizationPolicy
    metadata: {name: orders-writers, namespace: shop, creationTimestamp: "2026-11-20T09:11:47Z"}
    spec:
      targetRef: {group: policy.linkerd.io, kind: HTTPRoute, name: orders-write}
      requiredAuthenticationRefs: [{kind: ServiceAccount, name: api}]
    """#
}
