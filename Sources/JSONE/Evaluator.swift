import Diagnostics
import Values

/// Renders the nodes of a template with one context.
///
/// Generic over what is remembered of each value: a render that traces is the same code.
struct Evaluator<From: Origin> {
  let path: String
  let profile: Profile
  let context: Context
  var names: [String]
  var fuel: Fuel
  /// What operators bind, innermost last.
  var bindings: [(symbol: Symbol, operand: Operand<From>)] = []
  /// Variables of the context that were looked up already, by symbol.
  private var globals: [Operand<From>?]
  /// What the current expression has read of the context; kept only while tracing.
  var log: [JSONPointer] = []
  /// How many found templates are being rendered within each other.
  var foundTemplates = 0

  init(
    path: String, profile: Profile, limits: TemplateLimits, context: Context, names: [String]
  ) {
    self.path = path
    self.profile = profile
    self.context = context
    self.names = names
    fuel = Fuel(limits)
    globals = Array(repeating: nil, count: names.count)
  }

  // MARK: - Names

  /// Nil where nothing has that name.
  mutating func look(up symbol: Symbol) -> Operand<From>? {
    var index = bindings.count
    while index > 0 {
      index -= 1
      if bindings[index].symbol == symbol { return bindings[index].operand }
    }
    if symbol < globals.count, let known = globals[symbol] { return known }
    let found = global(names[symbol])
    if symbol < globals.count { globals[symbol] = found }
    return found
  }

  private func global(_ name: String) -> Operand<From>? {
    if let value = context.variables[name] { return Operand(.json(value), .variable(name)) }
    if let function = context.functions[name] { return Operand(.function(function), .none) }
    if profile == .core {
      if name == "now", let now = context.now { return Operand(.string(now)) }
    } else if name == "fromNow" {
      return nil
    }
    return Builtins.table[name].map { Operand(.function($0), .none) }
  }

  /// Whether a text names something that an expression could read here.
  mutating func isDefined(_ name: String) -> Bool {
    names.firstIndex(of: name).map { look(up: $0) != nil } ?? (global(name) != nil)
  }

  mutating func value(named name: String) -> JSONValue? {
    guard let symbol = names.firstIndex(of: name) else {
      guard case .json(let value)? = global(name)?.value else { return nil }
      return value
    }
    guard case .json(let value)? = look(up: symbol)?.value else { return nil }
    return value
  }

  /// The name that was probably meant, of a function where it is called.
  func nearName(_ name: String, called: Bool) -> String? {
    let functions = Array(context.functions.keys) + Builtins.table.keys
    let variables = bindings.map { names[$0.symbol] } + context.variables.keys
    return closest(to: name, among: called ? functions : variables + functions)
  }

  /// Evaluates or renders with names bound.
  mutating func binding<Result>(
    _ names: [(symbol: Symbol, operand: Operand<From>)],
    _ body: (inout Self) throws(TemplateError) -> Result
  ) throws(TemplateError) -> Result {
    let outer = bindings.count
    bindings += names
    let result = try body(&self)
    bindings.removeLast(bindings.count - outer)
    return result
  }

  // MARK: - Failures

  func place(_ range: Range<Int>) -> Place { Place(path, range) }

  mutating func spend(_ count: Int = 1, at range: Range<Int>) throws(TemplateError) {
    do throws(FunctionFailure) { try fuel.spend(count) } catch { throw failure(error, at: range) }
  }

  /// Runs what may run out of fuel.
  mutating func fueled<Result>(
    at range: Range<Int>, _ body: (inout Fuel) throws(FunctionFailure) -> Result
  ) throws(TemplateError) -> Result {
    do throws(FunctionFailure) { return try body(&fuel) } catch { throw failure(error, at: range) }
  }

  func failure(_ failure: FunctionFailure, at range: Range<Int>) -> TemplateError {
    switch failure {
    case .limit(let message):
      TemplateError(.template, message, message, at: place(range), code: .templateLimit)
        .with(help: "a template that computes is a missing fact")
    case .message(let message), .arguments(let message):
      TemplateError(.template, message, message, at: place(range))
    }
  }

  func error(
    _ suiteText: String, _ message: String, at range: Range<Int>,
    _ category: TemplateError.Category = .template
  ) -> TemplateError {
    TemplateError(category, suiteText, message, at: place(range))
  }
}
