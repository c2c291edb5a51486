import Diagnostics
import Values

/// Parses one expression of a text: precedence climbing over the tokens of a `Lexer`.
struct ExpressionParser {
  private let bytes: [UInt8]
  private let start: Int
  private let map: SourceMap
  private let compiler: TemplateCompiler
  private var lexer: Lexer
  private var token: Token?
  /// Where the last token that was taken ends, in the file.
  private var end: Int
  private var nesting = 0
  /// How many brackets are open around the current token.
  private var brackets = 0

  private var path: String { compiler.path }
  private var limits: TemplateLimits { compiler.limits }

  init(_ bytes: [UInt8], from start: Int, map: SourceMap, for compiler: TemplateCompiler) {
    self.bytes = bytes
    self.start = start
    self.map = map
    self.compiler = compiler
    lexer = Lexer(bytes, from: start)
    end = map.range(start..<start).lowerBound
  }

  /// The expression that the text is.
  mutating func parseAll() throws(TemplateError) -> Expression {
    try advance()
    let expression = try parse(above: 1)
    if let token { throw unexpected(token, expected: Self.continuations) }
    return expression
  }

  /// The expression up to the brace that ends an interpolation, and where that brace is.
  mutating func parseInterpolation() throws(TemplateError) -> (Expression, brace: Int) {
    try advance()
    let expression = try parse(above: 1)
    guard let token else {
      throw TemplateError(
        .syntax, "unterminated ${..} expression", "'${' is never closed",
        at: place(max(start - 2, 0)..<start)
      ).with(help: "close it with '}', or write '$${' for a literal '${'")
    }
    guard token.kind == .rightBrace else { throw unexpected(token, expected: Self.continuations) }
    return (expression, token.range.lowerBound)
  }

  // MARK: - Grammar

  private mutating func parse(above precedence: Int) throws(TemplateError) -> Expression {
    var left = try parsePrefixed()
    while let token, token.kind.precedence >= precedence {
      try advance()
      // `**` binds to the right, all others to the left.
      let above = token.kind == .power ? token.kind.precedence : token.kind.precedence + 1
      let right = try deeper { parser throws(TemplateError) in try parser.parse(above: above) }
      left = try node(
        infix(token.kind, left, right), left.range.lowerBound..<right.range.upperBound,
        left.depth, right.depth)
    }
    return left
  }

  private func infix(
    _ kind: TokenKind, _ left: Expression, _ right: Expression
  ) -> Expression.Form {
    switch kind {
    case .or: .or(left, right)
    case .and: .and(left, right)
    default: .binary(binaryOperator(kind), left, right)
    }
  }

  private func binaryOperator(_ kind: TokenKind) -> BinaryOperator {
    guard let found = BinaryOperator(rawValue: kind.name) else {
      preconditionFailure("every token with a precedence is an operator")
    }
    return found
  }

  private mutating func parsePrefixed() throws(TemplateError) -> Expression {
    guard let token else { throw unexpectedEnd() }
    guard let prefix = UnaryOperator(rawValue: token.kind.name) else { return try parseAccess() }
    try advance()
    let operand = try deeper { parser throws(TemplateError) in try parser.parsePrefixed() }
    let range = map.range(token.range).lowerBound..<operand.range.upperBound
    return try node(.unary(prefix, operand), range, operand.depth)
  }

  private mutating func parseAccess() throws(TemplateError) -> Expression {
    var value = try parseUnit()
    while let token {
      switch token.kind {
      case .dot:
        try advance()
        let name = try take(.identifier)
        value = try node(.member(value, text(name.range)), from: value, value.depth)
      case .leftBracket: value = try parseBrackets(after: value)
      case .leftParenthesis:
        try advance()
        let arguments = try parseList(until: .rightParenthesis)
        let depth = arguments.lazy.map(\.depth).max() ?? 0
        value = try node(.call(value, arguments), from: value, value.depth, depth)
      default: return value
      }
    }
    return value
  }

  private mutating func parseBrackets(after value: Expression) throws(TemplateError) -> Expression {
    try advance()
    guard let first = token else { throw unexpectedEnd() }
    let lower = first.kind == .colon ? nil : try parseNested()
    guard token?.kind == .colon else {
      try takeClosing(.rightBracket, or: .colon)
      guard let lower else { throw unexpectedEnd() }
      return try node(.index(value, lower), from: value, value.depth, lower.depth)
    }
    try advance()
    let upper = token?.kind == .rightBracket ? nil : try parseNested()
    try takeClosing(.rightBracket)
    return try node(
      .slice(value, from: lower, to: upper), from: value,
      value.depth, max(lower?.depth ?? 0, upper?.depth ?? 0))
  }

  private mutating func parseUnit() throws(TemplateError) -> Expression {
    guard let token else { throw unexpectedEnd() }
    let range = map.range(token.range)
    switch token.kind {
    case .number:
      try advance()
      return try node(.literal(number(token.range)), range)
    case .string:
      try advance()
      let inner = token.range.lowerBound + 1..<token.range.upperBound - 1
      return try node(.literal(.string(text(inner))), range)
    case .true, .false:
      try advance()
      return try node(.literal(.bool(token.kind == .true)), range)
    case .null:
      try advance()
      return try node(.literal(.null), range)
    case .identifier:
      try advance()
      return try node(.variable(compiler.use(text(token.range), at: range)), range)
    case .leftParenthesis:
      try advance()
      let inner = try parseNested()
      try takeClosing(.rightParenthesis)
      return Expression(form: inner.form, range: range.lowerBound..<end, depth: inner.depth)
    case .leftBracket:
      try advance()
      let elements = try parseList(until: .rightBracket)
      return try node(
        list(elements), range.lowerBound..<end, elements.lazy.map(\.depth).max() ?? 0)
    case .leftBrace:
      try advance()
      let entries = try parseEntries()
      return try node(
        record(entries), range.lowerBound..<end, entries.lazy.map(\.value.depth).max() ?? 0)
    default:
      // The suite lists what starts a value only within brackets.
      throw unexpected(
        token, expected: brackets > 0 ? Self.starts : Self.continuations, wanted: "a value")
    }
  }

  /// Expressions between commas, and the token that ends them.
  private mutating func parseList(until closing: TokenKind) throws(TemplateError) -> [Expression] {
    var elements: [Expression] = []
    if token?.kind != closing {
      elements.append(try parseNested())
      while token?.kind == .comma {
        try advance()
        elements.append(try parseNested())
      }
    }
    try takeClosing(closing)
    return elements
  }

  private mutating func parseEntries() throws(TemplateError) -> [Expression.Entry] {
    var entries: [Expression.Entry] = []
    while let key = token, key.kind == .string || key.kind == .identifier {
      try advance()
      try takeClosing(.colon)
      let name =
        key.kind == .string
        ? text(key.range.lowerBound + 1..<key.range.upperBound - 1) : text(key.range)
      entries.append(Expression.Entry(key: name, value: try parseNested()))
      if token?.kind == .rightBrace { break }
      try takeClosing(.comma)
    }
    try takeClosing(.rightBrace)
    return entries
  }

  // MARK: - Nodes

  private func node(
    _ form: Expression.Form, from first: Expression, _ depths: Int...
  ) throws(TemplateError) -> Expression {
    try node(form, first.range.lowerBound..<max(end, first.range.upperBound), depth: depths)
  }

  private func node(
    _ form: Expression.Form, _ range: Range<Int>, _ depths: Int...
  ) throws(TemplateError) -> Expression {
    try node(form, range, depth: depths)
  }

  private func node(
    _ form: Expression.Form, _ range: Range<Int>, depth depths: [Int]
  ) throws(TemplateError) -> Expression {
    let depth = (depths.max() ?? 0) + 1
    guard depth <= limits.nesting else { throw tooDeep(Place(path, range)) }
    return Expression(form: form, range: range, depth: depth)
  }

  /// A list of literals is a literal itself, built once.
  private func list(_ elements: [Expression]) -> Expression.Form {
    var values: [JSONValue] = []
    for element in elements {
      guard case .literal(let value) = element.form else { return .list(elements) }
      values.append(value)
    }
    return .literal(.array(values))
  }

  private func record(_ entries: [Expression.Entry]) -> Expression.Form {
    var object = JSONObject()
    for entry in entries {
      guard case .literal(let value) = entry.value.form else { return .record(entries) }
      object[entry.key] = value
    }
    return .literal(.object(object))
  }

  private func number(_ range: Range<Int>) throws(TemplateError) -> JSONValue {
    let digits = text(range)
    if let integer = Int64(digits) { return .integer(integer) }
    guard let number = Double(digits), number.isFinite,
      compiler.profile == .core || digits.utf8.contains(UInt8(ascii: "."))
    else {
      throw TemplateError(
        .interpreter, "number out of range", "'\(digits)' is not within the range of integers",
        at: place(range))
    }
    return .number(number)
  }

  // MARK: - Tokens

  private mutating func advance() throws(TemplateError) {
    if let token { end = map.range(token.range).upperBound }
    do throws(UnexpectedInput) { token = try lexer.next() } catch {
      let isString = isQuote(bytes[error.offset])
      throw TemplateError(
        .syntax,
        "Unexpected input for '\(text(start..<bytes.count))' at '\(text(error.offset..<bytes.count))'",
        isString ? "a string is never closed" : "no expression goes on like this",
        at: place(error.offset..<(isString ? bytes.count : nextScalar(error.offset))))
    }
  }

  private mutating func take(_ kind: TokenKind) throws(TemplateError) -> Token {
    guard let token else { throw unexpectedEnd() }
    guard token.kind == kind else { throw unexpected(token, expected: [kind]) }
    try advance()
    return token
  }

  private mutating func takeClosing(
    _ kind: TokenKind, or other: TokenKind? = nil
  ) throws(TemplateError) {
    guard let token else { throw unexpectedEnd() }
    guard token.kind == kind else {
      throw unexpected(token, expected: [kind] + (other.map { [$0] } ?? []))
    }
    try advance()
  }

  private mutating func parseNested() throws(TemplateError) -> Expression {
    brackets += 1
    defer { brackets -= 1 }
    return try deeper { parser throws(TemplateError) in try parser.parse(above: 1) }
  }

  /// Goes one level down, unless that would exhaust the stack.
  private mutating func deeper(
    _ parse: (inout ExpressionParser) throws(TemplateError) -> Expression
  ) throws(TemplateError) -> Expression {
    nesting += 1
    defer { nesting -= 1 }
    guard nesting <= limits.nesting else {
      throw tooDeep(place((token?.range.lowerBound ?? start)..<(token?.range.upperBound ?? start)))
    }
    return try parse(&self)
  }

  private func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
  private func place(_ range: Range<Int>) -> Place { Place(path, map.range(range)) }
  private func isQuote(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
  }

  private func nextScalar(_ offset: Int) -> Int {
    var next = offset + 1
    while next < bytes.count, bytes[next] & 0xC0 == 0x80 { next += 1 }
    return next
  }
}

// MARK: - Errors

extension ExpressionParser {
  private static let starts: [TokenKind] = [
    .not, .leftParenthesis, .plus, .minus, .leftBracket, .false, .identifier, .null, .number,
    .string, .true, .leftBrace,
  ]
  private static let continuations: [TokenKind] = [
    .notEqual, .and, .leftParenthesis, .times, .power, .plus, .minus, .dot, .divide, .less,
    .lessOrEqual, .equal, .greater, .greaterOrEqual, .leftBracket, .in, .or,
  ]

  private func unexpected(
    _ token: Token, expected: [TokenKind], wanted: String? = nil
  ) -> TemplateError {
    let found = String(decoding: bytes[token.range], as: UTF8.self)
    let names = expected.map(\.name).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    let words =
      switch expected.count {
      case 1: expected[0] == .identifier ? "a name" : "'\(names[0])'"
      case 2: "'\(names[0])' or '\(names[1])'"
      default: "an operator or the end of the expression"
      }
    return TemplateError(
      .syntax, "Found: \(found) token, expected one of: \(names.joined(separator: ", "))",
      "expected \(wanted ?? words), found '\(found)'", at: Place(path, map.range(token.range)))
  }

  private func unexpectedEnd() -> TemplateError {
    TemplateError(
      .syntax, "Unexpected end of input",
      "the expression ends where a value or a bracket is missing",
      at: Place(path, map.range(bytes.count..<bytes.count)))
  }

  private func tooDeep(_ place: Place) -> TemplateError {
    TemplateError(
      .syntax, "expression is nested too deeply",
      "the expression is nested deeper than \(limits.nesting) levels", at: place,
      code: .templateLimit)
  }
}
