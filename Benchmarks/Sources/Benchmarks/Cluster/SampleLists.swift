import KubernetesSnapshot

/// A sample cluster as an API server holds it: compact objects, by the paths of their lists.
struct SampleLists {
  /// The objects of a kind.
  struct List {
    let kind: ResourceKind
    let apiVersion: String
    var objects: [[UInt8]] = []
  }

  /// The lists, by their paths.
  private(set) var lists: [String: List] = [:]

  /// The lists of a cluster.
  init(_ cluster: SampleCluster) throws {
    // Every kind is served, also one of which there is nothing.
    for kind in ResourceKind.allCases {
      let apiVersion =
        (kind.group.isEmpty ? "" : kind.group + "/") + (kind.servedVersions.first ?? "")
      lists[Self.path(kind, apiVersion)] = List(kind: kind, apiVersion: apiVersion)
    }
    cluster.forEachObject { text in
      let object = Self.compact(text.utf8)
      let start = String(decoding: object.prefix(120), as: UTF8.self)
      guard let match = start.firstMatch(of: /"apiVersion":"([^"]*)","kind":"([^"]*)"/),
        let path = lists.first(where: { path, list in
          list.kind.rawValue == match.2 && list.apiVersion == match.1
        })?.key
      else { return }
      lists[path]?.objects.append(object)
    }
  }

  /// `/apis/apps/v1/deployments`.
  static func path(_ kind: ResourceKind, _ apiVersion: String) -> String {
    (kind.group.isEmpty ? "/api/" : "/apis/") + "\(apiVersion)/\(kind.plural)"
  }

  /// A page of a list, as an API server answers it.
  ///
  /// - Parameters:
  ///   - list: The list.
  ///   - start: How many objects come before the page.
  ///   - limit: How many it may have.
  ///   - version: The moment that it shows.
  /// - Returns: The page.
  static func page(of list: List, from start: Int, limit: Int, version: Int) -> [UInt8] {
    let end = min(list.objects.count, start + limit)
    var text = "{\"kind\":\"\(list.kind.rawValue)List\",\"apiVersion\":\"\(list.apiVersion)\","
    text += "\"metadata\":{\"resourceVersion\":\"\(version)\""
    if end < list.objects.count {
      text += ",\"continue\":\"\(end)\",\"remainingItemCount\":\(list.objects.count - end)"
    }
    var page = Array((text + "},\"items\":[").utf8)
    for (index, object) in list.objects[start..<end].enumerated() {
      if index > 0 { page.append(UInt8(ascii: ",")) }
      page += object
    }
    return page + Array("]}\n".utf8)
  }

  /// The text without the blanks between its parts.
  private static func compact(_ text: String.UTF8View) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    var isQuoted = false
    var isEscaped = false
    for byte in text {
      if !isQuoted, byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n") { continue }
      result.append(byte)
      if byte == UInt8(ascii: "\""), !isEscaped { isQuoted.toggle() }
      isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
    }
    return result
  }
}
