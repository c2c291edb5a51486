/// Reads the whole grammar of the language, whether or not all of it is supported.
struct CELParser {
  /// The API server follows 250; threads of small stacks do not, and no real rule comes near.
  private static let deepest = 100

  private let words: [CELLexer.Word]
  private var index = 0
  private var depth = 0

  private init(_ words: [CELLexer.Word]) { self.words = words }

  static func parse(_ source: String) throws(CELError) -> CELSyntax {
    var parser = CELParser(try CELLexer.words(of: source))
    let expression = try parser.expression()
    guard parser.word.token == .end else { throw parser.unexpected() }
    return expression
  }

  private var word: CELLexer.Word { words[index] }

  private mutating func take(_ symbol: CELSymbol) -> Bool {
    guard word.token == .symbol(symbol) else { return false }
    index += 1
    return true
  }

  private mutating func expect(_ symbol: CELSymbol) throws(CELError) {
    guard take(symbol) else {
      throw CELError(.invalid, "'\(symbol.rawValue)' is missing here", at: word.offset)
    }
  }

  private func unexpected() -> CELError {
    if word.token == .end {
      return CELError(.invalid, "the expression ends too early", at: word.offset)
    }
    return CELError(.invalid, "the expression cannot go on like this", at: word.offset)
  }

  private func checked(_ form: CELSyntax.Form, at offset: Int) throws(CELError) -> CELSyntax {
    let syntax = CELSyntax(form, at: offset)
    guard syntax.depth <= Self.deepest else {
      throw CELError(
        .unsupported("depth"), "the expression is more than \(Self.deepest) deep", at: offset)
    }
    return syntax
  }

  private mutating func expression() throws(CELError) -> CELSyntax {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else {
      throw CELError(
        .unsupported("depth"), "the expression is more than \(Self.deepest) deep",
        at: word.offset)
    }
    let condition = try binary(0)
    let offset = word.offset
    guard take(.question) else { return condition }
    let yes = try binary(0)
    try expect(.colon)
    return try checked(.conditional(condition, yes, try expression()), at: offset)
  }

  /// Operators from the loosest to the tightest.
  private static let levels: [[CELSymbol]] = [
    [.or], [.and], [.equal, .unequal, .less, .atMost, .greater, .atLeast], [.plus, .minus],
    [.times, .divide, .remainder],
  ]

  private mutating func binary(_ level: Int) throws(CELError) -> CELSyntax {
    guard level < Self.levels.count else { return try unary() }
    var left = try binary(level + 1)
    var parts: [CELSyntax] = []
    while true {
      let offset = word.offset
      if level == 2, word.token == .identifier("in") {
        index += 1
        left = try checked(.membership(left, try binary(level + 1)), at: offset)
      } else if case .symbol(let symbol) = word.token, Self.levels[level].contains(symbol) {
        index += 1
        let right = try binary(level + 1)
        if level < 2 {
          // Chains of these are long in practice: kept flat.
          if parts.isEmpty { parts = [left] }
          parts.append(right)
        } else {
          left = try checked(.binary(symbol, left, right), at: offset)
        }
      } else {
        guard !parts.isEmpty else { return left }
        return try checked(level == 0 ? .any(parts) : .all(parts), at: parts[0].offset)
      }
    }
  }

  /// Two equal signs take each other back, as in the API server, whatever the type of what follows.
  private mutating func unary() throws(CELError) -> CELSyntax {
    let offset = word.offset
    var signs = 0
    if word.token == .symbol(.not) {
      while take(.not) { signs += 1 }
      let value = try member()
      return signs % 2 == 1 ? try checked(.not(value), at: offset) : value
    }
    guard word.token == .symbol(.minus) else { return try member() }
    while take(.minus) { signs += 1 }
    if signs == 1, let value = negativeLiteral {
      index += 1
      return try members(of: CELSyntax(.literal(value), at: offset))
    }
    let value = try member()
    return signs % 2 == 1 ? try checked(.negated(value), at: offset) : value
  }

  /// The number that comes next with the sign before it, which is part of the literal: `-1.size()`
  /// asks for the size of -1.
  private var negativeLiteral: CELValue? {
    switch word.token {
    case .int(let value):
      value == Int64.min.magnitude ? .int(.min) : Int64(exactly: value).map { .int(-$0) }
    case .double(let value): .double(-value)
    default: nil
    }
  }

  private mutating func member() throws(CELError) -> CELSyntax { try members(of: try primary()) }

  /// What follows a value: selections, indices and calls.
  private mutating func members(of value: CELSyntax) throws(CELError) -> CELSyntax {
    var value = value
    while true {
      let offset = word.offset
      if take(.dot) {
        let isOptional = take(.question)
        let place = word.offset
        guard case .identifier(let name) = word.token, !Self.keywords.contains(name) else {
          throw CELError(.invalid, "a name is missing behind '.'", at: place)
        }
        index += 1
        if !isOptional, take(.openParenthesis) {
          let arguments = try arguments()
          value = try checked(
            .call(function: name, target: value, arguments: arguments), at: place)
        } else {
          value = try checked(.select(value, field: name, isOptional: isOptional), at: place)
        }
      } else if take(.openBracket) {
        let isOptional = take(.question)
        let position = try expression()
        try expect(.closeBracket)
        value = try checked(.index(value, position, isOptional: isOptional), at: offset)
      } else if word.token == .symbol(.openBrace), let name = value.qualifiedName {
        try skipMessage()
        value = CELSyntax(.message(name), at: value.offset)
      } else {
        return value
      }
    }
  }

  /// The fields of an object of a named type, which is not supported: read for their syntax.
  private mutating func skipMessage() throws(CELError) {
    try expect(.openBrace)
    while word.token != .symbol(.closeBrace) {
      _ = take(.question)
      guard case .identifier = word.token else { throw unexpected() }
      index += 1
      try expect(.colon)
      _ = try expression()
      guard take(.comma) else { break }
    }
    try expect(.closeBrace)
  }

  private mutating func arguments() throws(CELError) -> [CELSyntax] {
    var arguments: [CELSyntax] = []
    if take(.closeParenthesis) { return [] }
    repeat { arguments.append(try expression()) } while take(.comma)
    try expect(.closeParenthesis)
    return arguments
  }

  private mutating func primary() throws(CELError) -> CELSyntax {
    let offset = word.offset
    func literal(_ value: CELValue) -> CELSyntax { CELSyntax(.literal(value), at: offset) }
    switch word.token {
    case .int(let value):
      guard let value = Int64(exactly: value) else {
        throw CELError(.invalid, "this number is too large or is none", at: offset)
      }
      index += 1
      return literal(.int(value))
    case .uint(let value):
      index += 1
      return literal(.uint(value))
    case .double(let value):
      index += 1
      return literal(.double(value))
    case .string(let value):
      index += 1
      return literal(.string(value))
    case .bytes(let value):
      index += 1
      return literal(.bytes(value))
    case .identifier(let name):
      index += 1
      switch name {
      case "true": return literal(.bool(true))
      case "false": return literal(.bool(false))
      case "null": return literal(.null)
      default: return try named(name, at: offset)
      }
    case .symbol(.dot):
      index += 1
      guard case .identifier(let name) = word.token else { throw unexpected() }
      index += 1
      return try named(name, at: offset)
    case .symbol(.openParenthesis):
      index += 1
      let value = try expression()
      try expect(.closeParenthesis)
      return value
    case .symbol(.openBracket):
      index += 1
      return try checked(.list(try elements()), at: offset)
    case .symbol(.openBrace):
      index += 1
      return try checked(.map(try entries()), at: offset)
    case .symbol, .end: throw unexpected()
    }
  }

  private mutating func named(_ name: String, at offset: Int) throws(CELError) -> CELSyntax {
    if Self.keywords.contains(name) || Self.reserved.contains(name) {
      throw CELError(.invalid, "'\(name)' is a word of the language and no name", at: offset)
    }
    guard take(.openParenthesis) else { return CELSyntax(.name(name), at: offset) }
    return try checked(
      .call(function: name, target: nil, arguments: try arguments()), at: offset)
  }

  private mutating func elements() throws(CELError) -> [CELSyntax.Element] {
    var elements: [CELSyntax.Element] = []
    while word.token != .symbol(.closeBracket) {
      let isOptional = take(.question)
      elements.append(CELSyntax.Element(value: try expression(), isOptional: isOptional))
      guard take(.comma) else { break }
    }
    try expect(.closeBracket)
    return elements
  }

  private mutating func entries() throws(CELError) -> [(
    key: CELSyntax.Element, value: CELSyntax
  )] {
    var entries: [(key: CELSyntax.Element, value: CELSyntax)] = []
    while word.token != .symbol(.closeBrace) {
      let isOptional = take(.question)
      let key = CELSyntax.Element(value: try expression(), isOptional: isOptional)
      try expect(.colon)
      entries.append((key, try expression()))
      guard take(.comma) else { break }
    }
    try expect(.closeBrace)
    return entries
  }

  private static let keywords: Set<String> = ["in", "true", "false", "null"]
  private static let reserved: Set<String> = [
    "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop",
    "package", "namespace", "return", "var", "void", "while",
  ]
}

extension CELSyntax {
  /// `a.b.c` where it is nothing but names.
  var qualifiedName: String? {
    switch form {
    case .name(let name): name
    case .select(let value, let field, isOptional: false):
      value.qualifiedName.map { "\($0).\(field)" }
    default: nil
    }
  }
}
