import Values

/// Why a function gave no value.
package enum FunctionFailure: Error, Sendable {
  /// The arguments are of the right kinds, and yet wrong.
  case arguments(String)
  /// The function was called to fail, or has its own words for what went wrong.
  case message(String)
  /// It would need more than a render may use.
  case limit(String)
}

/// A function that expressions may call.
package struct Function: Sendable {
  package let name: String
  package let arity: ClosedRange<Int>
  /// What each argument may be; the last repeats.
  package let parameters: [Kinds]
  let body: Body

  enum Body: Sendable {
    case plain(@Sendable ([JSONValue], inout Fuel) throws(FunctionFailure) -> JSONValue)
    /// Needs to see functions.
    case typeName
    /// Needs the names that are in scope.
    case isDefined
    /// Needs the clock.
    case timeFromNow
    /// Takes a first argument that may be missing.
    case fallback
  }

  package init(
    _ name: String, _ parameters: [Kinds], optional: Int = 0,
    _ body: @escaping @Sendable ([JSONValue]) throws(FunctionFailure) -> JSONValue
  ) {
    self.init(
      name, parameters, optional: optional,
      body: .plain { (arguments, fuel) throws(FunctionFailure) in
        // What the caller's code walks through is paid for here, as it knows no fuel.
        for argument in arguments { try fuel.spend(on: argument) }
        let value = try body(arguments)
        if case .string(let text) = value { try fuel.spendText(text.utf8.count) }
        return value
      })
  }

  init(
    _ name: String, _ parameters: [Kinds], optional: Int = 0, variadic: Bool = false, body: Body
  ) {
    self.name = name
    self.parameters = parameters
    arity = (parameters.count - optional)...(variadic ? Int.max : parameters.count)
    self.body = body
  }

  func parameter(_ index: Int) -> Kinds { parameters[min(index, parameters.count - 1)] }

  /// The kinds of values that a parameter takes.
  package struct Kinds: OptionSet, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }

    package static let null = Kinds(rawValue: 1)
    package static let boolean = Kinds(rawValue: 2)
    package static let number = Kinds(rawValue: 4)
    package static let string = Kinds(rawValue: 8)
    package static let array = Kinds(rawValue: 16)
    package static let object = Kinds(rawValue: 32)
    static let function = Kinds(rawValue: 64)
    package static let value: Kinds = [.null, .boolean, .number, .string, .array, .object]

    init(of value: JSONValue) {
      self =
        switch value {
        case .null: .null
        case .bool: .boolean
        case .integer, .number: .number
        case .string: .string
        case .array: .array
        case .object: .object
        }
    }

    /// `a string or a number`.
    var words: String {
      let names: [(Kinds, String)] = [
        (.null, "null"), (.boolean, "a boolean"), (.number, "a number"), (.string, "a string"),
        (.array, "an array"), (.object, "an object"),
      ]
      let held = names.filter { contains($0.0) }.map(\.1)
      return isSuperset(of: .value) ? "any value" : held.joined(separator: " or ")
    }
  }
}
