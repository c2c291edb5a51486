/// A function of the language or of the API server's libraries.
struct CELFunction: Sendable {
  typealias Body = @Sendable ([CELValue]) throws(CELFailure) -> CELValue

  /// How a function is called; several may have one name.
  struct Key: Hashable, Sendable {
    let name: String
    let isMethod: Bool
    /// The target of a method counts.
    let count: Int
  }

  let keys: [Key]
  let body: Body

  /// `value.name(…)`; `counts` are those of the arguments.
  static func method(_ name: String, _ counts: Int..., body: @escaping Body) -> CELFunction {
    CELFunction(
      keys: counts.map { Key(name: name, isMethod: true, count: $0 + 1) }, body: body)
  }

  /// `name(…)`.
  static func global(_ name: String, _ counts: Int..., body: @escaping Body) -> CELFunction {
    CELFunction(keys: counts.map { Key(name: name, isMethod: false, count: $0) }, body: body)
  }

  /// Both `name(value, …)` and `value.name(…)`; the count is that of the first.
  static func both(_ name: String, _ count: Int, body: @escaping Body) -> CELFunction {
    CELFunction(
      keys: [true, false].map { Key(name: name, isMethod: $0, count: count) }, body: body)
  }

  static let known: [Key: CELFunction] = {
    let all =
      collections + conversions + strings + times + networks + quantities + formats + optionals
    var known: [Key: CELFunction] = [:]
    for function in all {
      for key in function.keys { known[key] = function }
    }
    return known
  }()

  static let names: Set<String> = Set(known.keys.map(\.name))
}

/// What functions ask of their arguments; another type is no overload of theirs.
extension CELValue {
  var asBool: Bool {
    get throws(CELFailure) {
      guard case .bool(let value) = self else { throw .noOverload }
      return value
    }
  }

  var asInt: Int64 {
    get throws(CELFailure) {
      guard case .int(let value) = self else { throw .noOverload }
      return value
    }
  }

  var asString: String {
    get throws(CELFailure) {
      guard case .string(let value) = self else { throw .noOverload }
      return value
    }
  }

  var asList: CELList {
    get throws(CELFailure) {
      guard case .list(let value) = self else { throw .noOverload }
      return value
    }
  }
}
