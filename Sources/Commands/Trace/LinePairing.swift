/// The lines of a text beside those of another: which of them are the same.
struct LinePairing {
  /// For each line of the old text, from zero, that of the new one.
  private let pairs: [Int?]
  private let newCount: Int

  /// Longer parts that differ are taken for wholly different.
  private static let mostLines = 1000

  init(from old: [UInt8], to new: [UInt8]) {
    let (old, new) = (Self.lines(of: old), Self.lines(of: new))
    let shorter = min(old.count, new.count)
    var start = 0
    while start < shorter, old[start] == new[start] { start += 1 }
    var end = 0
    while end < shorter - start, old[old.count - 1 - end] == new[new.count - 1 - end] { end += 1 }
    var pairs: [Int?] = Array(0..<start)
    let (oldPart, newPart) = (old[start..<(old.count - end)], new[start..<(new.count - end)])
    if oldPart.count > Self.mostLines || newPart.count > Self.mostLines {
      pairs += [Int?](repeating: nil, count: oldPart.count)
    } else {
      pairs += Self.pairs(Array(oldPart), Array(newPart)).map { $0.map { $0 + start } }
    }
    self.pairs = pairs + (new.count - end..<new.count).map { $0 }
    newCount = new.count
  }

  /// The line of the new text that a line of the old one is, both from one; nil where it is none.
  func counterpart(of line: Int) -> Int? {
    pairs.indices.contains(line - 1) ? pairs[line - 1].map { $0 + 1 } : nil
  }

  /// The lines of the new text, from one, that stand where a line of the old one has no counterpart.
  func replacement(of line: Int) -> Range<Int> {
    let index = min(max(line - 1, 0), pairs.count)
    let before = pairs[..<index].last { $0 != nil } ?? nil
    let after = pairs[index...].first { $0 != nil } ?? nil
    let start = before.map { $0 + 1 } ?? 0
    return start + 1..<max(after ?? newCount, start) + 1
  }

  private static func pairs(_ old: [ArraySlice<UInt8>], _ new: [ArraySlice<UInt8>]) -> [Int?] {
    var removed: Set<Int> = []
    var added: Set<Int> = []
    for change in new.difference(from: old) {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): added.insert(offset)
      }
    }
    let kept = new.indices.lazy.filter { !added.contains($0) }
    var next = kept.makeIterator()
    return old.indices.map { removed.contains($0) ? nil : next.next() }
  }

  /// Without what ends them: a checkout may have put a carriage return there.
  private static func lines(of bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines.map { $0.last == UInt8(ascii: "\r") ? $0.dropLast() : $0 }
  }
}
