import Dispatch
import Synchronization

/// The API server of a cluster for as long as this is held, for GET alone.
package final class ClusterAPI: Sendable {
  /// Where it is.
  package let place: HTTPPlace
  private let proxy: KubectlProxy

  /// Starts `kubectl proxy`, and waits until it serves.
  ///
  /// - Parameter options: Which cluster.
  /// - Throws: `KubectlFailure` when it cannot.
  package init(_ options: KubectlOptions) throws(KubectlFailure) {
    let begun = Mutex<Result<String, KubectlFailure>?>(nil)
    let told = DispatchSemaphore(value: 0)
    proxy = KubectlProxy(options) { event in
      let result: Result<String, KubectlFailure>
      switch event {
      case .serving(let socket): result = .success(socket)
      case .ended(let failure): result = .failure(failure)
      case .said: return
      }
      begun.withLock { first in
        if first == nil {
          first = result
          told.signal()
        }
      }
    }
    told.wait()
    let result = begun.withLock { $0 } ?? .failure(KubectlFailure(.ended))
    place = HTTPPlace("http://localhost", unixSocket: try result.get())
  }
}
