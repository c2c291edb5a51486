import Diagnostics
import Fields
import Manifests
import Values

/// Collects facts, and where each was written if somebody wants to know.
struct FactBuilder {
  /// Planning is pure: it is run again to learn origins, and costs nothing when nobody asks.
  let isRecording: Bool
  private var value: JSONObject = [:]
  private var origins: [JSONPointer: [Place]] = [:]

  init(isRecording: Bool) { self.isRecording = isRecording }

  var facts: Facts { Facts(value, origins: origins) }

  mutating func set(_ key: String, _ fact: JSONValue, from origin: Origin...) {
    set(key, fact, from: origin)
  }

  private mutating func set(_ key: String, _ fact: JSONValue, from origin: [Origin]) {
    value[key] = fact
    guard isRecording else { return }
    let places = origin.compactMap { if case .written(let place) = $0 { place } else { nil } }
    if !places.isEmpty { origins[JSONPointer([.key(key)])] = places }
  }

  /// - Parameter origin: of the mapping as a whole, for whoever reads it at once.
  mutating func set(_ key: String, _ fact: FactBuilder, from origin: [Origin] = []) {
    set(key, .object(fact.value), from: origin)
    take(fact, below: [.key(key)])
  }

  mutating func set(_ key: String, orNull fact: FactBuilder?) {
    if let fact { set(key, fact) } else { set(key, .null) }
  }

  mutating func set(_ key: String, _ facts: [FactBuilder]) {
    value[key] = .array(facts.map { .object($0.value) })
    for (index, fact) in facts.enumerated() { take(fact, below: [.key(key), .index(index)]) }
  }

  /// A located text, or null where there is none.
  mutating func set<T>(_ key: String, _ located: Located<T>?, _ text: (T) -> String) {
    guard let located else { return set(key, .null) }
    set(key, .string(text(located.value)), from: located.origin)
  }

  /// A list of located texts.
  mutating func set<T>(_ key: String, _ list: [Located<T>], _ text: (T) -> String) {
    value[key] = .array(list.map { .string(text($0.value)) })
    guard isRecording else { return }
    for (index, element) in list.enumerated() {
      if let place = element.place {
        origins[JSONPointer([.key(key), .index(index)])] = [place]
      }
    }
  }

  /// A mapping that is passed on; null where there is none.
  mutating func set(_ key: String, _ free: FreeValue?) {
    guard let free else { return set(key, .null) }
    value[key] = .object(free.value)
    guard isRecording else { return }
    origins[JSONPointer([.key(key)])] = [free.place]
    for (pointer, place) in free.values {
      origins[JSONPointer([.key(key)] + pointer.steps)] = [place]
    }
  }

  /// Adds a mapping that is passed on: mappings merge, everything else replaces.
  mutating func merge(_ free: FreeValue?) {
    guard let free else { return }
    value.merge(free.value)
    guard isRecording else { return }
    // Who asks for the whole is shown where the user adds to it.
    origins[JSONPointer(), default: []].append(free.place)
    for (pointer, place) in free.values { origins[pointer] = [place] }
  }

  private mutating func take(_ fact: FactBuilder, below steps: [JSONPointer.Step]) {
    for (pointer, places) in fact.origins { origins[JSONPointer(steps + pointer.steps)] = places }
  }
}
