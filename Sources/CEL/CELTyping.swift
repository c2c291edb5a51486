/// What a schema says of a value, as far as CEL must know it: the same JSON reads as another value of
/// the language by its schema's type and format.
///
/// Schemas conform, so that nothing is copied; `CELUntyped` stands for a value without a schema.
package protocol CELTyping: Sendable {
  var celShape: CELShape { get }

  /// Of a list its elements, of a map its values; nil where the schema says nothing of them.
  var celElement: (any CELTyping)? { get }

  /// The property of that name, as the schema writes it (not escaped); nil where it has none.
  func celProperty(_ name: String) -> (any CELTyping)?
}

/// How a value that follows a schema reads in CEL.
package enum CELShape: Hashable, Sendable {
  /// `type: boolean`.
  case bool
  /// `type: integer`.
  case int
  /// `type: number`: an integer there is a double too.
  case double
  /// `type: string` without a format that CEL knows.
  case string
  /// `type: string` of format `byte`: the bytes that the base64 stands for.
  case bytes
  /// `type: string` of format `duration`.
  case duration
  /// `type: string` of format `date-time` or `date`.
  case timestamp
  /// `x-kubernetes-int-or-string`: an integer or a string, as it is written.
  case intOrString
  /// `type: array`.
  case list(CELListKind)
  /// `type: object` with `additionalProperties`: keys are data, and never escaped.
  case map
  /// `type: object` with `properties`, or with nothing: only declared properties can be selected.
  /// Of an embedded resource, and of the root, `apiVersion`, `kind` and `metadata` with its `name`
  /// and `generateName` are properties too.
  case object
  /// Nothing is known: the value reads as it is written.
  case unknown
}

/// `x-kubernetes-list-type`, which says when two lists are equal and what `+` does.
package enum CELListKind: Hashable, Sendable {
  case atomic
  /// Equal whatever the order of their elements.
  case set
  /// Elements are known by these keys; equal whatever the order of their elements.
  case map(keys: [String])
}

/// A value of which no schema is known.
package struct CELUntyped: CELTyping {
  package init() {}

  package var celShape: CELShape { .unknown }
  package var celElement: (any CELTyping)? { nil }
  package func celProperty(_ name: String) -> (any CELTyping)? { nil }
}
