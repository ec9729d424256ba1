package import KubernetesSnapshot

/// What loading found, beside the objects.
package struct LoadReport: Sendable, Hashable {
  /// How many objects were kept, by kind; an object that occurs twice counts once.
  package var objects: [ResourceKind: Int] = [:]
  /// How many objects were passed over, by `apiVersion kind`.
  package var ignored: [String: Int] = [:]
  /// How many objects were read again and counted once.
  package var twins = 0
  /// What is wrong, sorted by place.
  package var problems: [SourceProblem] = []

  /// An empty report.
  package init() {}

  /// How many objects were kept.
  package var objectCount: Int { objects.values.reduce(0, +) }
}

/// How far loading is.
package struct LoadProgress: Sendable, Hashable {
  /// What is being read: a file's name, or a kind's plural.
  package var source: String
  /// Bytes read so far, of all inputs.
  package var bytesRead = 0
  /// Bytes to read in all, when that is known.
  package var bytesTotal: Int?
  /// Objects read so far.
  package var objects = 0
  /// Objects that are known to be on their way.
  package var objectsRemaining = 0
}

/// What a load ends with.
package struct LoadResult: Sendable {
  /// The objects.
  package var snapshot = Snapshot()
  /// What else was found.
  package var report = LoadReport()
}
