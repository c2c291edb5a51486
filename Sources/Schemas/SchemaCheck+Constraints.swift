import Values

/// What a schema says of a value beyond its type.
extension SchemaCheck {
  mutating func checkConstraints(
    _ value: JSONValue, _ graph: SchemaGraph, _ constraints: borrowing SchemaConstraints,
    _ shape: SchemaNode.Shape
  ) {
    if !constraints.enumeration.isEmpty, !isListed(value, constraints.enumeration, graph) {
      return add(.unlisted(value, among: constraints.enumeration))
    }
    switch value {
    case .string(let text): checkText(text, constraints)
    case .integer(let integer):
      if constraints.fitsInt32, Int32(exactly: integer) == nil {
        add(.wrongValue("expected an integer of 32 bits"))
      } else {
        checkNumber(Double(integer), constraints.range)
      }
    case .number(let number): checkNumber(number, constraints.range)
    case .array(let array):
      checkCount(array.count, constraints.count, "element", "elements")
      checkListType(array, graph, constraints)
    case .object(let object): checkCount(object.count, constraints.count, "member", "members")
    case .null, .bool: break
    }
    if constraints.hasCombinations { checkCombinations(value, graph, constraints) }
  }

  /// An empty text is to Kubernetes' own kinds a field that is not there.
  private func isListed(
    _ value: JSONValue, _ enumeration: [JSONValue], _ graph: SchemaGraph
  ) -> Bool {
    if enumeration.contains(value) || (!graph.isCustom && value == "") { return true }
    guard let number = value.double else { return false }
    return enumeration.contains { $0.double == number }
  }

  private mutating func checkText(_ text: String, _ constraints: borrowing SchemaConstraints) {
    if constraints.length.isLimit {
      let count = text.unicodeScalars.count
      let limits = constraints.length
      if count < limits.least {
        let least = limits.least
        return add(
          .wrongValue(
            least == 1 && count == 0 ? "must not be empty" : "expected at least \(least) characters"
          ))
      }
      if count > limits.most {
        return add(
          .wrongValue("expected at most \(limits.most) characters, and there are \(count)"))
      }
    }
    if let format = constraints.format, !format.matches(text) {
      return add(.wrongValue("expected \(format.words)"))
    }
    if let pattern = constraints.pattern, pattern.isFound(in: text) == false {
      add(.wrongValue("expected \(PatternWords.expectation(of: pattern.source))"))
    }
  }

  private mutating func checkNumber(_ number: Double, _ range: NumberLimits) {
    if let least = range.least, number < least || (range.excludesLeast && number == least) {
      let shown = Self.shown(least)
      add(
        .wrongValue("expected " + (range.excludesLeast ? "more than \(shown)" : "\(shown) or more"))
      )
    } else if let most = range.most, number > most || (range.excludesMost && number == most) {
      let shown = Self.shown(most)
      add(
        .wrongValue("expected " + (range.excludesMost ? "less than \(shown)" : "\(shown) or less")))
    } else if let step = range.step, step > 0, !Self.isMultiple(number, of: step) {
      add(.wrongValue("expected a multiple of \(Self.shown(step))"))
    }
  }

  /// As near as the server looks: 0.3 is a multiple of 0.1, though not by its bits.
  private static func isMultiple(_ number: Double, of step: Double) -> Bool {
    let quotient = step < 1 ? 1 / step * number : number / step
    return (quotient - quotient.rounded()).magnitude <= max(quotient.magnitude, 1) * 1e-9
  }

  private static func shown(_ number: Double) -> String {
    Int64(exactly: number).map { "\($0)" } ?? "\(number)"
  }

  private mutating func checkCount(
    _ count: Int, _ limits: CountLimits, _ noun: String, _ nouns: String
  ) {
    if count < limits.least {
      add(
        .wrongValue(
          "expected at least \(limits.least) \(limits.least == 1 ? noun : nouns)"))
    } else if count > limits.most {
      add(
        .wrongValue(
          "expected at most \(limits.most) \(limits.most == 1 ? noun : nouns), and there are "
            + "\(count)"))
    }
  }

  /// Up to this many elements are compared pair by pair, which needs no table.
  private static let comparedAtMost = 16

  /// A set holds no value twice, a map no key.
  private mutating func checkListType(
    _ array: [JSONValue], _ graph: SchemaGraph, _ constraints: borrowing SchemaConstraints
  ) {
    guard let type = constraints.listType, array.count > 1 else { return }
    switch type {
    case .set:
      if let repeated = Self.firstRepeated(array.count, { array[$0] }) {
        add(
          .wrongValue(
            "element \(repeated.first + 1) of the list is the same", at: .index(repeated.second)))
      }
    case .map(let keys):
      let repeated = Self.firstRepeated(array.count) { position in
        .array(keys.map { array[position][$0] ?? .null })
      }
      guard let repeated, !keys.isEmpty else { return }
      let shown = keys.compactMap { key in
        array[repeated.second][key].map { "\(key) \(SchemaProblem.shown($0))" }
      }
      add(
        .wrongValue(
          "element \(repeated.first + 1) of the list has the same \(shown.joined(separator: ", "))",
          at: .index(repeated.second)))
    }
  }

  private static func firstRepeated(
    _ count: Int, _ identity: (Int) -> JSONValue
  ) -> (first: Int, second: Int)? {
    if count <= comparedAtMost {
      let identities = (0..<count).map(identity)
      for second in 1..<count {
        for first in 0..<second where identities[first] == identities[second] {
          return (first, second)
        }
      }
      return nil
    }
    var seen: [JSONValue: Int] = [:]
    for position in 0..<count {
      if let first = seen.updateValue(position, forKey: identity(position)) {
        return (first, position)
      }
    }
    return nil
  }
}
