import Values

/// The way to a field of an object, on both sides: of a list that is compared by keys, the elements
/// have different places before and after.
struct FieldTrail {
  enum Step {
    case key(String)
    /// An element, by what tells it from the others: `name=install`.
    case element(String, before: Int?, after: Int?)
  }

  private(set) var steps: [Step] = []

  mutating func push(_ step: Step) { steps.append(step) }
  mutating func pop() { steps.removeLast() }

  /// `spec.template.spec.containers[name=install].image`, as the API server writes it.
  var path: String {
    var path = ""
    for step in steps {
      switch step {
      case .element(let name, _, _): path += "[\(name)]"
      case .key(let key) where key.utf8.contains(UInt8(ascii: ".")): path += "[\(key)]"
      case .key(let key): path += path.isEmpty ? key : ".\(key)"
      }
    }
    return path
  }

  /// nil where an element on the way is not there before.
  var before: JSONPointer? { pointer { before, _ in before } }
  /// nil where an element on the way is not there after.
  var after: JSONPointer? { pointer { _, after in after } }

  private func pointer(_ place: (_ before: Int?, _ after: Int?) -> Int?) -> JSONPointer? {
    var pointer = JSONPointer()
    for step in steps {
      switch step {
      case .key(let key): pointer.steps.append(.key(key))
      case .element(_, let before, let after):
        guard let index = place(before, after) else { return nil }
        pointer.steps.append(.index(index))
      }
    }
    return pointer
  }
}
