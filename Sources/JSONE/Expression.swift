import Values

/// A name, as its position in the names that a template knows.
typealias Symbol = Int

/// A parsed expression, with the bytes of the template file that hold it.
struct Expression: Sendable {
  let form: Form
  let range: Range<Int>
  /// Levels of the tree below and with this one; bounded, so that walking it cannot exhaust the
  /// stack.
  let depth: Int

  indirect enum Form: Sendable {
    case literal(JSONValue)
    case variable(Symbol)
    case member(Expression, String)
    case index(Expression, Expression)
    case slice(Expression, from: Expression?, to: Expression?)
    case call(Expression, [Expression])
    case unary(UnaryOperator, Expression)
    case and(Expression, Expression)
    case or(Expression, Expression)
    case binary(BinaryOperator, Expression, Expression)
    case list([Expression])
    case record([Entry])
    /// Could not be parsed: an error only once it is evaluated.
    case failure(TemplateError)
  }

  struct Entry: Sendable {
    let key: String
    let value: Expression
  }
}

enum UnaryOperator: String, Sendable {
  case plus = "+"
  case minus = "-"
  case not = "!"
}

enum BinaryOperator: String, Sendable {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case power = "**"
  case less = "<"
  case greater = ">"
  case lessOrEqual = "<="
  case greaterOrEqual = ">="
  case equal = "=="
  case notEqual = "!="
  case contains = "in"
}
