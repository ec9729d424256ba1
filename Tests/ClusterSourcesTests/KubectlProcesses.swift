import Foundation

/// The `kubectl proxy` processes that use a configuration, as the system knows them.
struct KubectlProcesses {
  private let config: String

  init(_ config: String) { self.config = config }

  /// Those that run.
  var running: [pid_t] {
    ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? [])
      .compactMap { pid_t($0) }
      .filter { process in
        let line = FileManager.default.contents(atPath: "/proc/\(process)/cmdline") ?? Data()
        let words = line.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
        return words.first?.hasSuffix("kubectl") == true && words.contains("proxy")
          && words.contains("--kubeconfig=\(config)")
      }
  }

  /// Kills them all.
  ///
  /// - Returns: How many there were.
  func kill() -> Int {
    let found = running
    for process in found { Foundation.kill(process, SIGKILL) }
    return found.count
  }

  /// The processor time that those that run have had.
  var time: Duration {
    running.reduce(.zero) { $0 + processorTime("/proc/\($1)/stat") }
  }
}

/// The processor time that this program's threads of a name have had.
func processorTime(ofThreads name: String) -> Duration {
  let threads = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/task")) ?? []
  return threads.reduce(.zero) { sum, thread in
    let path = "/proc/self/task/\(thread)"
    let said = FileManager.default.contents(atPath: path + "/comm") ?? Data()
    let isMeant = String(decoding: said, as: UTF8.self) == name + "\n"
    return isMeant ? sum + processorTime(path + "/stat") : sum
  }
}

/// The processor time of a `stat` file, in the program and in the system for it.
private func processorTime(_ path: String) -> Duration {
  let text = String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
  // The name in brackets may hold anything; the 12th and 13th fields behind it are the times.
  let fields = text.split(separator: ")").last?.split(separator: " ") ?? []
  guard fields.count > 12, let user = Int(fields[11]), let system = Int(fields[12]) else {
    return .zero
  }
  return .milliseconds((user + system) * 1000 / sysconf(Int32(_SC_CLK_TCK)))
}
