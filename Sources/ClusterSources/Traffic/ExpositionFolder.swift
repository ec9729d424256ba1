import Foundation
package import Traffic

/// A folder of proxies' metrics: `NAMESPACE/POD.prom` as `/metrics` answers, and `NAMESPACE/POD.log`
/// with the proxy's log where there is one.
package struct ExpositionFolder: Sendable {
  private let path: String
  private static let chunkSize = 1 << 20
  private static let keptProblems = 20

  /// A folder by its path.
  package init(_ path: String) { self.path = path }

  /// Reads folders that were filled at several moments, in any order.
  ///
  /// - Parameter paths: The folders.
  /// - Returns: What the proxies had counted at each moment, as one look.
  /// - Throws: `TrafficFailure` when there is nothing to read.
  package static func look(_ paths: [String]) throws(TrafficFailure) -> TrafficSample {
    var sample = TrafficSample(
      source: TrafficSource(kind: .files, name: paths.joined(separator: ", ")), time: 0)
    var scrapes: [ProxyReference: [(time: Double, scrape: ProxyScrape)]] = [:]
    for path in paths {
      try ExpositionFolder(path).read(into: &sample, &scrapes)
    }
    for (proxy, looks) in scrapes {
      var history = ProxyHistory()
      for look in looks.sorted(by: { $0.time < $1.time }) {
        history.add(look.scrape, at: look.time)
      }
      sample.proxies[proxy] = history
    }
    sample.time = sample.proxies.values.compactMap { $0.moments.last?.time }.max() ?? 0
    return sample
  }

  private func read(
    into sample: inout TrafficSample,
    _ scrapes: inout [ProxyReference: [(time: Double, scrape: ProxyScrape)]]
  ) throws(TrafficFailure) {
    var status = stat()
    guard stat(path, &status) == 0 else {
      throw TrafficFailure(.absent, "\(path): \(InputFile.words(errno))")
    }
    var found = 0
    for namespace in Self.names(in: path) {
      for name in Self.names(in: "\(path)/\(namespace)") {
        let file = "\(path)/\(namespace)/\(name)"
        let stem = (name as NSString).deletingPathExtension
        let proxy = ProxyReference(namespace: namespace, pod: stem)
        do throws(InputFile.Failure) {
          switch (name as NSString).pathExtension {
          case "prom":
            found += 1
            let (scrape, modified) = try Self.scrape(file)
            guard !scrape.isForeign else {
              sample.problems.append("\(file): expected a proxy's metrics, found something else")
              continue
            }
            for problem in scrape.problems where sample.problems.count < Self.keptProblems {
              sample.problems.append("\(file):\(problem.line): \(problem.message)")
            }
            scrapes[proxy, default: []].append((scrape.time ?? modified, scrape))
          case "log":
            let clients = ProxyLog.clients(in: try Self.bytes(file))
            sample.clients[proxy, default: [:]].merge(clients) { max($0, $1) }
          default: continue
          }
        } catch {
          sample.problems.append("\(file): \(error.message)")
        }
      }
    }
    guard found > 0 else {
      throw TrafficFailure(
        .absent, "\(path): expected a folder with files named NAMESPACE/POD.prom, found none")
    }
  }

  private static func names(in folder: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
      .filter { !$0.hasPrefix(".") }.sorted()
  }

  /// Reads a file piece by piece.
  ///
  /// - Returns: The counters, and when the file was last written.
  private static func scrape(
    _ file: String
  ) throws(InputFile.Failure) -> (ProxyScrape, modified: Double) {
    var status = stat()
    stat(file, &status)
    let input = try InputFile(path: file)
    var parser = ExpositionParser()
    while true {
      let chunk = try input.read(chunkSize)
      if chunk.isEmpty { break }
      parser.parse(chunk)
    }
    return (parser.finish(), Double(status.st_mtim.tv_sec))
  }

  private static func bytes(_ file: String) throws(InputFile.Failure) -> [UInt8] {
    let input = try InputFile(path: file)
    var bytes: [UInt8] = []
    while true {
      let chunk = try input.read(chunkSize)
      if chunk.isEmpty { return bytes }
      bytes += chunk
    }
  }
}
