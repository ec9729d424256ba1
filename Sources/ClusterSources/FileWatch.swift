import Foundation

/// Tells when files change, without looking at them meanwhile.
package final class FileWatch: Sendable {
  private let stopPipe: Int32

  /// Changes that come sooner after another are told together: editors write in several steps.
  private static let settleMilliseconds: Int32 = 150

  /// Begins to watch, on a thread of its own.
  ///
  /// - Parameters:
  ///   - paths: Files and directories, with all directories below.
  ///   - onChange: Told after each change, on that thread.
  package init?(_ paths: [String], onChange: @escaping @Sendable () -> Void) {
    var ends: [Int32] = [-1, -1]
    let notifications = inotify_init1(Int32(IN_CLOEXEC | IN_NONBLOCK))
    guard notifications >= 0, pipe(&ends) == 0 else { return nil }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    stopPipe = ends[1]
    let stop = ends[0]
    Self.watch(paths, notifications)
    let states = States(of: paths)
    let thread = Thread {
      Self.run(paths, notifications, known: states, until: stop, onChange)
      close(notifications)
      close(stop)
    }
    // Whoever is told may read documents that are deep.
    thread.stackSize = 8 << 20
    thread.start()
  }

  deinit { close(stopPipe) }

  private static func run(
    _ paths: [String], _ notifications: Int32, known: States, until stop: Int32,
    _ onChange: () -> Void
  ) {
    var isTouched = false
    var known = known
    while true {
      var polls = [notifications, stop].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
      let count = poll(&polls, 2, isTouched ? settleMilliseconds : -1)
      if polls[1].revents != 0 { return }
      if count == 0, isTouched {
        isTouched = false
        // A directory that is new has to be watched, too.
        watch(paths, notifications)
        let states = States(of: paths)
        if states != known { onChange() }
        known = states
      }
      guard polls[0].revents != 0 else { continue }
      var buffer = [UInt8](repeating: 0, count: 1 << 14)
      while read(notifications, &buffer, buffer.count) > 0 { isTouched = true }
    }
  }

  /// What tells whether files are the same: something else in their directory may have changed.
  private struct States: Equatable, Sendable {
    private struct State: Equatable, Sendable {
      var inode: UInt64
      var size: Int
      var seconds: Int
      var nanoseconds: Int
    }
    private var states: [String: State] = [:]

    init(of paths: [String]) {
      for path in paths.flatMap({ ManifestFiles(path: $0).paths }) {
        var status = stat()
        guard stat(path, &status) == 0 else { continue }
        states[path] = State(
          inode: UInt64(status.st_ino), size: Int(status.st_size),
          seconds: status.st_mtim.tv_sec, nanoseconds: status.st_mtim.tv_nsec)
      }
    }
  }

  /// Watches directories, also those of files: an editor may put a new file in the place of the old.
  private static func watch(_ paths: [String], _ notifications: Int32) {
    let events = UInt32(IN_CLOSE_WRITE | IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE | IN_CREATE)
    for path in paths {
      var status = stat()
      guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
        let directory = (path as NSString).deletingLastPathComponent
        inotify_add_watch(notifications, directory.isEmpty ? "." : directory, events)
        continue
      }
      inotify_add_watch(notifications, path, events)
      let below = FileManager.default.enumerator(atPath: path)
      while let name = below?.nextObject() as? String {
        guard below?.fileAttributes?[.type] as? FileAttributeType == .typeDirectory else {
          continue
        }
        inotify_add_watch(notifications, "\(path)/\(name)", events)
      }
    }
  }
}
