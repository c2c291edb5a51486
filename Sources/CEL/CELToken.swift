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

/// Operators and brackets; longer ones first, so that the first that fits is the right one.
enum CELSymbol: String, CaseIterable, Sendable {
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
