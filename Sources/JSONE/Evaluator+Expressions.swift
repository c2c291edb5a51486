import Diagnostics
import Values

extension Evaluator {
  /// Evaluates a whole expression of the template.
  mutating func result(of expression: Expression) throws(TemplateError) -> Operand<From> {
    guard From.isTraced else { return try evaluate(expression) }
    log = []
    do throws(TemplateError) { return try evaluate(expression) } catch {
      throw error.modified { $0.reads = union([$0.reads, log]) }
    }
  }

  /// With `missingIsNull`, members that are missing give null, as `default` wants it.
  private mutating func evaluate(
    _ expression: Expression, missingIsNull: Bool = false
  ) throws(TemplateError) -> Operand<From> {
    try spend(at: expression.range)
    switch expression.form {
    case .literal(let value): return Operand(value)
    case .variable(let symbol): return try variable(symbol, at: expression.range)
    case .member(let object, let name):
      let operand = try evaluate(object, missingIsNull: missingIsNull)
      return try member(name, of: operand, missingIsNull, at: expression.range)
    case .index(let collection, let index):
      let operand = try evaluate(collection, missingIsNull: missingIsNull)
      let key = try evaluate(index)
      return try element(key, of: operand, missingIsNull, at: expression.range, index.range)
    case .slice(let collection, let lower, let upper):
      return try slice(collection, lower, upper, at: expression.range)
    case .call(let callee, let arguments):
      return try call(callee, arguments, at: expression.range)
    case .unary(let unary, let operand):
      return try apply(unary, to: try evaluate(operand), at: expression.range)
    case .and(let left, let right):
      return try logical(left, right, decidedBy: false)
    case .or(let left, let right):
      return try logical(left, right, decidedBy: true)
    case .binary(let binary, let left, let right):
      let a = try evaluate(left)
      let b = try evaluate(right)
      return Operand(
        .json(try apply(binary, a.value, b.value, at: expression.range, left.range, right.range)),
        a.origin.combined(with: b.origin))
    case .list(let elements):
      var builder = ArrayBuilder<From>(capacity: elements.count)
      for element in elements { builder.append(try evaluate(element)) }
      return builder.operand
    case .record(let entries):
      var builder = ObjectBuilder<From>(capacity: entries.count)
      for entry in entries { builder.set(entry.key, try evaluate(entry.value)) }
      return builder.operand
    case .failure(let error): throw error
    }
  }

  private mutating func logical(
    _ left: Expression, _ right: Expression, decidedBy truth: Bool
  ) throws(TemplateError) -> Operand<From> {
    let first = try evaluate(left)
    if first.value.isTruthy == truth {
      return Operand(.json(.bool(truth)), From.none.combined(with: first.origin))
    }
    let second = try evaluate(right)
    return Operand(.json(.bool(second.value.isTruthy)), first.origin.combined(with: second.origin))
  }

  // MARK: - Names

  private mutating func variable(
    _ symbol: Symbol, at range: Range<Int>, called: Bool = false
  ) throws(TemplateError) -> Operand<From> {
    guard let operand = look(up: symbol) else {
      let name = names[symbol]
      let near = nearName(name, called: called)
      throw TemplateError(
        .interpreter, "unknown context value \(name)",
        called ? "there is no function '\(name)'" : "there is no variable '\(name)'",
        at: place(range), code: .unknownTemplateName
      ).with(nearName: near)
    }
    if From.isTraced { note(operand.origin, insteadOf: nil) }
    return operand
  }

  /// Logs what an expression reads: the deepest way only, as `a.b` reads no more of `a`.
  private mutating func note(_ origin: From, insteadOf outer: JSONPointer?) {
    if let outer, let known = log.lastIndex(of: outer) { log.remove(at: known) }
    log = union([log, origin.reads])
  }

  private mutating func member(
    _ name: String, of operand: Operand<From>, _ missingIsNull: Bool, at range: Range<Int>
  ) throws(TemplateError) -> Operand<From> {
    let isMissing = if case .json(.null) = operand.value { missingIsNull } else { false }
    guard operand.value.isObject || isMissing else {
      throw error(
        "infix: . expects objects",
        "'.\(name)' asks for a member of an object, and this is of kind '\(operand.value.kindName)'",
        at: range, .interpreter
      ).with(operand: operand.value.kindName)
    }
    let found = operand.value[name]
    let origin = From.isTraced ? operand.origin.member(name) : operand.origin
    if From.isTraced, found != nil || missingIsNull { note(origin, insteadOf: operand.origin.path) }
    if let found { return Operand(found, origin) }
    if missingIsNull { return Operand(.json(.null), origin) }
    let keys = operand.value.members?.map(\.key) ?? []
    throw TemplateError(
      .interpreter, "object has no property \"\(name)\"", "there is no member '\(name)'",
      at: place(range), code: .unknownTemplateName
    )
    .with(operand: "object")
    .with(nearName: closest(to: name, among: keys))
    .with(help: "'default(…, …)' gives a value where a member is missing")
  }

  private mutating func element(
    _ index: Operand<From>, of operand: Operand<From>, _ missingIsNull: Bool,
    at range: Range<Int>, _ indexRange: Range<Int>
  ) throws(TemplateError) -> Operand<From> {
    if operand.value.isObject {
      guard case .json(.string(let name)) = index.value else {
        throw error(
          "object keys must be strings",
          "an object is asked for a member by a string, and this is of kind "
            + "'\(index.value.kindName)'", at: indexRange, .interpreter
        ).with(operand: index.value.kindName)
      }
      let origin = operand.origin.member(name)
      if From.isTraced { note(origin, insteadOf: operand.origin.path) }
      return Operand(operand.value[name] ?? .json(.null), origin)
    }
    if case .json(.null) = operand.value, missingIsNull { return operand }
    let count: Int
    switch operand.value {
    case .json(.array(let elements)): count = elements.count
    case .list(let elements): count = elements.count
    case .json(.string(let text)):
      try spend(text.utf8.count / 16, at: range)
      count = text.unicodeScalars.count
    default:
      throw error(
        "infix: \"[..]\" expects object, array, or string",
        "'[…]' asks for a part of an object, array or string, and this is of kind "
          + "'\(operand.value.kindName)'", at: range, .interpreter
      ).with(operand: operand.value.kindName)
    }
    guard case .json(let key) = index.value, let wanted = key.integral else {
      throw error(
        "should only use integers to access arrays or strings",
        "an \(operand.value.kindName == "string" ? "index into a string" : "index") is an integer, "
          + "and this is of kind '\(index.value.kindName)'", at: indexRange, .interpreter
      ).with(operand: index.value.kindName)
    }
    let position = wanted < 0 ? wanted &+ Int64(count) : wanted
    guard position >= 0, position < Int64(count) else {
      if missingIsNull { return Operand(.json(.null), operand.origin) }
      throw error(
        "index out of bounds", "index \(wanted) is out of bounds: there are \(count) elements",
        at: indexRange, .interpreter)
    }
    return pick(Int(position), of: operand)
  }

  private mutating func pick(_ position: Int, of operand: Operand<From>) -> Operand<From> {
    let origin = operand.origin.element(position)
    switch operand.value {
    case .json(.array(let elements)):
      if From.isTraced { note(origin, insteadOf: operand.origin.path) }
      return Operand(.json(elements[position]), origin)
    case .list(let elements): return Operand(elements[position], origin)
    case .json(.string(let text)):
      let scalars = text.unicodeScalars
      let scalar = scalars[scalars.index(scalars.startIndex, offsetBy: position)]
      return Operand(.json(.string(String(scalar))), From.none.combined(with: operand.origin))
    default: preconditionFailure("only arrays and strings have positions")
    }
  }

  private mutating func slice(
    _ collection: Expression, _ lower: Expression?, _ upper: Expression?, at range: Range<Int>
  ) throws(TemplateError) -> Operand<From> {
    let operand = try evaluate(collection)
    let from = try lower.map { (bound) throws(TemplateError) in try evaluate(bound) }
    let to = try upper.map { (bound) throws(TemplateError) in try evaluate(bound) }
    let elements = operand.elements
    var scalars: String.UnicodeScalarView?
    if case .json(.string(let text)) = operand.value { scalars = text.unicodeScalars }
    guard let count = elements?.count ?? scalars?.count else {
      throw error(
        operand.value.isObject
          ? "object keys must be strings" : "infix: \"[..]\" expects object, array, or string",
        "'[…:…]' asks for a part of an array or string, and this is of kind "
          + "'\(operand.value.kindName)'", at: range, .interpreter
      ).with(operand: operand.value.kindName)
    }
    try spend(count, at: range)
    let start = try bound(from, in: count, otherwise: 0, at: lower?.range ?? range)
    let end = max(start, try bound(to, in: count, otherwise: count, at: upper?.range ?? range))
    if let elements { return .array(Array(elements[start..<end])) }
    let part = String(
      Substring((scalars ?? "".unicodeScalars).dropFirst(start).prefix(end - start)))
    try fueled(at: range) { (fuel) throws(FunctionFailure) in try fuel.spendText(part.utf8.count) }
    return Operand(.json(.string(part)), From.none.combined(with: operand.origin))
  }

  /// A bound of a slice, counted from the end where it is negative, and never outside.
  private func bound(
    _ operand: Operand<From>?, in count: Int, otherwise: Int, at range: Range<Int>
  ) throws(TemplateError) -> Int {
    guard let operand else { return otherwise }
    guard case .json(let value) = operand.value, let wanted = value.integral else {
      throw error(
        "cannot perform interval access with non-integers",
        "the bounds of a part are integers, and this is of kind '\(operand.value.kindName)'",
        at: range, .interpreter
      ).with(operand: operand.value.kindName)
    }
    let position = wanted < 0 ? wanted + Int64(count) : wanted
    return Int(min(max(position, 0), Int64(count)))
  }

  // MARK: - Calls

  private mutating func call(
    _ callee: Expression, _ arguments: [Expression], at range: Range<Int>
  ) throws(TemplateError) -> Operand<From> {
    let target: Operand<From>
    if case .variable(let symbol) = callee.form {
      target = try variable(symbol, at: callee.range, called: true)
    } else {
      target = try evaluate(callee)
    }
    guard case .function(let function) = target.value else {
      throw notCallable(target.value, at: callee.range)
    }
    var operands: [Operand<From>] = []
    operands.reserveCapacity(arguments.count)
    for (index, argument) in arguments.enumerated() {
      let isFallback = if case .fallback = function.body { index == 0 } else { false }
      operands.append(try evaluate(argument, missingIsNull: isFallback))
    }
    try check(operands, of: function, at: range, arguments)
    var origin = From.none
    if From.isTraced { for operand in operands { origin = origin.combined(with: operand.origin) } }
    switch function.body {
    case .plain(let body):
      return Operand(.json(try run(body, function, operands, at: range)), origin)
    case .typeName: return Operand(.json(.string(typeName(operands[0].value))), origin)
    case .isDefined:
      let name = if case .json(let value) = operands[0].value { value.string } else { String?.none }
      return Operand(.json(.bool(isDefined(name ?? ""))), origin)
    case .timeFromNow: return Operand(.json(try time(operands.map(\.value), at: range)), origin)
    case .fallback:
      if case .json(.null) = operands[0].value {
        return Operand(
          operands[1].value,
          From.isTraced ? operands[1].origin.named(by: operands[0].origin) : operands[1].origin)
      }
      return operands[0]
    }
  }

  private func notCallable(_ value: Value, at range: Range<Int>) -> TemplateError {
    let text = if case .json(let value) = value { Builtins.written(value) } else { String?.none }
    return error(
      "\(text ?? value.kindName) is not callable",
      "a value of kind '\(value.kindName)' cannot be called", at: range, .interpreter
    ).with(operand: value.kindName)
  }

  private func check(
    _ operands: [Operand<From>], of function: Function, at range: Range<Int>,
    _ arguments: [Expression]
  ) throws(TemplateError) {
    let suiteText = "invalid arguments to builtin: \(function.name)"
    guard function.arity.contains(operands.count) else {
      let least = function.arity.lowerBound
      let statesLeast =
        operands.count < least && ["min", "max", "range", "fromNow"].contains(function.name)
      throw error(
        statesLeast ? "\(suiteText): expected at least \(least) arguments" : suiteText,
        "'\(function.name)' takes \(function.arityWords), and this gives it \(operands.count)",
        at: range, .builtin)
    }
    for (index, operand) in operands.enumerated() {
      let wanted = function.parameter(index)
      let kind =
        if case .json(let value) = operand.value { Function.Kinds(of: value) } else {
          Function.Kinds.function
        }
      if wanted.isSuperset(of: kind) { continue }
      throw error(
        suiteText,
        "'\(function.name)' takes \(wanted.words) here, and this is of kind "
          + "'\(operand.value.kindName)'", at: arguments[index].range, .builtin
      ).with(operand: operand.value.kindName)
    }
  }

  private mutating func run(
    _ body: ([JSONValue], inout Fuel) throws(FunctionFailure) -> JSONValue, _ function: Function,
    _ operands: [Operand<From>], at range: Range<Int>
  ) throws(TemplateError) -> JSONValue {
    var values: [JSONValue] = []
    values.reserveCapacity(operands.count)
    for operand in operands { if case .json(let value) = operand.value { values.append(value) } }
    do throws(FunctionFailure) { return try body(values, &fuel) } catch {
      guard case .arguments(let message) = error else { throw failure(error, at: range) }
      throw self.error(
        "invalid arguments to builtin: \(function.name)", message, at: range, .builtin)
    }
  }

  private func typeName(_ value: Value) -> String {
    switch value.kindName {
    case "integer": "number"
    case let name: name
    }
  }

  private mutating func time(
    _ arguments: [Value], at range: Range<Int>
  ) throws(TemplateError) -> JSONValue {
    guard case .json(.string(let offset)) = arguments[0] else {
      preconditionFailure("the argument was checked to be a string")
    }
    if arguments.count > 1, case .json(let start) = arguments[1] {
      return try time(offset, after: start, at: range)
    }
    return try time(offset, after: value(named: "now"), at: range)
  }

  func time(
    _ offset: String, after start: JSONValue?, at range: Range<Int>
  ) throws(TemplateError) -> JSONValue {
    guard let start = start?.string.flatMap(Timestamp.init) else {
      throw error("reference is no time", "there is no time to count from", at: range)
    }
    guard let moved = start.moved(by: offset) else {
      throw error(
        "offset string: '\(offset)' does not parse", "'\(offset)' is no offset of time", at: range
      ).with(help: "write it as '2 days 3 hours', larger units first")
    }
    return .string(moved.text)
  }
}

extension Function {
  /// `2 arguments`, `1 to 2 arguments`, `at least 1 argument`.
  var arityWords: String {
    let least = arity.lowerBound
    let most = arity.upperBound
    if most == Int.max { return "at least \(least) argument\(least == 1 ? "" : "s")" }
    let count = least == most ? "\(least)" : "\(least) to \(most)"
    return "\(count) argument\(most == 1 ? "" : "s")"
  }
}
