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
  /// Of the same value, made at a place of the template.
  func placed(at range: Range<Int>) -> Self
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
  func placed(at range: Range<Int>) -> Untraced { self }
  func because(of condition: Untraced) -> Untraced { self }
  func named(by key: Untraced) -> Untraced { self }
  var reads: [JSONPointer] { [] }
  var path: JSONPointer? { nil }
}

/// Where a value comes from: a way into the context, or a place of the template and what was read
/// to make it; its parts may come from elsewhere.
struct Traced: Origin {
  var range: Range<Int>?
  private(set) var path: JSONPointer?
  /// What was read to compute the value itself; its parts have their own.
  private var ownReads: [JSONPointer] = []
  private(set) var because: [JSONPointer] = []
  private(set) var parts = Parts.none

  indirect enum Parts: Sendable {
    case none
    case elements([Traced])
    case members([(key: String, origin: Traced)])
  }

  static var isTraced: Bool { true }
  static var none: Traced { Traced() }

  static func variable(_ name: String) -> Traced {
    var origin = Traced()
    origin.path = JSONPointer([.key(name)])
    return origin
  }

  static func array(_ elements: [Traced]) -> Traced {
    var origin = Traced()
    origin.parts = .elements(elements)
    return origin
  }

  static func object(_ members: [(key: String, origin: Traced)]) -> Traced {
    var origin = Traced()
    origin.parts = .members(members)
    return origin
  }

  func member(_ key: String) -> Traced {
    if let path { return with(path: path.appending(key)) }
    if case .members(let members) = parts, let known = members.last(where: { $0.key == key }) {
      return known.origin
    }
    return withoutParts
  }

  func element(_ index: Int) -> Traced {
    if let path { return with(path: path.appending(index)) }
    if case .elements(let elements) = parts, elements.indices.contains(index) {
      return elements[index]
    }
    return withoutParts
  }

  private func with(path: JSONPointer) -> Traced {
    var origin = Traced()
    origin.path = path
    return origin
  }

  private var withoutParts: Traced {
    var origin = Traced()
    origin.ownReads = ownReads
    return origin
  }

  func combined(with other: Traced) -> Traced {
    var origin = Traced()
    origin.ownReads = union(reads, other.reads)
    return origin
  }

  func placed(at range: Range<Int>) -> Traced {
    var origin = self
    origin.range = range
    return origin
  }

  func because(of condition: Traced) -> Traced {
    var origin = self
    origin.because = union(because, condition.reads)
    return origin
  }

  func named(by key: Traced) -> Traced {
    var origin = self
    origin.ownReads = union(ownReads, key.reads)
    return origin
  }

  var reads: [JSONPointer] {
    var found = union(path.map { [$0] } ?? [], ownReads)
    switch parts {
    case .none: break
    case .elements(let elements): for part in elements { found = union(found, part.reads) }
    case .members(let members): for part in members { found = union(found, part.origin.reads) }
    }
    return found
  }
}

/// Both lists in order, each pointer once.
func union(_ a: [JSONPointer], _ b: [JSONPointer]) -> [JSONPointer] {
  if b.isEmpty { return a }
  if a.isEmpty { return b }
  var seen = Set(a)
  return a + b.filter { seen.insert($0).inserted }
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
