import KubernetesSnapshot

/// Puts the answer to a list request together, as it comes; decoding happens elsewhere meanwhile.
struct ListReader {
  /// What is wrong with objects of the page, apart from those that it holds as unreadable.
  private(set) var problems: [SourceProblem] = []
  private let source: String
  private var scanner = JSONItemScanner()
  private var parts: [DecodedBatch?] = []
  private var failure: JSONItemScanner.Failure?
  private var hasEnded = false

  /// A reader of a list.
  ///
  /// - Parameter source: The name that problems say.
  init(source: String) { self.source = source }

  /// Takes the next bytes.
  ///
  /// - Returns: What is to be decoded, under its number.
  mutating func take(_ bytes: [UInt8]) -> (number: Int, batch: ItemBatch)? {
    guard failure == nil else { return nil }
    do throws(JSONItemScanner.Failure) { try scanner.scan(bytes) } catch { failure = error }
    return scanner.hasBatch ? nextBatch() : nil
  }

  /// Takes note of the answer's end.
  ///
  /// - Returns: What is to be decoded last.
  mutating func end() -> (number: Int, batch: ItemBatch)? {
    hasEnded = true
    if failure == nil {
      do throws(JSONItemScanner.Failure) { try scanner.finish() } catch { failure = error }
    }
    return nextBatch()
  }

  private mutating func nextBatch() -> (number: Int, batch: ItemBatch)? {
    let batch = scanner.takeBatch(of: source)
    guard !batch.items.isEmpty else { return nil }
    parts.append(nil)
    return (parts.count - 1, batch)
  }

  /// Takes a part that has been decoded.
  mutating func decoded(_ batch: DecodedBatch, number: Int) {
    parts[number] = batch
    problems += batch.problems
  }

  /// The whole answer, once it has ended and all of it is decoded.
  var result: Result<ListPage, KubectlFailure>? {
    guard hasEnded, !parts.contains(where: { $0 == nil }) else { return nil }
    if let failure {
      let place = "line \(failure.position.line) of the answer: \(failure.message)"
      return .failure(KubectlFailure(.other, lastLine: place))
    }
    var page = ListPage()
    for part in parts { page.resources += part?.resources ?? [] }
    if let list = scanner.lists.last {
      page.resourceVersion = list.resourceVersion
      page.continuation = list.continuation
      page.remaining = list.remaining
    }
    return .success(page)
  }
}
