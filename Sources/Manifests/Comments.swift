import Values

/// Comments of a manifest: what a reader would ask of a field, by the field.
///
/// A template gives them as members whose key is `#` and the name of the field that they stand
/// before: no other reader of the object ever sees those.
package typealias Comments = [JSONPointer: String]

extension JSONObject {
  /// The object without its comments, and the comments; the object itself where it has none.
  package func takingComments() -> (value: JSONObject, comments: Comments) {
    guard hasComments else { return (self, [:]) }
    var comments: Comments = [:]
    return (taking(&comments, at: JSONPointer()), comments)
  }

  fileprivate var hasComments: Bool {
    contains { $0.key.utf8.first == UInt8(ascii: "#") || $0.value.hasComments }
  }

  fileprivate func taking(_ comments: inout Comments, at pointer: JSONPointer) -> JSONObject {
    var object = JSONObject()
    for member in self {
      if member.key.utf8.first == UInt8(ascii: "#") {
        comments[pointer.appending(String(member.key.dropFirst()))] = member.value.string
      } else {
        object[member.key] = member.value.taking(&comments, at: pointer.appending(member.key))
      }
    }
    return object
  }
}

extension JSONValue {
  fileprivate var hasComments: Bool {
    switch self {
    case .object(let object): object.hasComments
    case .array(let elements): elements.contains(where: \.hasComments)
    default: false
    }
  }

  fileprivate func taking(_ comments: inout Comments, at pointer: JSONPointer) -> JSONValue {
    switch self {
    case .object(let object): .object(object.taking(&comments, at: pointer))
    case .array(let elements):
      .array(
        elements.enumerated().map { $1.taking(&comments, at: pointer.appending($0)) })
    default: self
    }
  }
}
