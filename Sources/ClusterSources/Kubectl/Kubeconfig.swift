import Foundation

/// The files from which kubectl takes its configuration, by kubectl's own rule.
struct Kubeconfig: Sendable {
  private let paths: [String]

  /// What tells one state of the files from another.
  struct Signature: Sendable, Hashable {
    fileprivate var files: [[Int64]] = []
  }

  /// The files that count for some options.
  init(_ options: KubectlOptions) {
    let environment = ProcessInfo.processInfo.environment
    if let path = options.kubeconfig {
      paths = [path]
    } else if let list = environment["KUBECONFIG"], !list.isEmpty {
      paths = list.split(separator: ":").map(String.init)
    } else {
      paths = [(environment["HOME"] ?? "") + "/.kube/config"]
    }
  }

  /// The context that counts when none is named: the first file that names one decides.
  var currentContext: String? {
    struct Config: Decodable {
      enum CodingKeys: String, CodingKey { case currentContext = "current-context" }
      var currentContext: String?
    }
    for path in paths {
      guard let data = FileManager.default.contents(atPath: path),
        let json = YAMLDocuments.read(data, source: path).documents.first?.json,
        let config = try? JSONDecoder().decode(Config.self, from: json)
      else { continue }
      if let name = config.currentContext, !name.isEmpty { return name }
    }
    return nil
  }

  /// The state that the files are in.
  var signature: Signature {
    Signature(
      files: paths.map { path in
        var status = stat()
        guard stat(path, &status) == 0 else { return [] }
        return [
          Int64(status.st_ino), Int64(status.st_size), Int64(status.st_mtim.tv_sec),
          Int64(status.st_mtim.tv_nsec),
        ]
      })
  }
}
