import Foundation
import KubernetesSnapshot

/// A large cluster that is made up, always the same for the same size.
///
/// A namespace holds ten workloads of ten pods, each with an account, a Service and a Server of its
/// own, and twenty authorizations. So 10,000 pods come with 1,000 accounts, 1,000 Servers and 2,000
/// authorizations.
struct SampleCluster {
  /// How many pods it has: a multiple of a hundred.
  let pods: Int

  static let workloadsOfNamespace = 10
  static let podsOfWorkload = 10

  var namespaces: Range<Int> { 0..<pods / Self.workloadsOfNamespace / Self.podsOfWorkload }

  /// Where an object stands in a List, which decides how far it is indented.
  static let level = 2

  /// Makes the objects one after another, each as kubectl prints it in a List.
  func forEachObject(_ body: (String) throws -> Void) rethrows {
    for index in namespaces {
      let namespace = SampleNamespace(index: index, of: namespaces.count)
      for object in namespace.objects { try body(object.text(level: Self.level)) }
      for workload in namespace.workloads {
        for object in workload.objects { try body(object.text(level: Self.level)) }
        try workload.forEachPod(body)
      }
    }
  }

  /// Writes what `kubectl get … -A -o json` would print.
  ///
  /// - Parameter path: The file, which is made or replaced.
  /// - Returns: The file's size in bytes.
  /// - Throws: What the file system says.
  func write(to path: String) throws -> Int {
    guard FileManager.default.createFile(atPath: path, contents: nil),
      let file = FileHandle(forWritingAtPath: path)
    else { throw BenchmarkError("cannot write \(path)") }
    let indent = String(repeating: " ", count: 4 * Self.level)
    var buffer = Array("{\n    \"apiVersion\": \"v1\",\n    \"items\": [\n".utf8)
    var isFirst = true
    var size = 0
    func flush() throws {
      size += buffer.count
      try file.write(contentsOf: buffer)
      buffer.removeAll(keepingCapacity: true)
    }
    try forEachObject { object in
      if !isFirst { buffer += ",\n".utf8 }
      isFirst = false
      buffer += indent.utf8
      buffer += object.utf8
      if buffer.count > 1 << 20 { try flush() }
    }
    buffer += "\n    ],\n    \"kind\": \"List\",\n".utf8
    buffer += "    \"metadata\": {\n        \"resourceVersion\": \"\"\n    }\n}\n".utf8
    try flush()
    try file.close()
    return size
  }

  /// The cluster as a snapshot.
  func snapshot() throws -> Snapshot {
    let decoder = ResourceDecoder()
    var snapshot = Snapshot()
    try forEachObject { object in
      guard case .resource(let resource) = decoder.decode(Data(object.utf8)) else {
        throw BenchmarkError("an object of the sample cluster is not understood: \(object)")
      }
      if case .unreadable(let object) = resource { throw BenchmarkError("\(object.problem)") }
      snapshot.merge(resource)
    }
    return snapshot
  }
}
