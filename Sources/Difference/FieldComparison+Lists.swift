import Schemas
import Values

/// Lists, whose elements are told apart by what their schema says, or else by what people would say.
extension FieldComparison {
  mutating func compare(
    elements before: [JSONValue], _ after: [JSONValue], _ schema: FieldSchema?
  ) {
    let element = schema?.element
    switch schema?.listKind ?? .atomic {
    case .map(let keys):
      if let before = KeyedList(before, keys, element), let after = KeyedList(after, keys, element)
      {
        return compare(keyed: before, after, element)
      }
    case .set: return compare(set: before, after)
    case .atomic: break
    }
    // A list that is one value to the server is easier to read by its elements.
    if let before = KeyedList(before, ["name"], nil), let after = KeyedList(after, ["name"], nil) {
      return compare(keyed: before, after, element)
    }
    compare(aligned: before, after, element)
  }

  private mutating func compare(
    keyed before: KeyedList, _ after: KeyedList, _ schema: FieldSchema?
  ) {
    let places = after.places
    var shared: [(Int, Int)] = []
    for (index, key) in before.keys.enumerated() {
      let other = places[key]
      if let other { shared.append((index, other)) }
      trail.push(.element(before.label(index), before: index, after: other))
      compare(before.elements[index], other.map { after.elements[$0] }, schema)
      trail.pop()
    }
    let old = before.places
    for (index, key) in after.keys.enumerated() where old[key] == nil {
      trail.push(.element(after.label(index), before: nil, after: index))
      add(nil, after.elements[index])
      trail.pop()
    }
    // The server keeps the order that is applied, of a map as well: containers begin in it.
    if !zip(shared, shared.dropFirst()).allSatisfy({ $0.1 < $1.1 }) {
      addOrder(
        shared.map { before.label($0.0) },
        shared.sorted { $0.1 < $1.1 }.map { before.label($0.0) })
    }
  }

  private mutating func compare(set before: [JSONValue], _ after: [JSONValue]) {
    let (old, new) = (Set(before), Set(after))
    for (index, element) in before.enumerated() where !new.contains(element) {
      trail.push(.element(element.asLabel ?? "\(index)", before: index, after: nil))
      add(element, nil)
      trail.pop()
    }
    for (index, element) in after.enumerated() where !old.contains(element) {
      trail.push(.element(element.asLabel ?? "\(index)", before: nil, after: index))
      add(nil, element)
      trail.pop()
    }
  }

  /// By position, where what both lists have is in the same place.
  private mutating func compare(
    aligned before: [JSONValue], _ after: [JSONValue], _ schema: FieldSchema?
  ) {
    for gap in ListAlignment(before, after).gaps {
      for offset in 0..<max(gap.before.count, gap.after.count) {
        let index = offset < gap.before.count ? gap.before.lowerBound + offset : nil
        let other = offset < gap.after.count ? gap.after.lowerBound + offset : nil
        trail.push(.element("\(other ?? index ?? 0)", before: index, after: other))
        compare(index.map { before[$0] }, other.map { after[$0] }, schema)
        trail.pop()
      }
    }
  }
}

/// A list whose elements are mappings with keys that tell them apart.
private struct KeyedList {
  let elements: [JSONValue]
  let keys: [[JSONValue]]
  private let names: [String]

  /// nil where two elements have the same keys, or one has none.
  init?(_ elements: [JSONValue], _ names: [String], _ schema: FieldSchema?) {
    var keys: [[JSONValue]] = []
    keys.reserveCapacity(elements.count)
    for element in elements {
      guard let object = element.object, names.contains(where: { object[$0] != nil }) else {
        return nil
      }
      keys.append(names.map { object[$0] ?? Self.assumed($0, schema) })
    }
    guard Set(keys).count == keys.count else { return nil }
    self.elements = elements
    self.keys = keys
    self.names = names
  }

  /// A key may be left out where the server has a default: of Kubernetes' own kinds that is the
  /// protocol of a port alone, which no schema tells.
  private static func assumed(_ name: String, _ schema: FieldSchema?) -> JSONValue {
    schema?.member(name)?.defaultValue ?? (name == "protocol" ? "TCP" : .null)
  }

  var places: [[JSONValue]: Int] {
    Dictionary(keys.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// `name=install`
  func label(_ index: Int) -> String {
    names.compactMap { name in
      elements[index][name].map { "\(name)=\($0.asLabel ?? "…")" }
    }.joined(separator: ",")
  }
}

extension JSONValue {
  /// A short value as it is written in a path; nil where it is none.
  fileprivate var asLabel: String? {
    switch self {
    case .string(let text): text.utf8.count <= 80 ? text : nil
    case .integer(let value): "\(value)"
    case .bool(let value): "\(value)"
    default: nil
    }
  }
}
