/// An object of the API server: anything with metadata.
public protocol KubernetesObject: Hashable, Sendable {
  /// Name, namespace, labels, annotations.
  var meta: ObjectMeta { get set }
}

extension AuthorizationPolicy: KubernetesObject {}
extension ConfigMap: KubernetesObject {}
extension EgressNetwork: KubernetesObject {}
extension ExternalWorkload: KubernetesObject {}
extension GRPCRoute: KubernetesObject {}
extension HTTPLocalRateLimitPolicy: KubernetesObject {}
extension HTTPRoute: KubernetesObject {}
extension MeshTLSAuthentication: KubernetesObject {}
extension Namespace: KubernetesObject {}
extension NetworkAuthentication: KubernetesObject {}
extension Pod: KubernetesObject {}
extension Server: KubernetesObject {}
extension ServerAuthorization: KubernetesObject {}
extension Service: KubernetesObject {}
extension ServiceAccount: KubernetesObject {}
extension Workload: KubernetesObject {}
extension UnreadableResource: KubernetesObject {}
