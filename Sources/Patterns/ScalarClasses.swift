/// Unicode divided in classes of scalars that a program cannot tell apart.
struct ScalarClasses: Sendable {
  /// How many; the end of the text is one more, and comes after them.
  private(set) var count = 0
  private(set) var isWord: [Bool] = []
  private(set) var isNewline: [Bool] = []
  private var ascii: [UInt16] = []
  /// Where each range of scalars begins, and of which class it is.
  private var starts: [UInt32] = []
  private var classes: [UInt16] = []
  /// Of each set, for each class, whether it is in the set.
  private var members: [Bool] = []

  /// More would cost memory that no real pattern asks for.
  private static let mostMembers = 4_000_000

  init() {}

  /// - Parameters:
  ///   - words: Whether it matters which scalars are of words.
  ///   - lines: Whether it matters which scalar ends a line.
  init?(telling sets: [ScalarSet], words: Bool, lines: Bool) {
    var told = sets
    if words { told.append(.wordScalars) }
    if lines { told.append(.newline) }
    var bounds: Set<UInt32> = [0]
    for set in told {
      for range in set.ranges {
        bounds.insert(range.lowerBound)
        if range.upperBound < ScalarSet.last { bounds.insert(range.upperBound + 1) }
      }
    }
    guard bounds.count < Int(UInt16.max), bounds.count * (told.count + 1) <= Self.mostMembers else {
      return nil
    }
    starts = bounds.sorted()
    var known: [[Bool]: UInt16] = [:]
    var columns: [[Bool]] = []
    for start in starts {
      let column = told.map { $0.contains(start) }
      let index = known[column] ?? UInt16(columns.count)
      if known.updateValue(index, forKey: column) == nil { columns.append(column) }
      classes.append(index)
    }
    count = columns.count
    isWord = columns.map { words && $0[sets.count] }
    isNewline = columns.map { lines && $0[told.count - 1] }
    members = sets.indices.flatMap { set in columns.map { $0[set] } }
    ascii = (0..<128).map { search($0) }
  }

  func contains(_ class: Int, in set: Int32) -> Bool { members[Int(set) * count + `class`] }

  func `class`(ofASCII byte: UInt8) -> Int { Int(ascii[Int(byte)]) }

  func `class`(of scalar: UInt32) -> Int { Int(search(scalar)) }

  private func search(_ scalar: UInt32) -> UInt16 {
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= scalar { low = middle } else { high = middle }
    }
    return classes[low]
  }
}
