/// The words of the expression language.
enum TokenKind: UInt8, Sendable {
  case power, plus, minus, times, divide
  case leftBracket, rightBracket, dot, leftParenthesis, rightParenthesis, leftBrace, rightBrace
  case colon, comma
  case greaterOrEqual, lessOrEqual, less, greater, equal, notEqual, not, and, or
  case `true`, `false`, `in`, null, number, identifier, string

  /// The kind's name in messages that list what was expected.
  var name: String {
    switch self {
    case .power: "**"
    case .plus: "+"
    case .minus: "-"
    case .times: "*"
    case .divide: "/"
    case .leftBracket: "["
    case .rightBracket: "]"
    case .dot: "."
    case .leftParenthesis: "("
    case .rightParenthesis: ")"
    case .leftBrace: "{"
    case .rightBrace: "}"
    case .colon: ":"
    case .comma: ","
    case .greaterOrEqual: ">="
    case .lessOrEqual: "<="
    case .less: "<"
    case .greater: ">"
    case .equal: "=="
    case .notEqual: "!="
    case .not: "!"
    case .and: "&&"
    case .or: "||"
    case .true: "true"
    case .false: "false"
    case .in: "in"
    case .null: "null"
    case .number: "number"
    case .identifier: "identifier"
    case .string: "string"
    }
  }

  /// How tightly an infix operator binds; 0 where this is none.
  var precedence: Int {
    switch self {
    case .or: 1
    case .and: 2
    case .in: 3
    case .equal, .notEqual: 4
    case .less, .greater, .lessOrEqual, .greaterOrEqual: 5
    case .plus, .minus: 6
    case .times, .divide: 7
    case .power: 8
    default: 0
    }
  }
}

/// A word of an expression, and its bytes within the text that holds it.
struct Token: Sendable {
  let kind: TokenKind
  let range: Range<Int>
}
