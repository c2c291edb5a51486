import Difference
import Manifests
import SeededNumbers
import Testing
import Values

@Suite("Properties of differences")
struct DifferencePropertyTests {
  private static let rounds = 400

  @Test("an object has no difference from itself, however its members are ordered")
  func same() {
    var random = SeededGenerator()
    for _ in 0..<Self.rounds {
      let value = random.object
      #expect(Self.fields(value, random.shuffled(value)).isEmpty, "seed \(random.seed)")
    }
  }

  @Test("the differences, applied to what was before, give what is after")
  func applying() {
    var random = SeededGenerator()
    for _ in 0..<Self.rounds {
      let before = random.object
      let after = random.changed(before)
      let found = Self.fields(before, after)
      #expect(
        Self.applied(found, to: before) == after,
        "seed \(random.seed): \(before) \(after) \(found.map(\.line))")
    }
  }

  @Test("what differs one way differs the other")
  func symmetry() {
    var random = SeededGenerator()
    for _ in 0..<Self.rounds {
      let before = random.object
      let after = random.changed(before)
      #expect(
        Self.fields(before, after).isEmpty == Self.fields(after, before).isEmpty,
        "seed \(random.seed)")
    }
  }

  @Test("what is created one way is pruned the other")
  func objects() {
    var random = SeededGenerator()
    for _ in 0..<50 {
      let names = (0..<20).map { "n\($0)" }
      func side() -> [ClusterObjects] {
        let objects = names.filter { _ in Bool.random(using: &random) }.flatMap {
          Applied("{apiVersion: v1, kind: ConfigMap, metadata: {name: \($0)}}").objects
        }
        return [ClusterObjects(name: "a", objects: objects)]
      }
      let (before, after) = (side(), side())
      let there = FleetComparison().difference(from: before, to: after)
      let back = FleetComparison().difference(from: after, to: before)
      func count(_ change: ObjectDifference.Change, _ difference: FleetDifference) -> Int {
        difference.clusters.flatMap(\.objects).count { $0.change == change }
      }
      #expect(count(.created, there) == count(.pruned, back), "seed \(random.seed)")
      #expect(count(.pruned, there) == count(.created, back), "seed \(random.seed)")
    }
  }

  @Test("long lists, long texts and depth take a bounded time", .timeLimit(.minutes(1)))
  func bounds() {
    func object(_ spec: JSONValue) -> JSONObject {
      ["apiVersion": "a/v1", "kind": "A", "metadata": ["name": "a"], "spec": spec]
    }
    let numbers = (0..<10_000).map { JSONValue.integer($0) }
    let others = (0..<10_000).map { JSONValue.integer($0 * 7919 % 10_007) }
    #expect(!Self.fields(object(.array(numbers)), object(.array(others))).isEmpty)
    #expect(
      !Self.fields(object(.array(numbers)), object(.array(numbers.reversed()))).isEmpty)
    let same = [JSONValue](repeating: "a", count: 10_000)
    #expect(
      Self.fields(object(.array(same)), object(.array(same + ["b"]))).map(\.line) == [
        "spec[10000]: nothing -> b"
      ])
    let named = numbers.map { number -> JSONValue in ["name": .string("\(number)"), "x": number] }
    #expect(
      Self.fields(object(.array(named)), object(.array(named.reversed()))).map(\.path) == [
        "spec (order)"
      ])
    let text = String(repeating: "a", count: 1 << 20)
    #expect(Self.fields(object(.string(text)), object(.string(text + "b"))).count == 1)
    func nested(_ value: JSONValue) -> JSONValue {
      (0..<400).reduce(value) { inner, _ in ["a": inner] }
    }
    #expect(Self.fields(object(nested(1)), object(nested(2))).count == 1)
  }

  private static func fields(_ before: JSONObject, _ after: JSONObject) -> [FieldDifference] {
    func side(_ value: JSONObject) -> [ClusterObjects] {
      [
        ClusterObjects(
          name: "a",
          objects: KubernetesObject(value).map {
            [
              ClusterObject(
                $0, from: .manifest(ManifestReference(path: "a", document: 0)),
                appliedBy: .outsideFlux)
            ]
          } ?? [])
      ]
    }
    return FleetComparison().difference(from: side(before), to: side(after))
      .clusters.flatMap(\.objects).flatMap(\.fields)
  }

  /// What vanishes is taken out, the last first; then what appears is put in and what changes is
  /// replaced, where it is after.
  private static func applied(
    _ differences: [FieldDifference], to object: JSONObject
  ) -> JSONObject {
    var value = JSONValue.object(object)
    for difference in differences.reversed() where difference.after == nil {
      if let pointer = difference.pointerBefore { value.change(pointer.steps[...], to: nil) }
    }
    let rest = differences.filter { $0.after != nil }
    let appearing = rest.filter { $0.before == nil }.sorted { $0.depth < $1.depth }
    for difference in appearing {
      if let pointer = difference.pointerAfter {
        value.change(pointer.steps[...], to: difference.after)
      }
    }
    for difference in rest where difference.before != nil {
      if let pointer = difference.pointerAfter {
        value.change(pointer.steps[...], to: difference.after, replaces: true)
      }
    }
    return value.object ?? [:]
  }
}

extension FieldDifference {
  fileprivate var depth: Int { pointerAfter?.steps.count ?? 0 }
}

extension JSONValue {
  fileprivate mutating func change(
    _ steps: ArraySlice<JSONPointer.Step>, to new: JSONValue?, replaces: Bool = false
  ) {
    guard let step = steps.first else {
      self = new ?? .null
      return
    }
    let rest = steps.dropFirst()
    switch (self, step) {
    case (.object(var object), .key(let key)):
      if rest.isEmpty {
        object[key] = new
      } else if var inner = object[key] {
        inner.change(rest, to: new, replaces: replaces)
        object[key] = inner
      }
      self = .object(object)
    case (.array(var array), .index(let index)):
      if !rest.isEmpty || replaces && array.indices.contains(index) {
        if array.indices.contains(index) { array[index].change(rest, to: new, replaces: replaces) }
      } else if let new {
        array.insert(new, at: min(index, array.count))
      } else if array.indices.contains(index) {
        array.remove(at: index)
      }
      self = .array(array)
    default: break
    }
  }
}

extension SeededGenerator {
  /// An object with mappings, lists of texts, and lists of named mappings.
  fileprivate var object: JSONObject {
    mutating get {
      ["apiVersion": "a/v1", "kind": "A", "metadata": ["name": "a"], "spec": value(depth: 0)]
    }
  }

  private mutating func value(depth: Int) -> JSONValue {
    switch Int.random(in: 0..<(depth > 3 ? 2 : 6), using: &self) {
    case 0: return .string(word)
    case 1: return .integer(Int64.random(in: 0..<5, using: &self))
    case 2: return .array((0..<Int.random(in: 0..<5, using: &self)).map { _ in .string(word) })
    case 3:
      let names = ["a", "b", "c", "d"].filter { _ in Bool.random(using: &self) }
      return .array(names.map { ["name": .string($0), "value": value(depth: depth + 1)] })
    default:
      let keys = ["k", "l", "m", "n"].filter { _ in Bool.random(using: &self) }
      return .object(JSONObject(keys.map { ($0, value(depth: depth + 1)) }))
    }
  }

  private var word: String {
    mutating get { String(repeating: "w", count: Int.random(in: 1..<4, using: &self)) }
  }

  fileprivate mutating func shuffled(_ object: JSONObject) -> JSONObject {
    JSONObject(
      object.map { ($0.key, shuffled($0.value)) }.shuffled(using: &self))
  }

  private mutating func shuffled(_ value: JSONValue) -> JSONValue {
    switch value {
    case .object(let object): .object(shuffled(object))
    case .array(let array): .array(array.map { shuffled($0) })
    default: value
    }
  }

  /// The same object with some of it changed, put in and taken out.
  fileprivate mutating func changed(_ object: JSONObject) -> JSONObject {
    var object = object
    object["spec"] = changed(object["spec"] ?? .null, depth: 0)
    return object
  }

  private mutating func changed(_ value: JSONValue, depth: Int) -> JSONValue {
    if Int.random(in: 0..<6, using: &self) == 0 { return self.value(depth: depth) }
    switch value {
    case .object(let object):
      var members = object.map { ($0.key, changed($0.value, depth: depth + 1)) }
      if Bool.random(using: &self) { members.append(("new", self.value(depth: depth + 1))) }
      return .object(JSONObject(members.filter { _ in Int.random(in: 0..<5, using: &self) > 0 }))
    case .array(let array):
      var elements = array.filter { _ in Int.random(in: 0..<4, using: &self) > 0 }
        .map { element in element["name"] == nil ? element : renewed(element, depth: depth) }
      if Bool.random(using: &self), elements.allSatisfy({ $0["name"] == nil }) {
        elements.insert(.string(word), at: Int.random(in: 0...elements.count, using: &self))
      } else if Bool.random(using: &self) {
        elements.insert(
          ["name": "new", "value": 1], at: Int.random(in: 0...elements.count, using: &self))
      }
      return .array(elements)
    default: return value
    }
  }

  /// A named element, which keeps its name.
  private mutating func renewed(_ element: JSONValue, depth: Int) -> JSONValue {
    guard case .object(var object) = element else { return element }
    object["value"] = changed(object["value"] ?? .null, depth: depth + 1)
    return .object(object)
  }
}
