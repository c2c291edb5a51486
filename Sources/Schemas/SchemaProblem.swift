import Values

/// Something in an object that the API server refuses.
package struct SchemaProblem: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    /// A field that the kind does not have.
    case unknownField
    case missingField
    case wrongType
    case wrongValue
    /// Fields that exclude or need each other, or a rule of the kind's own.
    case brokenRule
  }

  package let kind: Kind
  /// Where it is in the object; of what is missing, where it should be.
  package internal(set) var pointer: JSONPointer
  /// The member that the pointer's value has and should not, or lacks; nil where the value itself is
  /// wrong.
  package let field: String?
  /// What is expected, or what is wrong with the value: of a place, in a few words.
  package let label: String
  package internal(set) var help: [String]

  init(
    _ kind: Kind, field: String? = nil, label: String = "", help: [String] = [],
    at step: JSONPointer.Step? = nil
  ) {
    self.kind = kind
    self.field = field
    self.label = label
    self.help = help
    pointer = JSONPointer(step.map { [$0] } ?? [])
  }

  /// The whole message.
  ///
  /// - Parameter object: what it is in: `Job linkerd/install`.
  package func message(in object: some CustomStringConvertible) -> String {
    switch kind {
    case .unknownField: "\(object) has no field '\(Self.path(pointer))'"
    case .missingField: "\(object) lacks '\(Self.path(pointer, field ?? ""))'"
    case .wrongType: "'\(Self.path(pointer))' of \(object) has the wrong type"
    case .wrongValue: "'\(Self.path(pointer))' of \(object) is not valid"
    case .brokenRule:
      pointer.steps.isEmpty
        ? "\(object) breaks a rule of its kind"
        : "'\(Self.path(pointer))' of \(object) breaks a rule of its kind"
    }
  }

  /// `spec.rules[0].backendRefs`, as the API server writes it.
  static func path(_ pointer: JSONPointer, _ field: String? = nil) -> String {
    var path = ""
    for step in pointer.steps + (field.map { [.key($0)] } ?? []) {
      switch step {
      case .index(let index): path += "[\(index)]"
      case .key(let key) where key.utf8.contains(UInt8(ascii: ".")): path += "[\(key)]"
      case .key(let key): path += path.isEmpty ? key : ".\(key)"
      }
    }
    return path
  }
}

/// A rule of a kind that could not be evaluated: nothing is known of what it would say.
package struct UncheckedRule: Hashable, Sendable {
  package let source: String
  package let reason: String
}

/// What a schema says of an object.
package struct SchemaReport: Sendable {
  package internal(set) var problems: [SchemaProblem] = []
  package internal(set) var unchecked: [UncheckedRule] = []
}
