import KubernetesSnapshot
import LinkerdPolicy

extension PolicyTest: Decodable {
  private enum CodingKeys: String, CodingKey, CaseIterable { case name, from, to, request, expect }

  init(from decoder: any Decoder) throws {
    let fields = try decoder.knownFields(CodingKeys.self)
    name = try fields.decodeIfPresent(String.self, forKey: .name)
    from = try fields.decode(Origin.self, forKey: .from)
    to = try fields.decode(Target.self, forKey: .to)
    traffic =
      try fields.decodeIfPresent(WrittenRequest.self, forKey: .request)
      .map { .request($0.request) } ?? .connection
    let outcomes = ["allow", "deny", "no-route", "open", "unknown"]
    expect = try fields.choice(.expect, of: outcomes, AccessDecision.Outcome.init)
  }
}

extension PolicyTest.Origin: Decodable {
  private enum CodingKeys: String, CodingKey, CaseIterable {
    case serviceAccount, ip, tls, identity
  }

  init(from decoder: any Decoder) throws {
    let fields = try decoder.knownFields(CodingKeys.self)
    if let account = try fields.decodeIfPresent(String.self, forKey: .serviceAccount) {
      if let extra = [CodingKeys.ip, .tls, .identity].first(where: fields.contains) {
        throw fields.problem(extra, "does not go with serviceAccount, which says who it is")
      }
      guard let (namespace, name) = account.namespaceAndName else {
        throw fields.problem(.serviceAccount, "expected NAMESPACE/NAME, found \"\(account)\"")
      }
      self = .serviceAccount(namespace: namespace, name: name)
      return
    }
    guard let written = try fields.decodeIfPresent(String.self, forKey: .ip) else {
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: decoder.codingPath, debugDescription: "expected serviceAccount, or ip"))
    }
    guard let address = IPAddress(written) else {
      throw fields.problem(.ip, "expected an address such as 10.42.1.3, found \"\(written)\"")
    }
    let identity = try fields.decodeIfPresent(String.self, forKey: .identity)
    let state =
      try fields.contains(.tls)
      ? fields.choice(.tls, of: ["none", "anonymous", "identity"]) { $0 }
      : identity == nil ? "none" : "identity"
    switch (state, identity) {
    case ("identity", let identity?): self = .address(address, .identity(identity))
    case ("identity", nil): throw fields.problem(.identity, "required where tls is identity")
    case (_, _?): throw fields.problem(.identity, "does not go with tls: \(state)")
    case ("anonymous", nil): self = .address(address, .anonymous)
    case (_, nil): self = .address(address, .none)
    }
  }
}

extension PolicyTest.Target: Decodable {
  private enum CodingKeys: String, CodingKey, CaseIterable {
    case workload, pod, externalWorkload, service, namespace, port
  }

  init(from decoder: any Decoder) throws {
    let fields = try decoder.knownFields(CodingKeys.self)
    let present = Kind.allCases.compactMap { kind in
      CodingKeys(rawValue: kind.rawValue).flatMap { fields.contains($0) ? (kind, $0) : nil }
    }
    guard let (kind, key) = present.first, present.count == 1 else {
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: decoder.codingPath,
          debugDescription: "expected one of workload, pod, externalWorkload and service, found "
            + (present.isEmpty ? "none" : present.map(\.0.rawValue).joined(separator: " and "))))
    }
    self.kind = kind
    let text = try fields.decode(String.self, forKey: key)
    namespace = try fields.decodeIfPresent(String.self, forKey: .namespace)
    if kind == .workload {
      guard !TypedName.readings(of: text).isEmpty else {
        throw fields.problem(key, "expected a name such as deploy/web, found \"\(text)\"")
      }
      name = text
    } else if let (inside, bare) = text.namespaceAndName {
      guard namespace == nil || namespace == inside else {
        throw fields.problem(.namespace, "expected \"\(inside)\", as in \(text)")
      }
      (namespace, name) = (inside, bare)
    } else {
      guard namespace != nil, !text.isEmpty, !text.contains("/") else {
        throw fields.problem(key, "expected NAMESPACE/NAME, found \"\(text)\"")
      }
      name = text
    }
    let written = try fields.decode(IntOrString.self, forKey: .port)
    port =
      switch written {
      case .name(let text): Int(text).map(IntOrString.number) ?? written
      case .number: written
      }
    if case .number(let number) = port, !(1...65535).contains(number) {
      throw fields.problem(.port, "expected a number from 1 to 65535 or a name, found \(number)")
    }
  }
}

/// A request as it is written.
private struct WrittenRequest: Decodable {
  var request: HTTPRequest

  private enum CodingKeys: String, CodingKey, CaseIterable { case method, path, host, headers }

  private enum Values: Decodable {
    case one(String)
    case several([String])

    init(from decoder: any Decoder) throws {
      let value = try decoder.singleValueContainer()
      if let text = try? value.decode(String.self) {
        self = .one(text)
      } else if let texts = try? value.decode([String].self) {
        self = .several(texts)
      } else {
        throw DecodingError.dataCorrupted(
          .init(
            codingPath: decoder.codingPath,
            debugDescription: "expected a text or a list of texts"))
      }
    }
  }

  init(from decoder: any Decoder) throws {
    let fields = try decoder.knownFields(CodingKeys.self)
    request = HTTPRequest(
      method: try fields.decodeIfPresent(String.self, forKey: .method) ?? "GET",
      path: try fields.decodeIfPresent(String.self, forKey: .path) ?? "/",
      host: try fields.decodeIfPresent(String.self, forKey: .host))
    let headers = try fields.decodeIfPresent([String: Values].self, forKey: .headers) ?? [:]
    for (name, values) in headers.sorted(by: { $0.key < $1.key }) {
      switch values {
      case .one(let value): request.headers.append(.init(name: name, value: value))
      case .several(let values):
        request.headers += values.map { .init(name: name, value: $0) }
      }
    }
  }
}

extension String {
  /// `emojivoto` and `web` of `emojivoto/web`.
  fileprivate var namespaceAndName: (String, String)? {
    let parts = split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    return parts.count == 2 && !parts.contains("") ? (parts[0], parts[1]) : nil
  }
}
