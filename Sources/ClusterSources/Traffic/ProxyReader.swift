import Foundation
package import KubernetesSnapshot
package import Traffic

/// Asks the proxies themselves what they counted, each through the API server or a forwarded port.
package struct ProxyReader: Sendable {
  private let api: HTTPPlace
  private let client: HTTPClient
  private let timeout: Duration

  /// Of a proxy's log at most so many lines are looked through.
  private static let logLines = 2000
  /// A longer answer is none of a proxy's.
  private static let longestAnswer = 1 << 26

  /// A reader.
  ///
  /// - Parameters:
  ///   - api: The API server.
  ///   - client: The client to ask with.
  ///   - timeout: How long a proxy may take to begin an answer.
  package init(api: HTTPPlace, client: HTTPClient, timeout: Duration = .seconds(10)) {
    self.api = api
    self.client = client
    self.timeout = timeout
  }

  /// Looks at some pods' proxies once.
  ///
  /// - Parameters:
  ///   - pods: The pods.
  ///   - sample: The look that what is found is added to.
  package func look(at pods: [ResourceID], into sample: inout TrafficSample) {
    let requests = pods.map { pod in
      api.get(Self.path(pod) + ":4191/proxy/metrics", timeout: timeout)
    }
    client.responses(to: requests, limit: Self.longestAnswer) { index, answer in
      Self.add(answer, of: pods[index], to: &sample)
    }
  }

  /// Looks at one pod's proxy at a place of its own, such as a forwarded port.
  package func look(
    at pod: ResourceID, through place: HTTPPlace, into sample: inout TrafficSample
  ) {
    let answer = Result { () throws(HTTPFailure) in
      try client.response(
        to: place.get("/metrics", timeout: timeout), limit: Self.longestAnswer)
    }
    Self.add(answer, of: pod, to: &sample)
  }

  private static func add(
    _ answer: Result<HTTPResponse, HTTPFailure>, of pod: ResourceID, to sample: inout TrafficSample
  ) {
    let proxy = ProxyReference(namespace: pod.namespace, pod: pod.name)
    sample.failures[proxy] = nil
    switch answer {
    case .failure(let failure): sample.failures[proxy] = .failed(failure.description)
    case .success(let response) where response.head.status == 200:
      let scrape = ExpositionParser.scrape(of: response.body)
      guard !scrape.isForeign else {
        sample.failures[proxy] = .failed("port 4191 answers with something else than metrics")
        return
      }
      for problem in scrape.problems {
        sample.problems.append("\(pod): line \(problem.line): \(problem.message)")
      }
      // Pods' clocks differ; this one is the same for all.
      sample.proxies[proxy] = ProxyHistory(scrape, at: Date().timeIntervalSince1970)
    case .success(let response):
      sample.failures[proxy] = failure(response)
    }
  }

  /// What an answer means that is not 200: the API server says so itself, or the proxy does.
  private static func failure(_ response: HTTPResponse) -> ScrapeFailure {
    struct Status: Decodable {
      var kind: String
      var message: String?
    }
    if let status = try? JSONDecoder().decode(Status.self, from: Data(response.body)),
      status.kind == "Status"
    {
      return .failed("the API server says: \(status.message ?? "HTTP \(response.head.status)")")
    }
    return response.head.status == 403
      ? .refused : .failed("its metrics are answered with HTTP \(response.head.status)")
  }

  /// Reads the proxies' logs for clients that counters cannot name.
  ///
  /// - Parameters:
  ///   - pods: The pods.
  ///   - sample: The look that what is found is added to.
  package func readLogs(of pods: [ResourceID], into sample: inout TrafficSample) {
    let requests = pods.map { pod in
      api.get(
        Self.path(pod) + "/log",
        [("container", "linkerd-proxy"), ("tailLines", "\(Self.logLines)")], timeout: timeout)
    }
    client.responses(to: requests, limit: Self.longestAnswer) { index, answer in
      // Logs only add names; without them the clients stay unnamed.
      guard case .success(let response) = answer, response.head.status == 200 else { return }
      let pod = pods[index]
      let clients = ProxyLog.clients(in: response.body)
      guard !clients.isEmpty else { return }
      sample.clients[ProxyReference(namespace: pod.namespace, pod: pod.name)] = clients
    }
  }

  private static func path(_ pod: ResourceID) -> String {
    "/api/v1/namespaces/\(pod.namespace)/pods/\(pod.name)"
  }
}
