/// Something that makes pods: a Deployment, StatefulSet, DaemonSet, ReplicaSet, Job, CronJob or
/// ReplicationController.
public struct Workload: Hashable, Sendable {
  /// Which of the kinds it is.
  public var kind: ResourceKind
  /// Name, owners; its annotations do not reach the pods (`J-1`).
  public var meta: ObjectMeta
  /// What its pods are made from.
  public var template: PodTemplate
  /// How many pods are wanted, where the kind has such a number.
  public var replicas: Int?

  /// A pod template: metadata and spec.
  public struct PodTemplate: Hashable, Sendable, Codable {
    /// The labels and annotations that the pods get.
    public var metadata: ObjectMeta
    /// The spec that the pods get.
    public var spec: PodSpec

    /// A template from its parts.
    public init(metadata: ObjectMeta, spec: PodSpec) {
      self.metadata = metadata
      self.spec = spec
    }

    private enum CodingKeys: String, CodingKey { case metadata, spec }

    /// Reads `spec.template`.
    public init(from decoder: any Decoder) throws {
      let fields = try decoder.container(keyedBy: CodingKeys.self)
      metadata =
        try fields.decodeIfPresent(ObjectMeta.self, forKey: .metadata) ?? ObjectMeta(name: "")
      spec = try fields.decodeIfPresent(PodSpec.self, forKey: .spec) ?? PodSpec()
    }
  }

  /// A workload from its parts.
  public init(kind: ResourceKind, meta: ObjectMeta, template: PodTemplate, replicas: Int? = nil) {
    self.kind = kind
    self.meta = meta
    self.template = template
    self.replicas = replicas
  }

  /// The object's identity.
  public var id: ResourceID {
    ResourceID(kind: kind, namespace: meta.namespace, name: meta.name)
  }

  private enum CodingKeys: String, CodingKey { case metadata, spec }
  private enum SpecKeys: String, CodingKey { case template, jobTemplate, replicas }
  private enum JobKeys: String, CodingKey { case spec }

  /// Reads a workload object.
  ///
  /// - Parameters:
  ///   - kind: Which of the workload kinds the object is.
  ///   - decoder: The object.
  /// - Throws: `DecodingError` naming the field.
  init(kind: ResourceKind, from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    let spec = try fields.nestedContainer(keyedBy: SpecKeys.self, forKey: .spec)
    self.kind = kind
    meta = try fields.decode(ObjectMeta.self, forKey: .metadata)
    replicas = try spec.decodeIfPresent(Int.self, forKey: .replicas)
    if kind == .cronJob {
      template = try spec.nestedContainer(keyedBy: JobKeys.self, forKey: .jobTemplate)
        .nestedContainer(keyedBy: SpecKeys.self, forKey: .spec)
        .decode(PodTemplate.self, forKey: .template)
    } else {
      // A ReplicaSet or ReplicationController may be stored without a template.
      template =
        try spec.decodeIfPresent(PodTemplate.self, forKey: .template)
        ?? PodTemplate(metadata: ObjectMeta(name: ""), spec: PodSpec())
    }
  }
}

extension Workload: Encodable {
  /// Writes the object as the API has it.
  public func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    var spec = fields.nestedContainer(keyedBy: SpecKeys.self, forKey: .spec)
    try fields.encode(meta, forKey: .metadata)
    try spec.encodeIfPresent(replicas, forKey: .replicas)
    guard kind == .cronJob else { return try spec.encode(template, forKey: .template) }
    var job = spec.nestedContainer(keyedBy: JobKeys.self, forKey: .jobTemplate)
    var jobSpec = job.nestedContainer(keyedBy: SpecKeys.self, forKey: .spec)
    try jobSpec.encode(template, forKey: .template)
  }
}
