/// How one text differs from another, line by line.
package struct LineDifference: Sendable {
  /// The first line of the old text that is not the new one's; empty, and at the end, where the new
  /// text only goes on.
  package let firstLine: Range<Int>
  package let changes: [Change]

  package enum Change: Sendable {
    /// The number of the line in the old text, from one.
    case at(Int)
    case removed(ArraySlice<UInt8>)
    case added(ArraySlice<UInt8>)
  }

  /// What is compared line by line; longer parts are shown as replaced whole.
  private static let mostLines = 400

  package init(from old: [UInt8], to new: [UInt8]) {
    let oldLines = Lines(of: old).ranges.map { old[$0] }
    let newLines = Lines(of: new).ranges.map { new[$0] }
    let shorter = min(oldLines.count, newLines.count)
    var start = 0
    while start < shorter, oldLines[start] == newLines[start] { start += 1 }
    var end = 0
    while end < shorter - start,
      oldLines[oldLines.count - 1 - end] == newLines[newLines.count - 1 - end]
    { end += 1 }

    firstLine =
      start < oldLines.count
      ? oldLines[start].startIndex..<oldLines[start].endIndex : old.count..<old.count
    changes = Self.changes(
      from: Array(oldLines[start..<(oldLines.count - end)]),
      to: Array(newLines[start..<(newLines.count - end)]), after: start)
  }

  private static func changes(
    from old: [ArraySlice<UInt8>], to new: [ArraySlice<UInt8>], after start: Int
  ) -> [Change] {
    if old.count > mostLines || new.count > mostLines {
      return [.at(start + 1)] + old.map { .removed($0) } + new.map { .added($0) }
    }
    var removed: Set<Int> = []
    var added: Set<Int> = []
    for change in new.difference(from: old) {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): added.insert(offset)
      }
    }
    var changes: [Change] = []
    var isInside = false
    var (here, there) = (0, 0)
    while here < old.count || there < new.count {
      let isRemoved = removed.contains(here)
      if isRemoved || added.contains(there) {
        if !isInside { changes.append(.at(start + here + 1)) }
        isInside = true
        changes.append(isRemoved ? .removed(old[here]) : .added(new[there]))
        if isRemoved { here += 1 } else { there += 1 }
      } else {
        isInside = false
        here += 1
        there += 1
      }
    }
    return changes
  }

  /// One line for each line that differs, with `-` before the old ones and `+` before the new ones.
  package func text(limit: Int = 16) -> String {
    if changes.isEmpty { return "the line feed at the end of the file" }
    var lines: [String] = []
    for change in changes.prefix(limit) {
      switch change {
      case .at(let line): lines.append("line \(line):")
      case .removed(let line): lines.append("- " + String(decoding: line, as: UTF8.self))
      case .added(let line): lines.append("+ " + String(decoding: line, as: UTF8.self))
      }
    }
    if changes.count > limit { lines.append("and \(changes.count - limit) more lines") }
    return lines.joined(separator: "\n")
  }
}
