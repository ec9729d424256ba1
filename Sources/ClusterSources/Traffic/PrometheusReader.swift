import Foundation
package import Traffic

/// Asks a Prometheus what the proxies counted.
package struct PrometheusReader: Sendable {
  private let place: HTTPPlace
  private let source: TrafficSource
  private let client: HTTPClient
  private let timeout: Duration
  private let longestAnswer: Int

  /// A reader.
  ///
  /// - Parameters:
  ///   - place: Where its HTTP API is, without `/api/v1`.
  ///   - source: What the samples are to be called.
  ///   - client: The client to ask with.
  ///   - timeout: How long Prometheus may take to begin an answer; all of it may take three times that.
  ///   - longestAnswer: How many bytes an answer may have.
  package init(
    _ place: HTTPPlace, source: TrafficSource, client: HTTPClient, timeout: Duration = .seconds(15),
    longestAnswer: Int = 1 << 28
  ) {
    self.place = place
    self.source = source
    self.client = client
    self.timeout = timeout
    self.longestAnswer = longestAnswer
  }

  /// Asks about a window.
  ///
  /// - Parameters:
  ///   - window: How far back.
  ///   - age: How long ago it was asked before, if what it said is still at hand.
  /// - Returns: What Prometheus remembers of it, or what is new.
  /// - Throws: `TrafficFailure` for errors, for what is not Prometheus' JSON, and for silence.
  package func look(
    _ window: TrafficWindow, askedBefore age: Duration? = nil
  ) throws(TrafficFailure) -> TrafficSample {
    let range = Self.range(window, askedBefore: age)
    let names = TrafficCounter.allCases.map(\.rawValue).joined(separator: "|")
    let up = try query("up", at: nil)
    // All of one moment, or the ranges would not begin together. A scrape that ends in between is then
    // known by its counters, with which a start may be missing; without counters it would say zero.
    let moment = up.series.first?.samples.last?.time
    let starts = try query(PrometheusHistories.startTime + range, at: moment)
    let counters = try query("{__name__=~\"\(names)\"}\(range)", at: moment)
    let histories = PrometheusHistories(counters: counters, startTimes: starts, up: up)
    var sample = TrafficSample(source: source, time: Date().timeIntervalSince1970, histories)
    sample.problems += (counters.warnings + starts.warnings).map { "Prometheus warns: \($0)" }
    if histories.isEmpty {
      sample.problems.append("this Prometheus has no counters of Linkerd's proxies")
    }
    return sample
  }

  /// The selector's range: a little more than the time of which nothing is known, so that a look from
  /// before it is there.
  ///
  /// Long windows are asked for in steps, since every scrape of an hour would be too much.
  static func range(_ window: TrafficWindow, askedBefore age: Duration? = nil) -> String {
    let unknown = min(window.seconds, age.map { $0 / .seconds(1) } ?? window.seconds)
    let seconds = Int(unknown.rounded(.up)) + 75
    return window.seconds <= 300
      ? "[\(seconds)s]" : "[\(seconds)s:\(Int(window.seconds.rounded(.up)) / 60)s]"
  }

  private func query(
    _ text: String, at time: Double?
  ) throws(TrafficFailure) -> PrometheusAnswer {
    let question = [("query", text)] + (time.map { [("time", String(format: "%.3f", $0))] } ?? [])
    let response: HTTPResponse
    do throws(HTTPFailure) {
      response = try client.response(
        to: place.get("/api/v1/query", question, timeout: timeout), limit: longestAnswer)
    } catch {
      throw TrafficFailure(.broken, words(for: error))
    }
    do throws(PrometheusAnswer.Failure) {
      return try PrometheusAnswer(Data(response.body), status: response.head.status)
    } catch {
      throw Self.failure(response.head, error.message)
    }
  }

  private func words(for failure: HTTPFailure) -> String {
    switch failure.cause {
    case .timedOut where failure.message.isEmpty: "no answer within \(timeout.components.seconds)s"
    case .tooLong:
      "an answer is longer than \(longestAnswer >> 20) MB: a shorter window asks for less"
    default: failure.description
    }
  }

  /// What an answer means that is none of Prometheus'.
  private static func failure(_ head: HTTPHead, _ message: String) -> TrafficFailure {
    switch head.status {
    case 401:
      TrafficFailure(
        .forbidden,
        "it asks who you are (HTTP 401): http://NAME:PASSWORD@HOST in the address says so")
    case 403: TrafficFailure(.forbidden, "it refuses to answer (HTTP 403)")
    case 300..<400:
      TrafficFailure(
        .broken,
        "it sends on to \(head.headers["location"] ?? "another place") (HTTP \(head.status)), "
          + "where nothing is asked: a login, or an address that has changed?")
    case 404: TrafficFailure(.absent, message)
    default: TrafficFailure(.broken, message)
    }
  }
}
