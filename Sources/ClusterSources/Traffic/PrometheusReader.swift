import Foundation
package import Traffic

/// Asks a Prometheus what the proxies counted.
package struct PrometheusReader: Sendable {
  private let place: HTTPPlace
  private let source: TrafficSource
  private let client: HTTPClient
  private let timeout: Duration

  /// A reader.
  ///
  /// - Parameters:
  ///   - place: Where its HTTP API is, without `/api/v1`.
  ///   - source: What the samples are to be called.
  ///   - client: The client to ask with.
  ///   - timeout: How long Prometheus may take to begin an answer.
  package init(
    _ place: HTTPPlace, source: TrafficSource, client: HTTPClient, timeout: Duration = .seconds(15)
  ) {
    self.place = place
    self.source = source
    self.client = client
    self.timeout = timeout
  }

  /// Asks about a window.
  ///
  /// - Parameter window: How far back.
  /// - Returns: What Prometheus remembers of it.
  /// - Throws: `TrafficFailure` for errors, for what is not Prometheus' JSON, and for silence.
  package func look(_ window: TrafficWindow) throws(TrafficFailure) -> TrafficSample {
    let range = Self.range(window)
    let names = TrafficCounter.allCases.map(\.rawValue).joined(separator: "|")
    let counters = try query("{__name__=~\"\(names)\"}\(range)")
    let starts = try query(PrometheusHistories.startTime + range)
    let up = try query("up")
    let histories = PrometheusHistories(counters: counters, startTimes: starts, up: up)
    var sample = TrafficSample(source: source, time: Date().timeIntervalSince1970, histories)
    sample.problems += (counters.warnings + starts.warnings).map { "Prometheus warns: \($0)" }
    if histories.isEmpty {
      sample.problems.append("this Prometheus has no counters of Linkerd's proxies")
    }
    return sample
  }

  /// The selector's range: a little more than the window, so that a look from before it is there.
  ///
  /// Long windows are asked for in steps, since every scrape of an hour would be too much.
  static func range(_ window: TrafficWindow) -> String {
    let seconds = Int(window.seconds.rounded(.up))
    return seconds <= 300 ? "[\(seconds + 75)s]" : "[\(seconds + 75)s:\(seconds / 60)s]"
  }

  private func query(_ text: String) throws(TrafficFailure) -> PrometheusAnswer {
    let response: HTTPResponse
    do throws(HTTPFailure) {
      response = try client.response(
        to: place.get("/api/v1/query", [("query", text)], timeout: timeout))
    } catch {
      throw TrafficFailure(.broken, error.description)
    }
    let status = response.head.status
    do throws(PrometheusAnswer.Failure) {
      return try PrometheusAnswer(Data(response.body), status: status)
    } catch {
      switch status {
      case 401, 403: throw TrafficFailure(.forbidden, "it refuses to answer (HTTP \(status))")
      case 404: throw TrafficFailure(.absent, error.message)
      default: throw TrafficFailure(.broken, error.message)
      }
    }
  }
}
