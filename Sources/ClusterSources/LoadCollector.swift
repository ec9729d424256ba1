import KubernetesSnapshot

/// Gathers what batches turn out to be into a snapshot and a report.
struct LoadCollector {
  /// What is there so far.
  var result = LoadResult()
  /// How far loading is.
  var progress = LoadProgress(source: "")
  private var unreadable: [(id: ResourceID, problem: SourceProblem)] = []
  private let pipeline = DecodingPipeline()

  /// Decodes a batch, on another core.
  mutating func submit(_ batch: ItemBatch) {
    guard !batch.items.isEmpty else { return }
    submit { DecodedBatch(batch) }
  }

  /// Does some decoding on another core.
  mutating func submit(_ work: @escaping @Sendable () -> DecodedBatch) {
    for batch in pipeline.submit(work) { add(batch) }
  }

  /// Waits for what is being decoded.
  mutating func drain() {
    for batch in pipeline.finish() { add(batch) }
  }

  /// Notes a problem.
  mutating func add(_ problem: SourceProblem) {
    result.report.problems.append(problem)
  }

  /// Adds decoded objects.
  mutating func add(_ batch: DecodedBatch) {
    for resource in batch.resources {
      if result.snapshot.merge(resource) {
        result.report.twins += 1
      } else {
        result.report.objects[resource.kind, default: 0] += 1
      }
    }
    progress.objects += batch.resources.count
    for (kind, count) in batch.ignored {
      result.report.ignored[kind, default: 0] += count
    }
    unreadable += batch.unreadable
    for problem in batch.problems { add(problem) }
  }

  /// Adds the cluster as it was at a recording's end.
  mutating func add(_ recording: Recording, name: String) {
    let end = recording.end
    let changes = end?.changes ?? []
    var isThere: Set<ResourceID> = []
    for change in changes {
      result.snapshot.apply(change)
      switch change {
      case .upsert(let resource): isThere.insert(resource.id)
      case .delete(let id): isThere.remove(id)
      case .readable: break
      }
    }
    for id in isThere { result.report.objects[id.kind, default: 0] += 1 }
    progress.objects += isThere.count
    for problem in recording.problems { add(problem) }
    if !changes.isEmpty, end?.isReady != true {
      let message = "the recording ends before the cluster was read; something of it is missing"
      add(SourceProblem(source: name, message: message, severity: .warning))
    }
  }

  /// The result, with its problems in order.
  mutating func finish() -> LoadResult {
    drain()
    for (id, problem) in unreadable {
      if case .unreadable = result.snapshot[id] { add(problem) }
    }
    unreadable = []
    result.report.problems.sort()
    return result
  }
}
