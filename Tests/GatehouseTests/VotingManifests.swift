/// Manifests of a small voting application, as somebody keeps them in a repository.
enum VotingManifests {
  /// Three workloads that ask for a proxy, and two accounts.
  static let workloads = """
    apiVersion: v1
    kind: Namespace
    metadata: {name: vote, annotations: {linkerd.io/inject: enabled}}
    ---
    apiVersion: v1
    kind: ServiceAccount
    metadata: {name: front, namespace: vote}
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: front, namespace: vote}
    spec:
      template:
        metadata: {labels: {app: front}}
        spec:
          serviceAccountName: front
          containers: [{name: front, ports: [{name: http, containerPort: 8080}]}]
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: tally, namespace: vote}
    spec:
      template:
        metadata: {labels: {app: tally}}
        spec:
          serviceAccountName: tally
          containers:
          - name: tally
            ports: [{name: grpc, containerPort: 8080}, {name: prom, containerPort: 9090}]
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: tally-svc, namespace: vote}
    spec:
      selector: {app: tally}
      ports: [{name: grpc, port: 80, targetPort: grpc}]

    """

  /// Only the front may call the tally; nobody was thought of who reads its metrics.
  static let policies = """
    apiVersion: policy.linkerd.io/v1beta3
    kind: Server
    metadata: {name: tally-grpc, namespace: vote}
    spec:
      podSelector: {matchLabels: {app: tally}}
      port: grpc
      proxyProtocol: gRPC
    ---
    apiVersion: policy.linkerd.io/v1alpha1
    kind: AuthorizationPolicy
    metadata: {name: tally-from-front, namespace: vote}
    spec:
      targetRef: {group: policy.linkerd.io, kind: Server, name: tally-grpc}
      requiredAuthenticationRefs: [{kind: ServiceAccount, name: front}]

    """

  /// The same without anything that asks for a proxy.
  static let unmeshed = workloads.replacing("enabled", with: "disabled")
}
