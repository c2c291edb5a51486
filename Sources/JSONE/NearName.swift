/// The known name that a mistaken one was probably meant to be; nil where none is near.
func nearName(_ name: String, among known: some Sequence<String>) -> String? {
  let wanted = Array(name.lowercased().utf8.prefix(longest))
  var best: (name: String, distance: Int)?
  for candidate in known where candidate != name {
    let distance = distance(wanted, Array(candidate.lowercased().utf8.prefix(longest)))
    guard distance * 3 <= max(wanted.count, 3) else { continue }
    if let best, best.distance <= distance { continue }
    best = (candidate, distance)
  }
  return best?.name
}

/// Names are compared by so many bytes only, so that a hostile one costs nothing.
private let longest = 64

/// Insertions, deletions, replacements and swaps of neighbours that lead from one to the other.
private func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
  var before: [Int] = []
  var previous = Array(0...b.count)
  for i in a.indices {
    var current = [i + 1]
    for j in b.indices {
      var least = min(
        previous[j + 1] + 1, current[j] + 1, previous[j] + (a[i] == b[j] ? 0 : 1))
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { least = min(least, before[j - 1] + 1) }
      current.append(least)
    }
    before = previous
    previous = current
  }
  return previous[b.count]
}
