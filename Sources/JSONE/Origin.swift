import Values

/// What is remembered of a value while a template renders: nothing, or where it comes from.
///
/// The evaluator is generic over this, so that an ordinary render pays nothing for tracing.
protocol Origin: Sendable {
  static var isTraced: Bool { get }
  /// Of what the template itself holds.
  static var none: Self { get }
  /// Of a variable of the context.
  static func variable(_ name: String) -> Self
  static func array(_ elements: [Self]) -> Self
  static func object(_ members: [(key: String, origin: Self)]) -> Self
  func member(_ key: String) -> Self
  func element(_ index: Int) -> Self
  /// Of a value that was computed from this one and another.
  func combined(with other: Self) -> Self
  /// Of the same value, made at a place of the template; `keeping` a narrower one that is known.
  func placed(at range: Range<Int>, keeping: Bool) -> Self
  /// Of the same value, which is present because of another.
  func because(of condition: Self) -> Self
  /// Of the same value, whose key was computed.
  func named(by key: Self) -> Self
  /// What reading the value reads of the context.
  var reads: [JSONPointer] { get }
  /// The way into the context where the value was taken from there as it is.
  var path: JSONPointer? { get }
}

/// Remembers nothing.
struct Untraced: Origin {
  static var isTraced: Bool { false }
  static var none: Untraced { Untraced() }
  static func variable(_ name: String) -> Untraced { Untraced() }
  static func array(_ elements: [Untraced]) -> Untraced { Untraced() }
  static func object(_ members: [(key: String, origin: Untraced)]) -> Untraced { Untraced() }
  func member(_ key: String) -> Untraced { self }
  func element(_ index: Int) -> Untraced { self }
  func combined(with other: Untraced) -> Untraced { self }
  func placed(at range: Range<Int>, keeping: Bool) -> Untraced { self }
  func because(of condition: Untraced) -> Untraced { self }
  func named(by key: Untraced) -> Untraced { self }
  var reads: [JSONPointer] { [] }
  var path: JSONPointer? { nil }
}

/// Where a value comes from: a way into the context, or a place of the template and what was read
/// to make it; its parts may come from elsewhere.
struct Traced: Origin {
  private(set) var range: Range<Int>?
  private(set) var path: JSONPointer?
  /// With those of the parts: gathered while the value is made, as walking a value that holds
  /// another many times over may never end.
  private(set) var reads: [JSONPointer]
  private(set) var because: [JSONPointer] = []
  private var parts = Parts.none

  private indirect enum Parts: Sendable {
    case none
    case elements([Traced])
    case members([(key: String, origin: Traced)])
  }

  private init(
    path: JSONPointer? = nil, reads: [JSONPointer] = [], parts: Parts = .none,
    range: Range<Int>? = nil
  ) {
    self.range = range
    self.path = path
    self.reads = path.map { [$0] } ?? reads
    self.parts = parts
  }

  static var isTraced: Bool { true }
  static var none: Traced { Traced() }
  static func variable(_ name: String) -> Traced { Traced(path: JSONPointer([.key(name)])) }

  static func array(_ elements: [Traced]) -> Traced {
    Traced(reads: union(elements.lazy.map(\.reads)), parts: .elements(elements))
  }

  static func object(_ members: [(key: String, origin: Traced)]) -> Traced {
    Traced(reads: union(members.lazy.map(\.origin.reads)), parts: .members(members))
  }

  func member(_ key: String) -> Traced {
    if let path { return Traced(path: path.appending(key), range: range) }
    if case .members(let members) = parts, let known = members.last(where: { $0.key == key }) {
      return known.origin
    }
    return Traced(reads: reads, range: range)
  }

  func element(_ index: Int) -> Traced {
    if let path { return Traced(path: path.appending(index), range: range) }
    if case .elements(let elements) = parts, elements.indices.contains(index) {
      return elements[index]
    }
    return Traced(reads: reads, range: range)
  }

  func combined(with other: Traced) -> Traced {
    Traced(reads: union([reads, other.reads]))
  }

  func placed(at range: Range<Int>, keeping: Bool) -> Traced {
    if keeping, self.range != nil { return self }
    var origin = self
    origin.range = range
    return origin
  }

  func because(of condition: Traced) -> Traced {
    var origin = self
    origin.because = union([because, condition.reads])
    return origin
  }

  func named(by key: Traced) -> Traced {
    var origin = self
    origin.reads = union([reads, key.reads])
    return origin
  }
}

/// All lists in order, each pointer once: as many as somebody may still want to look at.
func union(_ lists: some Sequence<[JSONPointer]>) -> [JSONPointer] {
  var found: [JSONPointer] = []
  for list in lists where !list.isEmpty {
    if found.isEmpty {
      found = list
      continue
    }
    var seen = Set(found)
    for pointer in list where found.count < 256 && seen.insert(pointer).inserted {
      found.append(pointer)
    }
  }
  return found
}

/// A value with its origin.
struct Operand<From: Origin>: Sendable {
  var value: Value
  var origin: From

  init(_ value: Value, _ origin: From) {
    self.value = value
    self.origin = origin
  }

  init(_ value: JSONValue, _ origin: From = .none) {
    self.value = .json(value)
    self.origin = origin
  }

  /// The elements of an array, each with its origin; nil where this is none.
  var elements: [Operand]? {
    value.elements?.enumerated().map { Operand($1, origin.element($0)) }
  }

  /// The members of an object, each with its origin; nil where this is none.
  var members: [(key: String, operand: Operand)]? {
    value.members?.map { ($0.key, Operand($0.value, origin.member($0.key))) }
  }

  static func array(_ elements: [Operand]) -> Operand {
    Operand(
      .array(elements.map(\.value)), From.isTraced ? .array(elements.map(\.origin)) : .none)
  }

  static func object(_ members: [(key: String, operand: Operand)]) -> Operand {
    Operand(
      .object(members.map { ($0.key, $0.operand.value) }),
      From.isTraced ? .object(members.map { ($0.key, $0.operand.origin) }) : .none)
  }
}
