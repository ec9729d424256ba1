import Foundation

/// Sample clusters in files, made when they are asked for and removed with this object.
final class SampleFiles {
  private let directory: String
  private var known: [Int: File] = [:]

  /// A cluster in a file.
  struct File {
    let path: String
    let size: Int
  }

  /// A place for files.
  init() throws {
    directory = NSTemporaryDirectory() + "/gatehouse-benchmarks-\(getpid())"
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: directory) }

  /// The file of a cluster with so many pods.
  func file(pods: Int) throws -> File {
    if let file = known[pods] { return file }
    let path = "\(directory)/\(pods)-pods.json"
    let file = File(path: path, size: try SampleCluster(pods: pods).write(to: path))
    known[pods] = file
    return file
  }
}
