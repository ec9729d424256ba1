/// An object of a known kind with a field that cannot be read.
public struct UnreadableResource: Hashable, Sendable {
  /// The object's kind.
  public var kind: ResourceKind
  /// As much of the metadata as could be read.
  public var meta: ObjectMeta
  /// What is wrong, and where.
  public var problem: FieldProblem

  /// An unreadable object from its parts.
  public init(kind: ResourceKind, meta: ObjectMeta, problem: FieldProblem) {
    self.kind = kind
    self.meta = meta
    self.problem = problem
  }
}

/// What is wrong with a field of an object.
public struct FieldProblem: Hashable, Sendable, Codable, CustomStringConvertible {
  /// The field's path: `spec.networks[0].cidr`; empty for the whole object.
  public var field: String
  /// What was expected, and what was found.
  public var message: String

  /// A problem from its parts.
  public init(field: String, message: String) {
    self.field = field
    self.message = message
  }

  /// `spec.port: expected a number from 1 to 65535 or a port's name, found 0`.
  public var description: String { field.isEmpty ? message : "\(field): \(message)" }
}

extension FieldProblem {
  /// Says a decoder's error in the words of someone who edits the object.
  ///
  /// - Parameter error: What a decoder threw.
  public init(_ error: any Error) {
    guard let error = error as? DecodingError else {
      self.init(field: "", message: "\(error)")
      return
    }
    switch error {
    case .keyNotFound(let key, let context):
      self.init(field: Self.path(context.codingPath + [key]), message: "required, but absent")
    case .valueNotFound(let type, let context):
      self.init(
        field: Self.path(context.codingPath), message: "expected \(Self.words(type)), found null")
    case .typeMismatch(let type, let context):
      self.init(field: Self.path(context.codingPath), message: "expected \(Self.words(type))")
    case .dataCorrupted(let context):
      self.init(field: Self.path(context.codingPath), message: context.debugDescription)
    @unknown default:
      self.init(field: "", message: "\(error)")
    }
  }

  private static func path(_ keys: [any CodingKey]) -> String {
    keys.reduce(into: "") { text, key in
      if let index = key.intValue {
        text += "[\(index)]"
      } else {
        text += text.isEmpty ? key.stringValue : "." + key.stringValue
      }
    }
  }

  private static func words(_ type: Any.Type) -> String {
    if type == String.self { return "a text" }
    if type == Bool.self { return "true or false" }
    if type is any FixedWidthInteger.Type { return "a whole number" }
    if type is any BinaryFloatingPoint.Type { return "a number" }
    let name = "\(type)"
    return name.hasPrefix("Array") || name.hasPrefix("Unkeyed") ? "a list" : "an object"
  }
}
