import Values

/// An expression that was read and resolved, and what of it may be asked many times.
struct CELProgram: Sendable {
  let node: CELNode
  let readsOldSelf: Bool
  private let places: Int

  init(_ source: String) throws(CELError) {
    let syntax = try CELParser.parse(source)
    var compiler = CELCompiler()
    node = try compiler.compile(syntax)
    readsOldSelf = compiler.readsOldSelf
    places = compiler.mostVariables
  }

  /// Its value for an object that is created: there is no older one.
  func value(
    _ value: JSONValue, typed: any CELTyping, steps: Int = CELEvaluator.mostSteps
  ) throws(CELFailure) -> CELValue {
    let variables = [try CELValue(value, typed: typed), .optional(nil)]
    var evaluator = CELEvaluator(variables: variables, places: places, steps: steps)
    return try evaluator.value(node)
  }
}
