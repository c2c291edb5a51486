/// A regular expression as a tree. Groups are gone: nobody asks what they captured.
indirect enum PatternNode: Sendable {
  case empty
  /// One scalar of the set.
  case scalar(ScalarSet)
  case assertion(Assertion)
  case sequence([PatternNode])
  case choice([PatternNode])
  /// Without an end where `most` is nil.
  case repeated(PatternNode, least: Int, most: Int?)
}

/// What holds between two scalars and consumes none.
enum Assertion: UInt8, Sendable {
  case beginningOfText
  case endOfText
  case beginningOfLine
  case endOfLine
  case wordBoundary
  case noWordBoundary
}

/// A node and what limits need to know of it.
struct PatternPart: Sendable {
  let node: PatternNode
  /// Instructions of its program, at most.
  let size: Int
  /// The largest product of counts along any way down.
  let counts: Int

  /// More instructions than any real pattern needs; the program's memory is bounded by it.
  static let largest = 100_000
  /// RE2's limit of one count, and of counts within counts.
  static let mostCounted = 1000

  static let empty = PatternPart(node: .empty, size: 0, counts: 1)

  static func scalar(_ set: ScalarSet) -> PatternPart {
    PatternPart(node: .scalar(set), size: 1, counts: 1)
  }

  static func assertion(_ assertion: Assertion) -> PatternPart {
    PatternPart(node: .assertion(assertion), size: 1, counts: 1)
  }

  static func sequence(_ parts: [PatternPart]) -> PatternPart {
    guard parts.count != 1 else { return parts[0] }
    return PatternPart(
      node: .sequence(parts.map(\.node)), size: parts.reduce(0) { $0 + $1.size },
      counts: parts.reduce(1) { max($0, $1.counts) })
  }

  static func choice(_ parts: [PatternPart]) -> PatternPart {
    guard parts.count != 1 else { return parts[0] }
    return PatternPart(
      node: .choice(parts.map(\.node)), size: parts.reduce(0) { $0 + $1.size + 1 },
      counts: parts.reduce(1) { max($0, $1.counts) })
  }

  /// Sizes stay far from overflow: no part is larger than `largest`, no count than `mostCounted`.
  func repeated(least: Int, most: Int?, isCounted: Bool) -> PatternPart {
    let copies = max(1, most ?? (least + 1))
    return PatternPart(
      node: .repeated(node, least: least, most: most), size: (size + 1) * copies,
      counts: isCounted ? counts * max(1, most ?? least) : counts)
  }
}
