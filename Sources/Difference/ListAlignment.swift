/// Which elements of two lists are the same, in an order that both have: the others were put in or
/// taken out.
///
/// Takes the time of a sort, whatever the lists hold. Lists of one length in which as much is the
/// same by position are taken by position. Where elements repeat, the first is held against the
/// first, the second against the second, so that more elements than need be may seem to change.
struct ListAlignment {
  /// A stretch of both lists in which nothing is the same; either part may be empty.
  struct Gap: Equatable {
    let before: Range<Int>
    let after: Range<Int>
  }

  /// In the order of the lists.
  let gaps: [Gap]

  init<Element: Hashable>(_ before: [Element], _ after: [Element]) {
    var same = Self.increasing(Self.twins(before, after))
    if before.count == after.count {
      let kept = before.indices.filter { before[$0] == after[$0] }
      if kept.count >= same.count { same = kept.map { ($0, $0) } }
    }
    var gaps: [Gap] = []
    var (start, otherStart) = (0, 0)
    for (index, other) in same + [(before.count, after.count)] {
      if start < index || otherStart < other {
        gaps.append(Gap(before: start..<index, after: otherStart..<other))
      }
      (start, otherStart) = (index + 1, other + 1)
    }
    self.gaps = gaps
  }

  /// Of each element of the first list that the second has too, the places of both.
  private static func twins<Element: Hashable>(
    _ before: [Element], _ after: [Element]
  ) -> [(Int, Int)] {
    var places: [Element: [Int]] = [:]
    for index in after.indices.reversed() { places[after[index], default: []].append(index) }
    var twins: [(Int, Int)] = []
    for index in before.indices {
      if let other = places[before[index]]?.popLast() { twins.append((index, other)) }
    }
    return twins
  }

  /// The longest part of some pairs in which the second places increase as the first do (patience
  /// sorting).
  private static func increasing(_ pairs: [(Int, Int)]) -> [(Int, Int)] {
    // The pair that ends the shortest run of each length, and of each pair the one before it.
    var ends: [Int] = []
    var previous = [Int](repeating: -1, count: pairs.count)
    for (index, pair) in pairs.enumerated() {
      var low = 0
      var high = ends.count
      while low < high {
        let middle = (low + high) / 2
        if pairs[ends[middle]].1 < pair.1 { low = middle + 1 } else { high = middle }
      }
      if low > 0 { previous[index] = ends[low - 1] }
      if low < ends.count { ends[low] = index } else { ends.append(index) }
    }
    var run: [(Int, Int)] = []
    var index = ends.last ?? -1
    while index >= 0 {
      run.append(pairs[index])
      index = previous[index]
    }
    return run.reversed()
  }
}
