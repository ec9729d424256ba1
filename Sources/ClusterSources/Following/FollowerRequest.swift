import KubernetesSnapshot

/// A request under way, and what has come of its answer.
struct FollowerRequest {
  /// Who asked.
  let source: ClusterFollowing.Source
  /// Whether it is a watch.
  let isWatch: Bool
  /// Whether it is the begin of a list.
  let isFirstPage: Bool
  /// What it can be cancelled with.
  var transfer: HTTPTransfer?
  /// The begin of the answer.
  var head: HTTPHead?
  /// The body, where it is not read as it comes: groups, refusals.
  private(set) var body: [UInt8] = []

  private let start = ContinuousClock.now
  private var list: ListReader
  private var watch = WatchReader()

  /// A refusal says what it has to say in fewer bytes than this.
  private static let longestRefusal = 1 << 16

  init(_ source: ClusterFollowing.Source, path: String, isWatch: Bool) {
    self.source = source
    self.isWatch = isWatch
    isFirstPage = !path.contains("&continue=")
    list = ListReader(source: Self.name(of: source))
  }

  private static func name(of source: ClusterFollowing.Source) -> String {
    switch source {
    case .kind(let kind): "\(KubectlSnapshot.sourceName) (\(kind.plural))"
    case .configuration: "\(KubectlSnapshot.sourceName) (configmaps)"
    case .groups, .proxy: KubectlSnapshot.sourceName
    }
  }

  /// How long it has been under way.
  var age: Duration { start.duration(to: .now) }

  /// What a part of the body means.
  enum Outcome {
    case nothing
    case decode(number: Int, ItemBatch)
    case events([WatchEvent], isGarbled: Bool)
  }

  /// Takes the next bytes of the body.
  mutating func take(_ bytes: [UInt8]) -> Outcome {
    guard head?.status == 200, source != .groups else {
      if head?.status == 200 || body.count < Self.longestRefusal { body += bytes }
      return .nothing
    }
    if isWatch {
      let (events, isGarbled) = watch.take(bytes)
      return .events(events, isGarbled: isGarbled)
    }
    return list.take(bytes).map { .decode(number: $0.number, $0.batch) } ?? .nothing
  }

  /// Takes note of the end of a list.
  mutating func end() -> (number: Int, batch: ItemBatch)? { list.end() }

  /// Takes a part of a list that has been decoded.
  mutating func decoded(_ batch: DecodedBatch, number: Int) {
    list.decoded(batch, number: number)
  }

  /// The page, once all of it is there.
  var page: Result<ListPage, KubectlFailure>? { isWatch ? nil : list.result }

  /// What is wrong with the page's objects, apart from those that cannot be read at all.
  var problems: [SourceProblem] { list.problems }
}
