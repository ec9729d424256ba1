/// A selection by labels, with Linkerd's reading of it (`S-4` … `S-7`).
public struct LabelSelector: Hashable, Sendable {
  /// Labels that must be present with these values.
  public var matchLabels: [String: String]
  /// Further requirements, all of which must hold.
  public var matchExpressions: [Expression]

  /// One requirement on one label.
  public struct Expression: Hashable, Sendable, Codable {
    /// How the label is compared.
    public enum Operator: String, Hashable, Sendable, Codable {
      case isIn = "In"
      case notIn = "NotIn"
      case exists = "Exists"
      case doesNotExist = "DoesNotExist"
    }

    /// The label's key.
    public var key: String
    /// How the label is compared.
    public var `operator`: Operator
    /// The values to compare with; absent is not the same as an empty list (`S-6`).
    public var values: [String]?

    /// A requirement from its parts.
    public init(key: String, operator: Operator, values: [String]? = nil) {
      self.key = key
      self.operator = `operator`
      self.values = values
    }

    /// Whether the labels meet the requirement.
    ///
    /// Kubernetes takes an empty list with `Exists` for no list; Linkerd takes it for a
    /// contradiction, and selects nothing.
    ///
    /// - Parameters:
    ///   - labels: The labels.
    ///   - invertingNotIn: Whether a present key must have one of the values of `NotIn`, as in old
    ///     releases (`O-14`).
    /// - Returns: Whether they do.
    public func matches(_ labels: [String: String], invertingNotIn: Bool = false) -> Bool {
      switch (`operator`, values) {
      case (.isIn, let values?): labels[key].map { values.contains($0) } ?? false
      case (.notIn, let values?): labels[key].map { values.contains($0) == invertingNotIn } ?? true
      case (.exists, nil): labels[key] != nil
      case (.doesNotExist, nil): labels[key] == nil
      default: false
      }
    }
  }

  /// A selector from its parts; without any it selects everything.
  public init(matchLabels: [String: String] = [:], matchExpressions: [Expression] = []) {
    self.matchLabels = matchLabels
    self.matchExpressions = matchExpressions
  }

  /// Whether the labels meet every requirement.
  ///
  /// - Parameters:
  ///   - labels: The labels.
  ///   - invertingNotIn: Whether `NotIn` is backwards where the key is present (`O-14`).
  /// - Returns: Whether they do.
  /// - Complexity: O(number of requirements).
  public func matches(_ labels: [String: String], invertingNotIn: Bool = false) -> Bool {
    matchLabels.allSatisfy { labels[$0.key] == $0.value }
      && matchExpressions.allSatisfy { $0.matches(labels, invertingNotIn: invertingNotIn) }
  }

  /// The label keys that decide.
  public var keys: Set<String> {
    Set(matchLabels.keys).union(matchExpressions.map(\.key))
  }
}

extension LabelSelector: Codable {
  private enum CodingKeys: String, CodingKey { case matchLabels, matchExpressions }

  /// Reads a Kubernetes label selector.
  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    matchLabels = try fields.decodeIfPresent([String: String].self, forKey: .matchLabels) ?? [:]
    matchExpressions =
      try fields.decodeIfPresent([Expression].self, forKey: .matchExpressions) ?? []
  }
}

extension LabelSelector: CustomStringConvertible {
  /// `app=web, tier in (a, b)`; `every workload` without requirements.
  public var description: String {
    let labels = matchLabels.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    let expressions = matchExpressions.map { expression in
      let list = "(" + (expression.values ?? []).joined(separator: ", ") + ")"
      switch expression.operator {
      case .isIn: return "\(expression.key) in \(list)"
      case .notIn: return "\(expression.key) not in \(list)"
      case .exists: return expression.key
      case .doesNotExist: return "no \(expression.key)"
      }
    }
    let all = labels + expressions
    return all.isEmpty ? "everything" : all.joined(separator: ", ")
  }
}
