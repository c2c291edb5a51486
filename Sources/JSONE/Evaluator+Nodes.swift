import Values

extension Evaluator {
  /// Nil where the node removes itself.
  mutating func render(_ node: TemplateNode) throws(TemplateError) -> Operand<From>? {
    try spend(at: node.range)
    guard From.isTraced else { return try rendered(node) }
    // What an operator passes on is placed where it was made, what an expression gives where that is.
    let keeping = if case .evaluate = node.form { false } else { true }
    return try rendered(node).map {
      Operand($0.value, $0.origin.placed(at: node.range, keeping: keeping))
    }
  }

  private mutating func rendered(_ node: TemplateNode) throws(TemplateError) -> Operand<From>? {
    switch node.form {
    case .constant(let value): Operand(value)
    case .text(let pieces): try text(pieces)
    case .array(let elements): try array(elements)
    case .object(let fields, let hasComputedKeys):
      try object(fields, checksKeys: hasComputedKeys && profile == .strict)
    case .evaluate(let expression): try result(of: expression)
    case .json(let value): try json(value, at: node.range)
    case .flatten(let value, let deep): try flattened(value, deep: deep)
    case .fromNow(let offset, let reference): try fromNow(offset, reference, at: node.range)
    case .conditional(let condition, let then, let otherwise):
      try conditional(condition, then, otherwise)
    case .binding(let values, let body): try binding(values, body)
    case .map(let collection, let each): try map(collection, each)
    case .reduce(let collection, let each, let initial, let growth):
      try reduce(collection, each, initial: initial, growth: growth)
    case .find(let collection, let each): try find(collection, each)
    case .match(let cases): try match(cases)
    case .select(let cases, let otherwise): try select(cases, otherwise)
    case .merge(let objects, let deep): try merged(objects, deep: deep)
    case .sort(let elements, let by): try sorted(elements, by: by)
    case .reverse(let elements): try reversed(elements)
    case .failure(let error): throw error
    }
  }

  private mutating func array(_ nodes: [TemplateNode]) throws(TemplateError) -> Operand<From> {
    var builder = ArrayBuilder<From>(capacity: nodes.count)
    for (index, node) in nodes.enumerated() {
      do throws(TemplateError) {
        if let element = try render(node) { builder.append(element) }
      } catch { throw error.below(.index(index)) }
    }
    return builder.operand
  }

  private mutating func object(
    _ fields: [TemplateNode.Field], checksKeys: Bool
  ) throws(TemplateError) -> Operand<From> {
    var builder = ObjectBuilder<From>(capacity: fields.count)
    for field in fields {
      let (key, naming) = try key(of: field)
      do throws(TemplateError) {
        guard var value = try render(field.value) else { continue }
        if checksKeys, builder.contains(key) {
          throw error(
            "duplicate key after interpolation", "key '\(key)' is given twice", at: field.keyRange)
        }
        if let naming { value.origin = value.origin.named(by: naming) }
        builder.set(key, value)
      } catch { throw error.below(.key(key)) }
    }
    return builder.operand
  }

  /// A field's key, and the origin of its name where it was computed.
  private mutating func key(
    of field: TemplateNode.Field
  ) throws(TemplateError) -> (String, From?) {
    switch field.key {
    case .literal(let key): return (key, nil)
    case .failure(let error): throw error
    case .text(let pieces):
      let operand = try text(pieces)
      guard case .json(.string(let key)) = operand.value else {
        preconditionFailure("an interpolated text is a string")
      }
      return (key, From.isTraced ? operand.origin : nil)
    }
  }

  private mutating func text(
    _ pieces: [TemplateNode.Piece]
  ) throws(TemplateError) -> Operand<From> {
    var text = ""
    var origin = From.none
    for piece in pieces {
      switch piece {
      case .literal(let literal): text += literal
      case .expression(let expression, let source):
        let operand = try result(of: expression)
        let part = try interpolated(operand.value, source, at: expression.range)
        try fueled(at: expression.range) { (fuel) throws(FunctionFailure) in
          try fuel.spendText(part.utf8.count)
        }
        text += part
        if From.isTraced { origin = origin.combined(with: operand.origin) }
      }
    }
    return Operand(.json(.string(text)), origin)
  }

  private func interpolated(
    _ value: Value, _ source: String, at range: Range<Int>
  ) throws(TemplateError) -> String {
    guard case .json(let scalar) = value, let text = Builtins.written(scalar) else {
      throw error(
        "interpolation of '\(source)' produced an array or object",
        "'\(source)' is of kind '\(value.kindName)', which has no place in a text", at: range
      )
      .with(operand: value.kindName)
      .with(help: "'$eval' gives a value of any kind, 'join' and 'json' make a text of one")
    }
    guard scalar.isNull else { return text }
    if profile == .core { return "" }
    throw error("interpolation of '\(source)' produced null", "'\(source)' is null", at: range)
      .with(operand: "null")
      .with(help: "'default(\(source), …)' gives another value where one is null or missing")
  }
}

/// Collects the elements of an array; a plain array of JSON values where nothing else is asked for.
struct ArrayBuilder<From: Origin> {
  private var values: [JSONValue] = []
  /// All elements so far, once one holds a function, or while tracing.
  private var operands: [Operand<From>]? = From.isTraced ? [] : nil

  init(capacity: Int) { values.reserveCapacity(capacity) }

  mutating func append(_ operand: Operand<From>) {
    if operands == nil {
      if case .json(let value) = operand.value {
        values.append(value)
        return
      }
      operands = values.map { Operand($0) }
    }
    operands?.append(operand)
  }

  var operand: Operand<From> { operands.map(Operand.array) ?? Operand(.array(values)) }
}

/// Collects the members of an object; a plain object of JSON values where nothing else is asked for.
struct ObjectBuilder<From: Origin> {
  private var object = JSONObject()
  /// All members so far, once one holds a function, or while tracing.
  private var operands: [(key: String, operand: Operand<From>)]? = From.isTraced ? [] : nil

  init(capacity: Int) { object.reserveCapacity(capacity) }

  func contains(_ key: String) -> Bool {
    operands.map { $0.contains { $0.key == key } } ?? (object[key] != nil)
  }

  /// A later member of the same key replaces the earlier one.
  mutating func set(_ key: String, _ operand: Operand<From>) {
    if operands == nil {
      if case .json(let value) = operand.value {
        object[key] = value
        return
      }
      operands = object.members.map { ($0.key, Operand($0.value)) }
    }
    operands?.append((key, operand))
  }

  var operand: Operand<From> { operands.map(Operand.object) ?? Operand(.object(object)) }
}
