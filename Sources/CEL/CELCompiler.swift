import Patterns

/// Resolves the names of an expression: variables to places, calls to macros and functions.
struct CELCompiler {
  /// What a variable of an expression is called; its index is its place.
  private var scope = ["self", "oldSelf"]
  private(set) var readsOldSelf = false
  private(set) var mostVariables = 2

  mutating func compile(_ syntax: CELSyntax) throws(CELError) -> CELNode {
    switch syntax.form {
    case .literal(let value): return .constant(value)
    case .name(let name): return try variable(name, at: syntax.offset)
    case .select(let value, let field, let isOptional):
      return .field(try compile(value), field, isOptional ? .optional : .value)
    case .index(let value, let index, let isOptional):
      return .index(try compile(value), try compile(index), isOptional: isOptional)
    case .call(let name, let target, let arguments):
      return try call(name, target, arguments, at: syntax.offset)
    case .not(let value): return .not(try compile(value))
    case .negated(let value): return .negated(try compile(value))
    case .binary(let symbol, let a, let b):
      let (a, b) = (try compile(a), try compile(b))
      switch symbol {
      case .equal: return .equal(a, b, isNegated: false)
      case .unequal: return .equal(a, b, isNegated: true)
      case .less, .atMost, .greater, .atLeast: return .compare(symbol, a, b)
      default: return .arithmetic(symbol, a, b)
      }
    case .membership(let a, let b): return .membership(try compile(a), try compile(b))
    case .all(let parts): return .all(try compile(parts))
    case .any(let parts): return .any(try compile(parts))
    case .conditional(let condition, let yes, let no):
      return .conditional(try compile(condition), try compile(yes), try compile(no))
    case .list(let elements):
      var compiled: [CELNode.Element] = []
      for element in elements { compiled.append(try compile(element)) }
      return .list(compiled)
    case .map(let entries):
      var compiled: [(key: CELNode.Element, value: CELNode)] = []
      for entry in entries {
        compiled.append((try compile(entry.key), try compile(entry.value)))
      }
      return .map(compiled)
    case .message(let name):
      throw CELError(
        .unsupported(name), "objects of a named type are not evaluated here", at: syntax.offset)
    }
  }

  private mutating func compile(_ parts: [CELSyntax]) throws(CELError) -> [CELNode] {
    var compiled: [CELNode] = []
    for part in parts { compiled.append(try compile(part)) }
    return compiled
  }

  private mutating func compile(
    _ element: CELSyntax.Element
  ) throws(CELError) -> CELNode.Element {
    CELNode.Element(node: try compile(element.value), isOptional: element.isOptional)
  }

  /// Types are values, and named like variables.
  private static let types: Set<String> = [
    "bool", "int", "uint", "double", "string", "bytes", "list", "map", "null_type", "type",
  ]

  private mutating func variable(_ name: String, at offset: Int) throws(CELError) -> CELNode {
    if let place = scope.lastIndex(of: name) {
      if place == 1 { readsOldSelf = true }
      return .variable(place)
    }
    if Self.types.contains(name) { return .constant(.type(name)) }
    throw CELError(.invalid, "nothing here has the name '\(name)'", at: offset)
  }

  private mutating func call(
    _ name: String, _ target: CELSyntax?, _ arguments: [CELSyntax], at offset: Int
  ) throws(CELError) -> CELNode {
    if let node = try macro(name, target, arguments, at: offset) { return node }
    // `sets.contains(a, b)`: what looks like a target is the function's namespace.
    if let target, let space = target.qualifiedName, !isVariable(space) {
      return try function("\(space).\(name)", nil, arguments, at: offset)
    }
    return try function(name, target, arguments, at: offset)
  }

  private func isVariable(_ name: String) -> Bool {
    let first = String(name[..<(name.utf8.firstIndex(of: UInt8(ascii: ".")) ?? name.endIndex)])
    return scope.contains(first) || Self.types.contains(first)
  }

  private mutating func function(
    _ name: String, _ target: CELSyntax?, _ arguments: [CELSyntax], at offset: Int
  ) throws(CELError) -> CELNode {
    let operands = (target.map { [$0] } ?? []) + arguments
    let key = CELFunction.Key(name: name, isMethod: target != nil, count: operands.count)
    guard let function = CELFunction.known[key] else {
      if CELFunction.names.contains(name) {
        throw CELError(
          .unsupported(name), "'\(name)' is not known with arguments like these", at: offset)
      }
      throw CELError(.unsupported(name), "the function '\(name)' is not known here", at: offset)
    }
    let compiled = try compile(operands)
    if name == "matches", case .literal(.string(let source)) = operands[1].form {
      do {
        return .matches(compiled[0], try Pattern(source))
      } catch {
        let kind: CELError.Kind = error.kind == .invalid ? .invalid : .unsupported("matches")
        throw CELError(kind, "the pattern: \(error.reason)", at: operands[1].offset)
      }
    }
    return .call(function, compiled)
  }
}

/// Macros: calls whose arguments are not evaluated once, before.
extension CELCompiler {
  private mutating func macro(
    _ name: String, _ target: CELSyntax?, _ arguments: [CELSyntax], at offset: Int
  ) throws(CELError) -> CELNode? {
    guard let target else {
      guard name == "has" else { return nil }
      guard arguments.count == 1, case .select(let value, let field, _) = arguments[0].form else {
        throw CELError(.invalid, "has() takes the selection of one field", at: offset)
      }
      return .field(try compile(value), field, .presence)
    }
    switch (name, arguments.count) {
    case ("all", 2), ("all", 3): return try loop(.all, target, arguments)
    case ("exists", 2), ("exists", 3): return try loop(.exists, target, arguments)
    case ("exists_one", 2), ("existsOne", 2), ("exists_one", 3), ("existsOne", 3):
      return try loop(.existsOne, target, arguments)
    case ("filter", 2): return try loop(.filter, target, arguments)
    case ("map", 2), ("map", 3):
      let range = try compile(target)
      let (place, condition, result) = try within(arguments[0]) { (compiler) throws(CELError) in
        (
          arguments.count == 3 ? try compiler.compile(arguments[1]) : nil,
          try compiler.compile(arguments[arguments.count - 1])
        )
      }
      return .loop(
        CELLoop(
          kind: .map, range: range, variable: place, second: nil, condition: condition,
          result: result))
    case ("optMap", 2), ("optFlatMap", 2):
      let value = try compile(target)
      let (place, result, _) = try within(arguments[0]) { (compiler) throws(CELError) in
        (try compiler.compile(arguments[1]), nil)
      }
      guard let result else { preconditionFailure("what was compiled is there") }
      return .mapped(value, variable: place, result, isFlat: name == "optFlatMap")
    case ("or", 1), ("orValue", 1):
      return .fallback(
        try compile(target), try compile(arguments[0]), unwraps: name == "orValue")
    default: return nil
    }
  }

  private mutating func loop(
    _ kind: CELLoop.Kind, _ target: CELSyntax, _ arguments: [CELSyntax]
  ) throws(CELError) -> CELNode {
    let range = try compile(target)
    let body = arguments[arguments.count - 1]
    if arguments.count == 2 {
      let (place, condition, _) = try within(arguments[0]) { (compiler) throws(CELError) in
        (try compiler.compile(body), nil)
      }
      return .loop(
        CELLoop(
          kind: kind, range: range, variable: place, second: nil, condition: condition,
          result: nil))
    }
    let (first, condition, _) = try within(arguments[0]) { (compiler) throws(CELError) in
      let (_, condition, _) = try compiler.within(arguments[1]) { (compiler) throws(CELError) in
        (try compiler.compile(body), nil)
      }
      return (condition, nil)
    }
    return .loop(
      CELLoop(
        kind: kind, range: range, variable: first, second: first + 1, condition: condition,
        result: nil))
  }

  /// Compiles what sees one more variable, and says at which place that is.
  private mutating func within(
    _ variable: CELSyntax,
    _ body: (inout CELCompiler) throws(CELError) -> (CELNode?, CELNode?)
  ) throws(CELError) -> (place: Int, CELNode?, CELNode?) {
    guard case .name(let name) = variable.form else {
      throw CELError(.invalid, "a name for the element is missing here", at: variable.offset)
    }
    scope.append(name)
    mostVariables = max(mostVariables, scope.count)
    defer { scope.removeLast() }
    let (first, second) = try body(&self)
    return (scope.count - 1, first, second)
  }
}
