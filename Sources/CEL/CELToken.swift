/// A word of the language, as the lexer tells them apart.
enum CELToken: Hashable, Sendable {
  case identifier(String)
  case int(UInt64)
  case uint(UInt64)
  case double(Double)
  case string(String)
  case bytes([UInt8])
  /// An operator or a bracket.
  case symbol(CELSymbol)
  case end
}

/// An operator or a bracket.
enum CELSymbol: String, Sendable {
  case and = "&&"
  case or = "||"
  case equal = "=="
  case unequal = "!="
  case atMost = "<="
  case atLeast = ">="
  case less = "<"
  case greater = ">"
  case not = "!"
  case plus = "+"
  case minus = "-"
  case times = "*"
  case divide = "/"
  case remainder = "%"
  case question = "?"
  case colon = ":"
  case dot = "."
  case comma = ","
  case openParenthesis = "("
  case closeParenthesis = ")"
  case openBracket = "["
  case closeBracket = "]"
  case openBrace = "{"
  case closeBrace = "}"
}

extension CELSymbol {
  /// The longest that begins with these bytes.
  init?(_ first: UInt8, _ second: UInt8?) {
    let isBeforeEqual = second == UInt8(ascii: "=")
    switch first {
    case UInt8(ascii: "&") where second == first: self = .and
    case UInt8(ascii: "|") where second == first: self = .or
    case UInt8(ascii: "=") where isBeforeEqual: self = .equal
    case UInt8(ascii: "!"): self = isBeforeEqual ? .unequal : .not
    case UInt8(ascii: "<"): self = isBeforeEqual ? .atMost : .less
    case UInt8(ascii: ">"): self = isBeforeEqual ? .atLeast : .greater
    case UInt8(ascii: "+"): self = .plus
    case UInt8(ascii: "-"): self = .minus
    case UInt8(ascii: "*"): self = .times
    case UInt8(ascii: "/"): self = .divide
    case UInt8(ascii: "%"): self = .remainder
    case UInt8(ascii: "?"): self = .question
    case UInt8(ascii: ":"): self = .colon
    case UInt8(ascii: "."): self = .dot
    case UInt8(ascii: ","): self = .comma
    case UInt8(ascii: "("): self = .openParenthesis
    case UInt8(ascii: ")"): self = .closeParenthesis
    case UInt8(ascii: "["): self = .openBracket
    case UInt8(ascii: "]"): self = .closeBracket
    case UInt8(ascii: "{"): self = .openBrace
    case UInt8(ascii: "}"): self = .closeBrace
    default: return nil
    }
  }
}
