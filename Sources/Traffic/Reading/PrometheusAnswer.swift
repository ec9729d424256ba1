package import Foundation

/// What Prometheus' HTTP API answers to a query.
package struct PrometheusAnswer: Sendable, Hashable {
  /// The series, with their samples in the order of time.
  package var series: [Series]
  /// What Prometheus wants to have said, such as that a part of the data is missing.
  package var warnings: [String]

  /// One series of the answer.
  package struct Series: Sendable, Hashable {
    /// The labels that are known here, `__name__` among them.
    package var labels: [String: String]
    /// The samples.
    package var samples: [Sample]
  }

  /// The labels that are looked at; a pod's own, of which there may be many, are passed over.
  enum Label: String, CodingKey, CaseIterable {
    case name = "__name__"
    case namespace, pod, job, instance
    case serverKind = "srv_kind"
    case serverName = "srv_name"
    case serverPort = "srv_port"
    case targetPort = "target_port"
    case routeGroup = "route_group"
    case routeKind = "route_kind"
    case routeName = "route_name"
    case authorizationKind = "authz_kind"
    case authorizationName = "authz_name"
    case serverAuthorization = "saz_name"
    case rateLimitKind = "ratelimit_kind"
    case rateLimitName = "ratelimit_name"
    case rateLimitScope = "ratelimit_scope"
    case tls
    case clientID = "client_id"
    case reason = "no_tls_reason"
    case serverNameIndication = "sni"
  }

  /// A value at a time.
  package struct Sample: Sendable, Hashable {
    /// Seconds since 1970.
    package var time: Double
    /// The value; it may be NaN or infinite.
    package var value: Double

    /// A sample from its parts.
    package init(time: Double, value: Double) {
      self.time = time
      self.value = value
    }
  }

  /// Why there is no answer.
  package struct Failure: Error, Sendable, Hashable {
    /// What was said, in words.
    package var message: String

    /// A failure with its words.
    package init(message: String) { self.message = message }
  }

  /// Reads the body of an answer: a vector or a matrix.
  ///
  /// - Parameters:
  ///   - body: The bytes.
  ///   - status: The HTTP status; Prometheus' own errors come as JSON with one of 400 and above.
  /// - Throws: `Failure` for Prometheus' errors, and for whatever is not its JSON.
  package init(_ body: Data, status: Int = 200) throws(Failure) {
    let document: Document
    do { document = try JSONDecoder().decode(Document.self, from: body) } catch {
      throw Failure(message: Self.words(for: body, status: status))
    }
    if document.kind == "Status" {
      throw Failure(message: "the API server says: \(document.message ?? "no")")
    }
    guard document.status == "success", let data = document.data else {
      let kind = document.errorType.map { " (\($0))" } ?? ""
      throw Failure(message: "Prometheus says: \(document.error ?? "no reason")\(kind)")
    }
    guard let result = data.result else {
      throw Failure(
        message: "expected a vector or a matrix, found \(data.resultType ?? "nothing")")
    }
    series = result.map { Series(labels: $0.metric, samples: $0.samples) }
    warnings = document.warnings ?? []
  }

  /// What an answer is that is not Prometheus' JSON.
  private static func words(for body: Data, status: Int) -> String {
    let text = String(decoding: body.prefix(512), as: UTF8.self)
    let start = text.drop { $0.isWhitespace }
    let isText = !start.unicodeScalars.contains {
      $0 == "\u{FFFD}" || ($0.properties.generalCategory == .control && !$0.properties.isWhitespace)
    }
    let what: String
    switch start.first {
    case nil: what = "nothing"
    case "<": what = "a web page"
    case "{": what = "JSON that is cut short or not Prometheus'"
    case _ where !isText: what = "bytes that are no text"
    default: what = "\"\(start.prefix(60).split(whereSeparator: \.isNewline).first ?? "")\""
    }
    let code = status == 200 ? "" : "HTTP \(status) with "
    return "expected Prometheus' JSON, found \(code)\(what)"
  }
}

private struct Document: Decodable {
  var status: String
  var data: Result?
  var error: String?
  var errorType: String?
  var warnings: [String]?
  /// What an API server between here and there says instead.
  var kind: String?
  var message: String?

  struct Result: Decodable {
    var resultType: String?
    /// Nil for scalars and strings.
    var result: [Item]?

    private enum CodingKeys: String, CodingKey { case resultType, result }

    init(from decoder: any Decoder) throws {
      let fields = try decoder.container(keyedBy: CodingKeys.self)
      resultType = try fields.decodeIfPresent(String.self, forKey: .resultType)
      if resultType == "vector" || resultType == "matrix" {
        result = try fields.decode([Item].self, forKey: .result)
      }
    }
  }

  struct Item: Decodable {
    var metric: [String: String]
    var samples: [PrometheusAnswer.Sample] = []

    private enum CodingKeys: String, CodingKey { case metric, value, values }

    init(from decoder: any Decoder) throws {
      let fields = try decoder.container(keyedBy: CodingKeys.self)
      let labels = try fields.nestedContainer(keyedBy: PrometheusAnswer.Label.self, forKey: .metric)
      metric = try PrometheusAnswer.Label.allCases.reduce(into: [:]) { metric, label in
        metric[label.rawValue] = try labels.decodeIfPresent(String.self, forKey: label)
      }
      if fields.contains(.value) {
        var pair = try fields.nestedUnkeyedContainer(forKey: .value)
        samples = [try Self.sample(&pair)]
      } else if fields.contains(.values) {
        var pairs = try fields.nestedUnkeyedContainer(forKey: .values)
        samples.reserveCapacity(pairs.count ?? 0)
        while !pairs.isAtEnd {
          var pair = try pairs.nestedUnkeyedContainer()
          samples.append(try Self.sample(&pair))
        }
      }
    }

    /// `[1795407479.275, "288"]`.
    private static func sample(
      _ pair: inout any UnkeyedDecodingContainer
    ) throws -> PrometheusAnswer.Sample {
      let time = try pair.decode(Double.self)
      let text = try pair.decode(String.self)
      guard let value = Double(text) else {
        throw DecodingError.dataCorruptedError(
          in: pair, debugDescription: "expected a number, found \"\(text)\"")
      }
      return PrometheusAnswer.Sample(time: time, value: value)
    }
  }
}
