import Diagnostics
import Values
import YAML

/// A variable that a template reads and does not bind itself.
package struct FreeVariable: Sendable, Hashable {
  package let name: String
  package let place: Place
}

/// A compiled JSON-e template: compiled once, rendered with many contexts.
package struct Template: Sendable {
  /// What is wrong with the template whatever it is rendered with. The core language raises an
  /// error only where it is reached, so there this is empty.
  package let diagnostics: [Diagnostic]
  /// The variables that it reads of its context, at each place.
  package let freeVariables: [FreeVariable]
  /// Where the template looks into its context: of two contexts that agree there it makes the same.
  /// Each is a variable and the members that follow it. nil where it may look at any name.
  package let reads: [[String]]?

  private let source: YAMLNode
  private let root: TemplateNode
  private let names: [String]
  private let profile: Profile
  private let limits: TemplateLimits

  package init(
    _ source: YAMLNode, profile: Profile = .strict, limits: TemplateLimits = .standard
  ) {
    let compiler = TemplateCompiler(path: source.file.path, profile: profile, limits: limits)
    root = compiler.compile(.node(source))
    names = compiler.names
    freeVariables = compiler.freeVariables
    reads =
      compiler.readsAnyName
      ? nil : compiler.reads.sorted { $0.lexicographicallyPrecedes($1) { $0.precedesInBytes($1) } }
    diagnostics = profile == .strict ? compiler.errors.map { $0.diagnostic() } : []
    self.source = source
    self.profile = profile
    self.limits = limits
  }

  /// Nil where the template removes itself.
  package func render(_ context: Context) throws(TemplateError) -> JSONValue? {
    do throws(TemplateError) {
      guard
        case .json(let value)? = try result(Untraced.self, of: root, names, with: context)?.value
      else { return nil }
      return value
    } catch {
      // What had been read is known only to a render that traces; it fails at the same place.
      do throws(TemplateError) { _ = try trace(context) } catch let traced { throw traced }
      throw error
    }
  }

  /// Renders again, with all that is read of the context logged.
  package func trace(_ context: Context) throws(TemplateError) -> Trace {
    let compiler = TemplateCompiler(
      path: source.file.path, profile: profile, limits: limits, folds: false)
    let root = compiler.compile(.node(source))
    return Trace(
      try result(Traced.self, of: root, compiler.names, with: context), path: source.file.path)
  }

  private func result<From: Origin>(
    _: From.Type, of root: TemplateNode, _ names: [String], with context: Context
  ) throws(TemplateError) -> Operand<From>? {
    var evaluator = Evaluator<From>(
      path: source.file.path, profile: profile, limits: limits, context: context, names: names)
    if let name = context.invalidName {
      throw evaluator.error(
        "top level keys of context must follow /[a-zA-Z_][a-zA-Z0-9_]*/",
        "'\(name)' of the context is no name that an expression can use", at: root.range)
    }
    guard let operand = try evaluator.render(root) else { return nil }
    guard case .json(let value) = operand.value else {
      throw evaluator.uncalledFunction(at: root.range)
    }
    // A small template may hold a large value many times over.
    try evaluator.fueled(at: root.range) { (fuel) throws(FunctionFailure) in
      try fuel.spend(on: value)
    }
    return operand
  }
}
