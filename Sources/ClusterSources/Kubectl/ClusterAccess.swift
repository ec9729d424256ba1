import Dispatch
import Synchronization

/// The one way to a cluster: a `kubectl proxy` that all share who ask it, for as long as this is held.
///
/// Whoever follows or lists the cluster starts it, and starts it anew when it ends; others, such as those who
/// look at traffic, use it where it is.
package final class ClusterAccess: Sendable {
  /// Which cluster; the context is the one that was current when this was made.
  package let options: KubectlOptions
  private let kubeconfig: Kubeconfig
  private let state = Mutex(State())

  private struct State {
    var run = 0
    var proxy: KubectlProxy?
    var place: HTTPPlace?
    var failure: KubectlFailure?
    var signature: Kubeconfig.Signature?
    var waiting: [DispatchSemaphore] = []

    /// Lets those go on who wait for kubectl.
    mutating func tellWaiting() {
      for one in waiting { one.signal() }
      waiting = []
    }
  }

  /// A way that nobody has gone yet.
  package init(_ options: KubectlOptions) {
    kubeconfig = Kubeconfig(options)
    var options = options
    // Another program may choose another context while kubectl has to be started anew.
    options.context = options.context ?? kubeconfig.currentContext
    self.options = options
  }

  /// Whether kubectl's configuration has changed since kubectl was started.
  var hasNewConfiguration: Bool {
    state.withLock { $0.signature.map { $0 != kubeconfig.signature } ?? false }
  }

  /// A failure in the light of the configuration.
  func explained(_ failure: KubectlFailure) -> KubectlFailure {
    var failure = failure
    // The address that kubectl tries without a configuration may also be one that was configured.
    if failure.cause == .noConfiguration, options.context != nil { failure.cause = .refused }
    return failure
  }

  /// Waits for kubectl while it starts.
  ///
  /// - Parameter limit: How long to wait.
  /// - Returns: Where the API server is, for GET alone, until kubectl is started anew.
  /// - Throws: `KubectlFailure` when kubectl is gone, or does not serve in time.
  package func place(within limit: Duration) throws(KubectlFailure) -> HTTPPlace {
    let told = DispatchSemaphore(value: 0)
    state.withLock { state in
      if state.place == nil, state.failure == nil {
        state.waiting.append(told)
      } else {
        told.signal()
      }
    }
    _ = told.wait(timeout: .now() + .nanoseconds(Int(limit / .nanoseconds(1))))
    let (place, failure) = state.withLock { ($0.place, $0.failure) }
    if let place { return place }
    throw failure ?? KubectlFailure(.timedOut)
  }

  /// Starts kubectl, in place of the one that runs.
  ///
  /// - Parameter onEvent: Told what happens to it, on a thread of its own.
  /// - Returns: The number of this run, which its events bear.
  func start(onEvent: @escaping @Sendable (KubectlProxy.Event, _ run: Int) -> Void) -> Int {
    let (run, old) = state.withLock { state in
      state.run += 1
      state.signature = kubeconfig.signature
      defer { (state.proxy, state.place, state.failure) = (nil, nil, nil) }
      return (state.run, state.proxy)
    }
    _ = consume old
    let proxy = KubectlProxy(options) { [weak self] event in
      self?.take(event, of: run)
      onEvent(event, run)
    }
    state.withLock { if $0.run == run { $0.proxy = proxy } }
    return run
  }

  /// Ends kubectl, unless another has been started since.
  func stop(run: Int) {
    state.withLock { state in
      guard state.run == run else { return }
      state.proxy = nil
      (state.place, state.failure) = (nil, KubectlFailure(.cancelled))
      state.tellWaiting()
    }
  }

  private func take(_ event: KubectlProxy.Event, of run: Int) {
    state.withLock { state in
      guard state.run == run else { return }
      switch event {
      case .serving(let socket):
        state.place = HTTPPlace("http://localhost", unixSocket: socket)
      case .ended(let failure): (state.place, state.failure) = (nil, failure)
      case .said: return
      }
      state.tellWaiting()
    }
  }
}
