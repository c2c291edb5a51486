import Values

extension Evaluator {
  /// The elements of an array that a node must give.
  mutating func elements(
    of node: TemplateNode, _ suiteText: String, _ operatorName: String
  ) throws(TemplateError) -> [Operand<From>] {
    let operand = try render(node)
    guard let operand, let elements = operand.elements else {
      throw wrongKind(operand, suiteText, "'\(operatorName)' takes an array", at: node.range)
    }
    try spend(elements.count, at: node.range)
    return elements
  }

  func wrongKind(
    _ operand: Operand<From>?, _ suiteText: String, _ message: String, at range: Range<Int>
  ) -> TemplateError {
    guard let operand else {
      return error(suiteText, "\(message), and this gives nothing", at: range)
    }
    return error(
      suiteText, "\(message), and this is of kind '\(operand.value.kindName)'", at: range
    )
    .with(operand: operand.value.kindName)
  }

  mutating func conditional(
    _ condition: Expression, _ then: TemplateNode?, _ otherwise: TemplateNode?
  ) throws(TemplateError) -> Operand<From>? {
    let decision = try result(of: condition)
    guard let chosen = decision.value.isTruthy ? then : otherwise else { return nil }
    return try render(chosen).map { Operand($0.value, $0.origin.because(of: decision.origin)) }
  }

  mutating func json(
    _ node: TemplateNode, at range: Range<Int>
  ) throws(TemplateError) -> Operand<From> {
    let operand = try render(node) ?? Operand(.null)
    guard case .json(let value) = operand.value else { throw uncalledFunction(at: range) }
    try fueled(at: range) { (fuel) throws(FunctionFailure) in try fuel.spend(on: value) }
    return Operand(.json(.string(JSONText.of(value))), From.none.combined(with: operand.origin))
  }

  func uncalledFunction(at range: Range<Int>) -> TemplateError {
    error(
      "evaluated template contained uncalled functions",
      "the result holds a function that was not called", at: range
    ).with(operand: "function")
  }

  mutating func flattened(
    _ node: TemplateNode, deep: Bool
  ) throws(TemplateError) -> Operand<From> {
    let name = deep ? "$flattenDeep" : "$flatten"
    let elements = try elements(of: node, "\(name) value must evaluate to an array", name)
    var flat: [Operand<From>] = []
    try flatten(elements, levels: deep ? Int.max : 1, into: &flat, at: node.range)
    return .array(flat)
  }

  private mutating func flatten(
    _ elements: [Operand<From>], levels: Int, into flat: inout [Operand<From>],
    at range: Range<Int>
  ) throws(TemplateError) {
    for element in elements {
      try spend(at: range)
      if levels > 0, let inner = element.elements {
        try flatten(inner, levels: levels - 1, into: &flat, at: range)
      } else {
        flat.append(element)
      }
    }
  }

  mutating func fromNow(
    _ offset: TemplateNode, _ reference: TemplateNode?, at range: Range<Int>
  ) throws(TemplateError) -> Operand<From> {
    let operand = try render(offset)
    guard case .json(.string(let text))? = operand?.value else {
      throw wrongKind(
        operand, "$fromNow expects a string", "'$fromNow' takes a string", at: offset.range)
    }
    let start: JSONValue?
    if let reference, case .json(let value)? = try render(reference)?.value {
      start = value
    } else {
      start = value(named: "now")
    }
    return Operand(try time(text, after: start, at: range))
  }

  mutating func binding(
    _ values: TemplateNode, _ body: TemplateNode
  ) throws(TemplateError) -> Operand<From>? {
    let operand = try render(values)
    guard let operand, let members = operand.members else {
      throw wrongKind(
        operand, "$let value must be an object", "'$let' takes an object", at: values.range)
    }
    var bound: [(symbol: Symbol, operand: Operand<From>)] = []
    for member in members {
      guard isIdentifier(member.key) else {
        throw error(
          "top level keys of $let must follow /[a-zA-Z_][a-zA-Z0-9_]*/",
          "'\(member.key)' is no name that an expression can use", at: values.range
        ).with(help: "names hold letters, digits and '_', and do not start with a digit")
      }
      bound.append((symbol(member.key), member.operand))
    }
    return try binding(bound) { (evaluator) throws(TemplateError) in try evaluator.render(body) }
  }

  private mutating func symbol(_ name: String) -> Symbol {
    if let known = names.firstIndex(of: name) { return known }
    names.append(name)
    return names.count - 1
  }

  mutating func map(
    _ node: TemplateNode, _ each: TemplateNode.Each
  ) throws(TemplateError) -> Operand<From> {
    let operand = try render(node)
    if let operand, let members = operand.members {
      return try mapMembers(members, each, at: node.range)
    }
    guard let operand, let elements = operand.elements else {
      throw wrongKind(
        operand, "$map value must evaluate to an array or object",
        "'$map' takes an array or an object", at: node.range)
    }
    var builder = ArrayBuilder<From>(capacity: elements.count)
    for (index, element) in elements.enumerated() {
      let extra = each.symbols.dropFirst().map {
        (symbol: $0, operand: Operand<From>(.integer(Int64(index))))
      }
      let result = try binding([(each.symbols[0], element)] + extra) {
        (evaluator) throws(TemplateError) in try evaluator.render(each.body)
      }
      guard let result else { continue }
      builder.append(Operand(result.value, result.origin.because(of: element.origin)))
    }
    return builder.operand
  }

  private mutating func mapMembers(
    _ members: [(key: String, operand: Operand<From>)], _ each: TemplateNode.Each,
    at range: Range<Int>
  ) throws(TemplateError) -> Operand<From> {
    var builder = ObjectBuilder<From>(capacity: members.count)
    for (key, value) in members {
      let name = Operand<From>(.json(.string(key)), From.none.combined(with: value.origin))
      let bound =
        each.symbols.count > 1
        ? [(each.symbols[0], value), (each.symbols[1], name)]
        : [(each.symbols[0], Operand.object([("key", name), ("val", value)]))]
      let result = try binding(bound) { (evaluator) throws(TemplateError) in
        try evaluator.render(each.body)
      }
      guard let result else { continue }
      guard let results = result.members else {
        throw wrongKind(
          result, "$map on objects expects \(each.key) to evaluate to an object",
          "'$map' over an object wants an object for each member", at: each.body.range)
      }
      for member in results {
        if profile == .strict, builder.contains(member.key) {
          throw error(
            "duplicate key in $map", "key '\(member.key)' is given by two members",
            at: each.body.range)
        }
        builder.set(
          member.key,
          Operand(member.operand.value, member.operand.origin.because(of: value.origin)))
      }
    }
    return builder.operand
  }

  mutating func reduce(
    _ node: TemplateNode, _ each: TemplateNode.Each, initial: JSONValue, growth: Int
  ) throws(TemplateError) -> Operand<From> {
    let elements = try elements(of: node, "$reduce value must evaluate to an array", "$reduce")
    var sum = Operand<From>(initial)
    // What the accumulator may nest by now; counted anew only where it might be too much.
    var levels = 0
    for (index, element) in elements.enumerated() {
      var bound = [(each.symbols[0], sum), (each.symbols[1], element)]
      if each.symbols.count > 2 { bound.append((each.symbols[2], Operand(.integer(Int64(index))))) }
      let next = try binding(bound) { (evaluator) throws(TemplateError) in
        try evaluator.render(each.body)
      }
      guard let next else { continue }
      sum = next
      levels += growth
      let limit = fuel.limits.nesting
      guard levels > limit else { continue }
      guard case .json(let value) = sum.value else { throw uncalledFunction(at: each.body.range) }
      let fits = try fueled(at: node.range) { (fuel) throws(FunctionFailure) in
        // Half of the limit is left for what the next turns add.
        if try value.nests(atMost: limit / 2, &fuel) { return true }
        if try value.nests(atMost: limit, &fuel) { return false }
        throw .limit("'$reduce' nests its value deeper than \(limit) levels")
      }
      levels = fits ? limit / 2 : limit
    }
    return sum
  }

  mutating func find(
    _ node: TemplateNode, _ each: TemplateNode.Bound
  ) throws(TemplateError) -> Operand<From>? {
    let elements = try elements(of: node, "$find value must evaluate to an array", "$find")
    for (index, element) in elements.enumerated() {
      let bound = self.bound(each, element, index)
      let outer = bindings.count
      bindings += bound
      let decision = try result(of: each.expression)
      guard decision.value.isTruthy else {
        bindings.removeLast(bindings.count - outer)
        continue
      }
      let found = profile == .core ? try rerendered(element, at: node.range) : element
      bindings.removeLast(bindings.count - outer)
      return found.map { Operand($0.value, $0.origin.because(of: decision.origin)) }
    }
    return nil
  }

  /// The core language renders what it finds, as if the template had held it.
  private mutating func rerendered(
    _ element: Operand<From>, at range: Range<Int>
  ) throws(TemplateError) -> Operand<From>? {
    guard case .json(let value) = element.value else { return element }
    foundTemplates += 1
    defer { foundTemplates -= 1 }
    guard foundTemplates <= 8 else {
      throw failure(.limit("'$find' finds templates within templates without an end"), at: range)
    }
    try fueled(at: range) { (fuel) throws(FunctionFailure) in try fuel.spend(on: value) }
    let compiler = TemplateCompiler(
      path: path, profile: profile, limits: fuel.limits, names: names)
    let template = compiler.compile(.value(value, at: range))
    names = compiler.names
    return try render(template).map { Operand($0.value, element.origin) }
  }

  func bound(
    _ each: TemplateNode.Bound, _ element: Operand<From>, _ index: Int
  ) -> [(symbol: Symbol, operand: Operand<From>)] {
    var bound = [(symbol: each.symbols[0], operand: element)]
    if each.symbols.count > 1 {
      bound.append((each.symbols[1], Operand(.integer(Int64(index)))))
    }
    return bound
  }

  mutating func match(_ cases: [TemplateNode.Case]) throws(TemplateError) -> Operand<From> {
    var builder = ArrayBuilder<From>(capacity: cases.count)
    for option in cases {
      let decision = try result(of: option.condition)
      guard decision.value.isTruthy, let value = try render(option.value) else { continue }
      builder.append(Operand(value.value, value.origin.because(of: decision.origin)))
    }
    return builder.operand
  }

  mutating func select(
    _ cases: [TemplateNode.Case], _ otherwise: TemplateNode?
  ) throws(TemplateError) -> Operand<From>? {
    var reasons = From.none
    var chosen: TemplateNode.Case?
    for option in cases {
      let decision = try result(of: option.condition)
      if From.isTraced { reasons = reasons.combined(with: decision.origin) }
      guard decision.value.isTruthy else { continue }
      guard chosen == nil else {
        throw error(
          "$switch can only have one truthy condition",
          "a second condition of '$switch' holds as well", at: option.condition.range)
      }
      chosen = option
    }
    guard let value = chosen?.value ?? otherwise else { return nil }
    return try render(value).map { Operand($0.value, $0.origin.because(of: reasons)) }
  }

  mutating func merged(
    _ node: TemplateNode, deep: Bool
  ) throws(TemplateError) -> Operand<From> {
    let name = deep ? "$mergeDeep" : "$merge"
    let suiteText = "\(name) value must evaluate to an array of objects"
    let elements = try elements(of: node, suiteText, name)
    var merged = Operand<From>.object([])
    for element in elements {
      guard element.value.isObject else {
        throw wrongKind(element, suiteText, "'\(name)' takes an array of objects", at: node.range)
      }
      merged = try merge(merged, element, levels: deep ? Int.max : 1, at: node.range)
    }
    return merged
  }

  /// The right side over the left: objects by member, arrays one after the other.
  private mutating func merge(
    _ left: Operand<From>, _ right: Operand<From>, levels: Int, at range: Range<Int>
  ) throws(TemplateError) -> Operand<From> {
    guard levels > 0 else { return right }
    if !From.isTraced, case .json(let a) = left.value, case .json(let b) = right.value {
      return Operand(try merge(a, b, levels: levels, at: range))
    }
    if let a = left.elements, let b = right.elements {
      try spend(a.count + b.count, at: range)
      return .array(a + b)
    }
    guard var members = left.members, let others = right.members else { return right }
    try spend(members.count + others.count, at: range)
    var known: [String: Int] = [:]
    for (index, member) in members.enumerated() { known[member.key] = index }
    for member in others {
      if let index = known[member.key] {
        members[index].operand = try merge(
          members[index].operand, member.operand, levels: levels - 1, at: range)
      } else {
        members.append(member)
      }
    }
    return .object(members)
  }

  /// The same for plain values, as nearly all are, without an operand for each member.
  private mutating func merge(
    _ left: JSONValue, _ right: JSONValue, levels: Int, at range: Range<Int>
  ) throws(TemplateError) -> JSONValue {
    guard levels > 0 else { return right }
    switch (left, right) {
    case (.array(let a), .array(let b)):
      try spend(a.count + b.count, at: range)
      return .array(a + b)
    case (.object(var object), .object(let others)):
      try spend(object.count + others.count, at: range)
      for member in others {
        object[member.key] =
          if let known = object[member.key] {
            try merge(known, member.value, levels: levels - 1, at: range)
          } else {
            member.value
          }
      }
      return .object(object)
    default: return right
    }
  }

  mutating func reversed(_ node: TemplateNode) throws(TemplateError) -> Operand<From> {
    let elements = try elements(
      of: node, "$reverse value must evaluate to an array of objects", "$reverse")
    return .array(elements.reversed())
  }
}
