/// An expression as it is written: names are not resolved yet, and macros are calls.
struct CELSyntax: Sendable {
  indirect enum Form: Sendable {
    case literal(CELValue)
    case name(String)
    /// `.name`, or `.?name` which gives an optional.
    case select(CELSyntax, field: String, isOptional: Bool)
    case index(CELSyntax, CELSyntax, isOptional: Bool)
    case call(function: String, target: CELSyntax?, arguments: [CELSyntax])
    case not(CELSyntax)
    case negated(CELSyntax)
    case binary(CELSymbol, CELSyntax, CELSyntax)
    case membership(CELSyntax, CELSyntax)
    /// Two or more, joined by `&&`.
    case all([CELSyntax])
    /// Two or more, joined by `||`.
    case any([CELSyntax])
    case conditional(CELSyntax, CELSyntax, CELSyntax)
    case list([Element])
    case map([(key: Element, value: CELSyntax)])
    /// An object of a named type: `Name{field: value}`.
    case message(String)
  }

  /// Of a list or a map; `?` before it leaves it out where it is an empty optional.
  struct Element: Sendable {
    let value: CELSyntax
    let isOptional: Bool
  }

  let form: Form
  let offset: Int
  /// Of the tree, so that nothing that walks it runs out of stack.
  let depth: Int

  init(_ form: Form, at offset: Int) {
    self.form = form
    self.offset = offset
    depth = form.deepest + 1
  }
}

extension CELSyntax.Form {
  fileprivate var deepest: Int {
    switch self {
    case .literal, .name, .message: 0
    case .select(let value, _, _), .not(let value), .negated(let value): value.depth
    case .index(let a, let b, _), .binary(_, let a, let b), .membership(let a, let b):
      max(a.depth, b.depth)
    case .call(_, let target, let arguments):
      arguments.reduce(target?.depth ?? 0) { max($0, $1.depth) }
    case .all(let parts), .any(let parts): parts.reduce(0) { max($0, $1.depth) }
    case .conditional(let a, let b, let c): max(a.depth, max(b.depth, c.depth))
    case .list(let elements): elements.reduce(0) { max($0, $1.value.depth) }
    case .map(let entries): entries.reduce(0) { max($0, max($1.key.value.depth, $1.value.depth)) }
    }
  }
}
