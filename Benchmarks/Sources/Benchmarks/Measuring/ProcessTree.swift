import Foundation

/// A process with all that it has started, such as `kubectl proxy`, as the system knows them.
struct ProcessTree {
  private let root: pid_t

  /// A process by its number.
  init(root: pid_t) { self.root = root }

  /// The processor time that the processes have had, in seconds.
  var processorTime: Double {
    let ticks = processes.reduce(0) { sum, process in
      let fields = Self.fields(of: process)
      return fields.count > 12 ? sum + (Int(fields[11]) ?? 0) + (Int(fields[12]) ?? 0) : sum
    }
    return Double(ticks) / Double(sysconf(Int32(_SC_CLK_TCK)))
  }

  /// How often the threads of the processes have gone to sleep by themselves.
  var sleeps: [String: Int] {
    var result: [String: Int] = [:]
    for process in processes {
      let directory = "/proc/\(process)/task"
      for thread in (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? [] {
        let line = Self.text("\(directory)/\(thread)/status").split(separator: "\n")
          .first { $0.hasPrefix("voluntary_ctxt_switches") }
        result[thread] = line?.split(separator: "\t").last.flatMap { Int($0) } ?? 0
      }
    }
    return result
  }

  /// The memory that the first of the processes has now, in bytes.
  var memory: Int {
    let pages = Self.text("/proc/\(root)/statm").split(separator: " ").dropFirst().first
    return (pages.flatMap { Int($0) } ?? 0) * Int(sysconf(Int32(_SC_PAGESIZE)))
  }

  private var processes: [pid_t] {
    var parents: [pid_t: pid_t] = [:]
    for name in (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? [] {
      guard let process = pid_t(name), let parent = Self.fields(of: process).dropFirst().first
      else { continue }
      parents[process] = pid_t(parent)
    }
    func isOurs(_ process: pid_t) -> Bool {
      var process: pid_t? = process
      while let one = process {
        if one == root { return true }
        process = parents[one]
      }
      return false
    }
    return parents.keys.filter(isOurs)
  }

  /// What the system says behind the name in brackets, which may hold anything.
  private static func fields(of process: pid_t) -> [Substring] {
    text("/proc/\(process)/stat").split(separator: ")").last?.split(separator: " ") ?? []
  }

  private static func text(_ path: String) -> String {
    String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
  }
}
