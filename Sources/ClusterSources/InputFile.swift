import Foundation

/// A file that is open for reading, closed when it is let go.
struct InputFile: ~Copyable {
  /// Why a file cannot be read, in words.
  struct Failure: Error { var message: String }

  /// The size in bytes; nil for a pipe.
  let size: Int?
  private let descriptor: Int32
  private let isOwned: Bool

  /// Opens a file.
  init(path: String) throws(Failure) {
    descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
    guard descriptor >= 0 else { throw Failure(message: Self.words(errno)) }
    isOwned = true
    size = Self.size(of: descriptor)
  }

  /// Takes the standard input.
  init() {
    descriptor = STDIN_FILENO
    isOwned = false
    size = Self.size(of: STDIN_FILENO)
  }

  deinit { if isOwned { close(descriptor) } }

  /// Reads the next bytes, at most `count`; none at the end.
  func read(_ count: Int) throws(Failure) -> [UInt8] {
    var code: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let result = Foundation.read(
          descriptor, buffer.baseAddress.map { $0 + filled }, count - filled)
        if result < 0, errno == EINTR { continue }
        if result < 0 { code = errno }
        guard result > 0 else { break }
        filled += result
      }
    }
    guard code == 0 || !bytes.isEmpty else { throw Failure(message: Self.words(code)) }
    return bytes
  }

  /// What an error number means to someone who gave a file's name.
  static func words(_ code: Int32) -> String {
    switch code {
    case ENOENT: "there is no such file or directory"
    case EACCES, EPERM: "no permission to read it"
    case EISDIR: "it is a directory"
    default: "cannot be read: " + String(cString: strerror(code)).lowercased()
    }
  }

  /// Whether it can be read twice, unlike a pipe or a terminal; opens nothing.
  static func isRegular(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  private static func size(of descriptor: Int32) -> Int? {
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return Int(status.st_size)
  }
}
