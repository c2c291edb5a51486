/// The candidate that a misspelt name most likely means; nil where none is near.
///
/// One that differs in case alone comes first. Of the others the one with the fewest edits (insert,
/// delete, replace, swap two neighbours) relative to its length is taken, at most one edit for three
/// characters; of equally near ones the first in byte order, whatever the order of the candidates.
package func closest(to name: String, among candidates: some Sequence<String>) -> String? {
  // Longer ones are no names that somebody mistyped, and would take long to compare.
  guard name.utf8.count <= longestCompared else { return nil }
  var comparison = EditDistance(from: folded(name))
  var best: (candidate: String, edits: Int, length: Int)?
  for candidate in candidates {
    guard candidate.utf8.count <= longestCompared else { continue }
    let other = folded(candidate)
    let length = max(comparison.source.count, other.count)
    guard let edits = comparison.edits(to: other, atMost: length / 3) else { continue }
    if let best {
      let (mine, its) = (edits * best.length, best.edits * length)
      guard mine < its || (mine == its && precedes(candidate, best.candidate)) else { continue }
    }
    best = (candidate, edits, max(length, 1))
  }
  return best?.candidate
}

/// In bytes.
private let longestCompared = 128

private func folded(_ name: String) -> [UInt32] { name.lowercased().unicodeScalars.map(\.value) }

private func precedes(_ a: String, _ b: String) -> Bool { a.utf8.lexicographicallyPrecedes(b.utf8) }

/// Counts the edits from one name to many others: the optimal string alignment distance, in three
/// rows that are used again.
private struct EditDistance {
  let source: [UInt32]
  private var beforeLast: [Int] = []
  private var last: [Int] = []
  private var current: [Int] = []

  init(from source: [UInt32]) { self.source = source }

  /// Nil where there are more edits than asked for.
  mutating func edits(to target: [UInt32], atMost limit: Int) -> Int? {
    guard abs(source.count - target.count) <= limit else { return nil }
    last = Array(0...target.count)
    current = last
    beforeLast = last
    for row in source.indices {
      current[0] = row + 1
      var least = current[0]
      for column in target.indices {
        let replaced = last[column] + (source[row] == target[column] ? 0 : 1)
        var edits = min(replaced, last[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, source[row] == target[column - 1], source[row - 1] == target[column]
        {
          edits = min(edits, beforeLast[column - 1] + 1)
        }
        current[column + 1] = edits
        least = min(least, edits)
      }
      // A swap reaches back two rows, so one row above the limit is not yet the end.
      if least > limit + 1 { return nil }
      (beforeLast, last, current) = (last, current, beforeLast)
    }
    return last[target.count] <= limit ? last[target.count] : nil
  }
}
