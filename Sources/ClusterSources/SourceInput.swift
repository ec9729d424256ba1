import Foundation

/// Something that was named with `-f`.
package enum SourceInput: Hashable, Sendable {
  case path(String)
  case standardInput

  /// Reads the argument of `-f`: `-` is the standard input.
  package init(argument: String) {
    self = argument == "-" ? .standardInput : .path(argument)
  }

  /// The name that problems say.
  package var name: String {
    switch self {
    case .path(let path): path
    case .standardInput: "stdin"
    }
  }
}

/// The files that an input stands for.
struct ManifestFiles {
  /// The files, in the order in which they are read.
  var paths: [String] = []
  /// What could not be looked into.
  var problems: [SourceProblem] = []
  private var visited: Set<Place> = []

  private struct Place: Hashable { var device, inode: UInt64 }

  /// Which names are taken from directories; a file that is named itself may have any.
  static let extensions: Set<String> = ["yaml", "yml", "json"]

  /// Finds the files of a path: itself, or those below a directory, sorted, without hidden ones.
  init(path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else {
      problems.append(SourceProblem(source: path, message: InputFile.words(errno)))
      return
    }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      paths = [path]
      return
    }
    walk(path, status)
    if paths.isEmpty, problems.isEmpty {
      problems.append(
        SourceProblem(source: path, message: "the directory has no .yaml, .yml or .json file"))
    }
  }

  private mutating func walk(_ directory: String, _ status: stat) {
    // A link may lead back to a directory above it.
    let place = Place(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
    guard visited.insert(place).inserted else { return }
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: directory) else {
      problems.append(
        SourceProblem(source: directory, message: "no permission to look into this directory"))
      return
    }
    for name in names.sorted() where !name.hasPrefix(".") {
      let path = directory.hasSuffix("/") ? directory + name : directory + "/" + name
      var status = stat()
      guard stat(path, &status) == 0 else { continue }
      if status.st_mode & S_IFMT == S_IFDIR {
        walk(path, status)
      } else if status.st_mode & S_IFMT == S_IFREG,
        Self.extensions.contains((name as NSString).pathExtension.lowercased())
      {
        paths.append(path)
      }
    }
  }
}
