import Diagnostics
import Values

/// Turns a template into nodes: expressions are parsed, names become symbols, what is static is
/// built.
///
/// A part that is wrong becomes a node that fails when it is rendered, as the core language wants
/// it; the errors are collected beside, for the strict profile.
final class TemplateCompiler {
  let path: String
  let profile: Profile
  let limits: TemplateLimits
  /// Whether static parts are built while compiling: not for a trace, which wants their places.
  let folds: Bool
  private(set) var names: [String]
  private(set) var errors: [TemplateError] = []
  private(set) var freeVariables: [FreeVariable] = []
  /// Ways into the context that expressions take; see `Template.reads`.
  private(set) var reads: Set<[String]> = []
  /// Whether an expression may look at any name.
  private(set) var readsAnyName = false
  /// The names that operators around the current node bind.
  private var bound: [Symbol] = []
  private var nesting = 0

  init(
    path: String, profile: Profile, limits: TemplateLimits, folds: Bool = true,
    names: [String] = []
  ) {
    self.path = path
    self.folds = folds
    self.profile = profile
    self.limits = limits
    self.names = names
  }

  func place(_ range: Range<Int>) -> Place { Place(path, range) }

  // MARK: - Names

  func symbol(_ name: String) -> Symbol {
    if let known = names.firstIndex(of: name) { return known }
    names.append(name)
    return names.count - 1
  }

  /// The symbol of a variable that an expression reads.
  func use(_ name: String, at range: Range<Int>) throws(TemplateError) -> Symbol {
    let symbol = symbol(name)
    if bound.contains(symbol) { return symbol }
    if profile == .strict, name == "now" || name == "fromNow" {
      throw clockError(name, at: range)
    }
    if Builtins.table[name] == nil {
      freeVariables.append(FreeVariable(name: name, place: place(range)))
    }
    return symbol
  }

  func clockError(_ name: String, at range: Range<Int>) -> TemplateError {
    TemplateError(
      .template, "\(name) is not available", "'\(name)' is not available in a template",
      at: place(range), code: .unknownTemplateName
    ).with(help: "what a template gives depends on the description alone, never on the time")
  }

  /// Compiles what an operator gives names to.
  func binding<Result>(
    _ symbols: [Symbol], _ compile: () throws(TemplateError) -> Result
  ) throws(TemplateError) -> Result {
    bound += symbols
    defer { bound.removeLast(symbols.count) }
    return try compile()
  }

  // MARK: - Nodes

  /// Never fails: what is wrong becomes a node that does.
  func compile(_ source: TemplateSource) -> TemplateNode {
    nesting += 1
    defer { nesting -= 1 }
    let range = source.range
    do throws(TemplateError) {
      guard nesting <= limits.nesting else {
        throw TemplateError(
          .template, "template is nested too deeply",
          "the template is nested deeper than \(limits.nesting) levels", at: place(range),
          code: .templateLimit)
      }
      return TemplateNode(form: try form(of: source), range: range)
    } catch { return TemplateNode(form: .failure(noting(error)), range: range) }
  }

  func noting(_ error: TemplateError) -> TemplateError {
    errors.append(error)
    return error
  }

  private func form(of source: TemplateSource) throws(TemplateError) -> TemplateNode.Form {
    switch source.shape {
    case .scalar(.string(let text)): return self.text(text, of: source)
    case .scalar(let value): return .constant(value)
    case .sequence(let elements):
      let nodes = elements.map(compile)
      var values: [JSONValue] = []
      for node in nodes {
        guard folds, case .constant(let value) = node.form else { return .array(nodes) }
        values.append(value)
      }
      return .constant(.array(values))
    case .mapping(let entries):
      return try operation(entries, at: source.range) ?? object(entries)
    }
  }

  private func object(_ entries: [TemplateSource.Entry]) -> TemplateNode.Form {
    let fields = entries.map { entry in
      TemplateNode.Field(
        key: key(entry), keyRange: entry.keySource.range, value: compile(entry.value))
    }
    let hasComputedKeys = fields.contains { if case .literal = $0.key { false } else { true } }
    var object = JSONObject()
    for field in fields {
      guard folds, case .literal(let key) = field.key, case .constant(let value) = field.value.form
      else { return .object(fields, hasComputedKeys: hasComputedKeys) }
      object[key] = value
    }
    return .constant(.object(object))
  }

  private func key(_ entry: TemplateSource.Entry) -> TemplateNode.Key {
    if entry.key.hasPrefix("$$") { return .literal(String(entry.key.dropFirst())) }
    if entry.key.hasPrefix("$"), isIdentifier(entry.key.dropFirst()) {
      return .failure(noting(unknownOperator(entry)))
    }
    switch text(entry.key, of: entry.keySource) {
    case .constant(.string(let literal)): return .literal(literal)
    case .text(let pieces): return .text(pieces)
    default: preconditionFailure("a text compiles to a constant or to pieces")
    }
  }

  private func unknownOperator(_ entry: TemplateSource.Entry) -> TemplateError {
    TemplateError(
      .template, "$<identifier> is reserved; use $$<identifier>",
      "'\(entry.key)' is no operator", at: place(entry.keySource.range),
      code: .unknownTemplateName
    )
    .with(nearName: closest(to: entry.key, among: Self.operators))
    .with(help: "write '$\(entry.key)' for a key that starts with '$'")
  }

  // MARK: - Texts

  /// Cuts a text at its `${…}`; `$${` stands for a literal `${`.
  func text(_ text: String, of source: TemplateSource) -> TemplateNode.Form {
    guard text.utf8.contains(UInt8(ascii: "$")) else { return .constant(.string(text)) }
    let bytes = Array(text.utf8)
    var pieces: [TemplateNode.Piece] = []
    var literal: [UInt8] = []
    var map: SourceMap?
    var position = 0
    func endLiteral() {
      if !literal.isEmpty { pieces.append(.literal(String(decoding: literal, as: UTF8.self))) }
      literal = []
    }
    while position < bytes.count {
      let rest = bytes[position...]
      if rest.starts(with: "$${".utf8) {
        literal += "${".utf8
        position += 3
      } else if rest.starts(with: "${".utf8) {
        endLiteral()
        let start = position + 2
        let places = map ?? source.map(of: bytes)
        map = places
        let (expression, brace) = parsed(bytes, from: start, places) {
          (parser: inout ExpressionParser) throws(TemplateError) in
          try parser.parseInterpolation()
        }
        let words = String(decoding: bytes[start..<(brace ?? bytes.count)], as: UTF8.self)
        pieces.append(.expression(expression, source: words))
        // What follows an expression that cannot be parsed cannot be told from it.
        position = brace.map { $0 + 1 } ?? bytes.count
      } else {
        literal.append(bytes[position])
        position += 1
      }
    }
    endLiteral()
    if pieces.isEmpty { return .constant("") }
    if pieces.count == 1, case .literal(let only) = pieces[0] { return .constant(.string(only)) }
    return .text(pieces)
  }

  private func parsed(
    _ bytes: [UInt8], from start: Int, _ map: SourceMap,
    _ parse: (inout ExpressionParser) throws(TemplateError) -> (Expression, brace: Int)
  ) -> (Expression, brace: Int?) {
    var parser = ExpressionParser(bytes, from: start, map: map, for: self)
    do throws(TemplateError) {
      let (expression, brace) = try parse(&parser)
      noteReads(of: expression)
      return (expression, brace)
    } catch {
      let range = map.range(start..<bytes.count)
      return (Expression(form: .failure(noting(error)), range: range, depth: 1), nil)
    }
  }

  /// The expression that a whole text is; one that fails where it cannot be parsed.
  func expression(_ text: String, of source: TemplateSource) -> Expression {
    let bytes = Array(text.utf8)
    return parsed(bytes, from: 0, source.map(of: bytes)) {
      (parser: inout ExpressionParser) throws(TemplateError) in
      (try parser.parseAll(), brace: bytes.count)
    }.0
  }

  // MARK: - Reads

  /// Collects the ways into the context that an expression takes, with what is bound around it.
  private func noteReads(of expression: Expression) {
    if let way = way(of: expression) {
      reads.insert(way)
      return
    }
    switch expression.form {
    case .literal, .failure: break
    case .variable(let symbol):
      if case .isDefined? = Builtins.table[names[symbol]]?.body { readsAnyName = true }
    case .member(let value, _), .unary(_, let value): noteReads(of: value)
    case .index(let value, let index): [value, index].forEach(noteReads)
    case .slice(let value, let from, let to):
      [value, from, to].compactMap { $0 }.forEach(noteReads)
    case .call(let function, let arguments): ([function] + arguments).forEach(noteReads)
    case .and(let left, let right), .or(let left, let right), .binary(_, let left, let right):
      [left, right].forEach(noteReads)
    case .list(let elements): elements.forEach(noteReads)
    case .record(let entries): entries.map(\.value).forEach(noteReads)
    }
  }

  /// `["linkerd", "cli", "kind"]` for `linkerd.cli.kind`; nil for what is no such chain from a
  /// variable of the context.
  private func way(of expression: Expression) -> [String]? {
    switch expression.form {
    case .variable(let symbol):
      guard !bound.contains(symbol), Builtins.table[names[symbol]] == nil else { return nil }
      return [names[symbol]]
    case .member(let value, let name): return way(of: value).map { $0 + [name] }
    default: return nil
    }
  }
}
