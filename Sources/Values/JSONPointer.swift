/// A way from the root of a value to a place within it (RFC 6901).
package struct JSONPointer: Hashable, Sendable {
  package enum Step: Hashable, Sendable {
    case key(String)
    case index(Int)
  }

  package var steps: [Step]

  package init(_ steps: [Step] = []) { self.steps = steps }

  package func appending(_ key: String) -> JSONPointer { JSONPointer(steps + [.key(key)]) }
  package func appending(_ index: Int) -> JSONPointer { JSONPointer(steps + [.index(index)]) }
}

extension JSONPointer: CustomStringConvertible {
  /// `/spec/template/0`, with `~0` for `~` and `~1` for `/`.
  package var description: String {
    steps.map { step in
      switch step {
      case .index(let index): return "/\(index)"
      case .key(let key):
        var escaped = "/"
        for scalar in key.unicodeScalars {
          switch scalar {
          case "~": escaped += "~0"
          case "/": escaped += "~1"
          default: escaped.unicodeScalars.append(scalar)
          }
        }
        return escaped
      }
    }.joined()
  }
}

extension JSONValue {
  package subscript(pointer: JSONPointer) -> JSONValue? {
    var value = self
    for step in pointer.steps {
      switch (step, value) {
      case (.key(let key), .object(let object)):
        guard let member = object[key] else { return nil }
        value = member
      case (.index(let index), .array(let array)):
        guard array.indices.contains(index) else { return nil }
        value = array[index]
      default: return nil
      }
    }
    return value
  }
}
