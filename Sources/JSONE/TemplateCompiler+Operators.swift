import Diagnostics
import Values

extension TemplateCompiler {
  static let operators = [
    "$eval", "$json", "$if", "$flatten", "$flattenDeep", "$fromNow", "$let", "$map", "$reduce",
    "$find", "$match", "$switch", "$merge", "$mergeDeep", "$sort", "$reverse",
  ]

  /// What a mapping with an operator does; nil where it has none.
  func operation(
    _ entries: [TemplateSource.Entry], at range: Range<Int>
  ) throws(TemplateError) -> TemplateNode.Form? {
    let found = entries.filter { Self.operators.contains($0.key) }
    guard let first = found.first else { return nil }
    if found.count > 1 {
      throw TemplateError(
        .template, "only one operator allowed",
        "'\(first.key)' and '\(found[1].key)' cannot stand in one mapping",
        at: place(found[1].keySource.range))
    }
    let call = Call(name: first.key, entry: first, entries: entries, range: range)
    switch first.key {
    case "$eval": return try evaluation(call)
    case "$if": return try conditional(call)
    case "$let": return try binding(call)
    case "$map": return try map(call)
    case "$reduce": return try reduce(call)
    case "$find": return try find(call)
    case "$match": return .match(try cases(call).filter { !$0.isDefault }.map(\.value))
    case "$switch": return try selection(call)
    case "$sort": return try sort(call)
    case "$fromNow": return try fromNow(call)
    default: return try transformation(call)
    }
  }

  /// A mapping that holds an operator.
  private struct Call {
    let name: String
    let entry: TemplateSource.Entry
    let entries: [TemplateSource.Entry]
    let range: Range<Int>

    subscript(key: String) -> TemplateSource.Entry? { entries.first { $0.key == key } }
  }

  private func error(
    _ suiteText: String, _ message: String, at range: Range<Int>
  ) -> TemplateError {
    TemplateError(.template, suiteText, message, at: place(range))
  }

  private func refuseOthers(
    _ call: Call, than allowed: String..., or isAllowed: (String) -> Bool = { _ in false }
  ) throws(TemplateError) {
    let others = call.entries.filter {
      $0.key != call.name && !allowed.contains($0.key) && !isAllowed($0.key)
    }
    guard let first = others.first else { return }
    let names = others.map(\.key).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    let near = closest(to: first.key, among: allowed)
    var found = TemplateError(
      .template, "\(call.name) has undefined properties: \(names.joined(separator: " "))",
      "'\(call.name)' takes no '\(first.key)'", at: place(first.keySource.range),
      code: near == nil ? .templateError : .unknownTemplateName
    ).with(nearName: near)
    if first.key.hasPrefix("each") || first.key.hasPrefix("by") {
      found.help.append("it takes the names that it gives in brackets, such as 'each(x)'")
    }
    throw found
  }

  // MARK: - Operators

  private func evaluation(_ call: Call) throws(TemplateError) -> TemplateNode.Form {
    try refuseOthers(call)
    let source = call.entry.value
    guard case .scalar(.string(let text)) = source.shape else {
      throw error(
        "$eval must be given a string expression", "'$eval' takes an expression as text",
        at: source.range)
    }
    let expression = expression(text, of: source)
    if case .literal(let value) = expression.form { return .constant(value) }
    return .evaluate(expression)
  }

  private func conditional(_ call: Call) throws(TemplateError) -> TemplateNode.Form {
    try refuseOthers(call, than: "then", "else")
    let source = call.entry.value
    guard case .scalar(.string(let text)) = source.shape else {
      throw error(
        "$if can evaluate string expressions only", "'$if' takes an expression as text",
        at: source.range
      ).with(help: "write the condition in quotes")
    }
    return .conditional(
      expression(text, of: source), then: call["then"].map { compile($0.value) },
      otherwise: call["else"].map { compile($0.value) })
  }

  private func binding(_ call: Call) throws(TemplateError) -> TemplateNode.Form {
    try refuseOthers(call, than: "in")
    guard case .mapping(let entries) = call.entry.value.shape else {
      throw error(
        "$let value must be an object", "'$let' takes a mapping of names to values",
        at: call.entry.value.range)
    }
    let value = compile(call.entry.value)
    guard let body = call["in"] else {
      throw error(
        "$let operator requires an `in` clause", "'$let' needs an 'in'",
        at: call.entry.keySource.range)
    }
    let names = entries.lazy.map(\.key).filter { isIdentifier($0) }.map(symbol)
    return try binding(Array(names)) { () throws(TemplateError) in
      .binding(value, body: compile(body.value))
    }
  }

  private func map(_ call: Call) throws(TemplateError) -> TemplateNode.Form {
    try refuseOthers(call) { self.names(in: $0, of: "each", 1...2) != nil }
    let (entry, symbols) = try only("each", 1...2, of: call, properties: "two")
    let value = compile(call.entry.value)
    let body = try binding(symbols) { () throws(TemplateError) in compile(entry.value) }
    return .map(value, TemplateNode.Each(key: entry.key, symbols: symbols, body: body))
  }

  private func reduce(_ call: Call) throws(TemplateError) -> TemplateNode.Form {
    try refuseOthers(call, than: "initial") { self.names(in: $0, of: "each", 2...3) != nil }
    let (entry, symbols) = try only("each", 2...3, of: call, properties: "three")
    guard let initial = call["initial"] else {
      throw error(
        "$reduce must have exactly three properties", "'$reduce' needs an 'initial'",
        at: call.entry.keySource.range)
    }
    if profile == .strict, !compile(initial.value).isConstant {
      throw error(
        "$reduce initial is not rendered", "'initial' of '$reduce' is taken as it is written",
        at: initial.value.range
      ).with(help: "give it a plain value, and compute in '\(entry.key)'")
    }
    let value = compile(call.entry.value)
    let body = try binding(symbols) { () throws(TemplateError) in compile(entry.value) }
    return .reduce(
      value, TemplateNode.Each(key: entry.key, symbols: symbols, body: body),
      initial: initial.value.plainValue, growth: growth(of: entry.value))
  }

  private func find(_ call: Call) throws(TemplateError) -> TemplateNode.Form {
    try refuseOthers(call) { self.names(in: $0, of: "each", 1...2) != nil }
    let (entry, symbols) = try only("each", 1...2, of: call, properties: "two")
    let value = compile(call.entry.value)
    return .find(
      value, try bound(entry, symbols, otherwise: "each can evaluate string expressions only"))
  }

  private func sort(_ call: Call) throws(TemplateError) -> TemplateNode.Form {
    try refuseOthers(call) { self.names(in: $0, of: "by", 1...1) != nil }
    let value = compile(call.entry.value)
    guard call.entries.count > 1 else { return .sort(value, by: nil) }
    guard call.entries.count == 2 else {
      throw error(
        "only one by(..) is allowed", "'$sort' takes one 'by(…)' only",
        at: call.entries[2].keySource.range)
    }
    let (entry, symbols) = try only("by", 1...1, of: call, properties: "two")
    return .sort(
      value, by: try bound(entry, symbols, otherwise: "by can evaluate string expressions only"))
  }

  private func selection(_ call: Call) throws(TemplateError) -> TemplateNode.Form {
    let cases = try cases(call)
    return .select(
      cases.filter { !$0.isDefault }.map(\.value),
      otherwise: cases.first { $0.isDefault }?.value.value)
  }

  private func fromNow(_ call: Call) throws(TemplateError) -> TemplateNode.Form {
    if profile == .strict { throw clockError(call.name, at: call.entry.keySource.range) }
    try refuseOthers(call, than: "from")
    return .fromNow(
      compile(call.entry.value), reference: call["from"].map { compile($0.value) })
  }

  /// The operators that take one value and nothing else.
  private func transformation(_ call: Call) throws(TemplateError) -> TemplateNode.Form {
    try refuseOthers(call)
    let value = compile(call.entry.value)
    switch call.name {
    case "$json": return .json(value)
    case "$flatten": return .flatten(value, deep: false)
    case "$flattenDeep": return .flatten(value, deep: true)
    case "$merge": return .merge(value, deep: false)
    case "$mergeDeep": return .merge(value, deep: true)
    case "$reverse": return .reverse(value)
    default: preconditionFailure("every operator is compiled above")
    }
  }

  // MARK: - Parts of operators

  /// The conditions of `$match` and `$switch`: in document order, but sorted in the core language.
  private func cases(
    _ call: Call
  ) throws(TemplateError) -> [(value: TemplateNode.Case, isDefault: Bool)] {
    try refuseOthers(call)
    guard case .mapping(var entries) = call.entry.value.shape else {
      throw error(
        "\(call.name) can evaluate objects only",
        "'\(call.name)' takes a mapping of conditions to values", at: call.entry.value.range)
    }
    if profile == .core {
      entries.sort { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    }
    return entries.map { entry in
      let isDefault = call.name == "$switch" && entry.key == "$default"
      let condition =
        isDefault
        ? Expression(form: .literal(true), range: entry.keySource.range, depth: 1)
        : expression(entry.key, of: entry.keySource)
      return (TemplateNode.Case(condition: condition, value: compile(entry.value)), isDefault)
    }
  }

  /// The one entry such as `each(x, i)`, and the symbols of its names.
  private func only(
    _ word: String, _ count: ClosedRange<Int>, of call: Call, properties: String
  ) throws(TemplateError) -> (TemplateSource.Entry, [Symbol]) {
    let found = call.entries.compactMap { entry in
      names(in: entry.key, of: word, count).map { (entry, $0.map(symbol)) }
    }
    guard let first = found.first, found.count == 1 else {
      let example = count.lowerBound == 1 ? "\(word)(x)" : "\(word)(sum, x)"
      throw error(
        "\(call.name) must have exactly \(properties) properties",
        found.isEmpty
          ? "'\(call.name)' needs an '\(example)'" : "'\(call.name)' takes one '\(word)(…)' only",
        at: (found.last?.0.keySource ?? call.entry.keySource).range)
    }
    return first
  }

  /// The names in `each(x, i)`; nil where the key is nothing of the kind.
  private func names(in key: String, of word: String, _ count: ClosedRange<Int>) -> [String]? {
    guard key.hasPrefix(word + "("), key.hasSuffix(")") else { return nil }
    let inner = key.utf8.dropFirst(word.utf8.count + 1).dropLast()
    var names: [String] = []
    for (index, part) in inner.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
      .enumerated()
    {
      let name = index == 0 ? part : part.drop { $0 == 0x20 || (0x09...0x0D).contains($0) }
      names.append(String(Substring(name)))
    }
    return count.contains(names.count) && names.allSatisfy({ isIdentifier($0) }) ? names : nil
  }

  private func bound(
    _ entry: TemplateSource.Entry, _ symbols: [Symbol], otherwise suiteText: String
  ) throws(TemplateError) -> TemplateNode.Bound {
    guard case .scalar(.string(let text)) = entry.value.shape else {
      throw error(suiteText, "'\(entry.key)' takes an expression as text", at: entry.value.range)
    }
    return try binding(symbols) { () throws(TemplateError) in
      TemplateNode.Bound(symbols: symbols, expression: expression(text, of: entry.value))
    }
  }

  /// How many levels one turn of a `$reduce` can add to its accumulator at most.
  private func growth(of source: TemplateSource) -> Int {
    switch source.shape {
    case .scalar(.string(let text)):
      return text.utf8.lazy.filter { $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "{") }.count
    case .scalar: return 0
    case .sequence(let elements): return 1 + (elements.lazy.map(growth).max() ?? 0)
    case .mapping(let entries):
      let levels = entries.lazy.map { self.growth(of: $0.value) }
      // What `$let` nests, its body can nest further; an inner `$reduce` nests up to the limit.
      if entries.contains(where: { $0.key == "$let" }) { return 1 + levels.reduce(0, +) }
      let isReduction = entries.contains { $0.key == "$reduce" }
      return (isReduction ? limits.nesting : 1) + (levels.max() ?? 0)
    }
  }
}
