/// The conflicts that a merge left in a file: between lines of seven `<` and seven `>`, the sides
/// parted by one of seven `=`. In the styles diff3 and zdiff3, what both came from stands between
/// them, after a line of seven `|`.
package struct MergeConflicts {
  package enum Side: Sendable { case ours, theirs }

  /// Where the first line of marks lies, without its end.
  package let firstLine: Range<Int>
  package let count: Int
  private let bytes: [UInt8]
  private let hunks: [Hunk]

  /// Where the marks of one conflict lie, each with the end of its line.
  private struct Hunk {
    var start: Range<Int>
    var base: Range<Int>?
    var middle: Range<Int>?
    var end = 0..<0
  }

  /// Nil where there is none: a line of `=` alone is one of many texts.
  package init?(in bytes: [UInt8]) {
    // Nearly every file has no such byte at the start of a line.
    guard Self.mayHave(bytes) else { return nil }
    var hunks: [Hunk] = []
    var open: Hunk?
    var start = 0
    while start < bytes.count {
      let feed = bytes[start...].firstIndex(of: UInt8(ascii: "\n"))
      let line = start..<(feed.map { $0 + 1 } ?? bytes.count)
      start = line.upperBound
      switch Self.mark(bytes[line]) {
      case UInt8(ascii: "<")?: open = Hunk(start: line)
      case UInt8(ascii: "|")? where open != nil && open?.middle == nil: open?.base = line
      case UInt8(ascii: "=")? where open != nil && open?.middle == nil: open?.middle = line
      case UInt8(ascii: ">")?:
        if var hunk = open, hunk.middle != nil {
          hunk.end = line
          hunks.append(hunk)
        }
        open = nil
      default: continue
      }
    }
    guard let first = hunks.first?.start else { return nil }
    let text = bytes[first].reversed().drop { $0 == 0x0A || $0 == 0x0D }
    firstLine = first.lowerBound..<(first.lowerBound + text.count)
    count = hunks.count
    self.bytes = bytes
    self.hunks = hunks
  }

  /// The file as one side has it, with all that was merged.
  package func file(of side: Side) -> [UInt8] {
    var file: [UInt8] = []
    var end = 0
    for hunk in hunks {
      guard let middle = hunk.middle else { continue }
      file += bytes[end..<hunk.start.lowerBound]
      switch side {
      case .ours:
        file += bytes[hunk.start.upperBound..<(hunk.base ?? middle).lowerBound]
      case .theirs: file += bytes[middle.upperBound..<hunk.end.lowerBound]
      }
      end = hunk.end.upperBound
    }
    return file + bytes[end...]
  }

  private static let markLength = 7

  /// The byte that a line of marks is made of: seven of it, then a space or the end of the line.
  private static func mark(_ line: ArraySlice<UInt8>) -> UInt8? {
    guard let first = line.first, "<|=>".utf8.contains(first) else { return nil }
    let marks = line.prefix { $0 == first }
    guard marks.count == markLength else { return nil }
    guard let next = line.dropFirst(markLength).first else { return first }
    // What follows the marks in the middle is part of the text.
    if first == UInt8(ascii: "=") { return next == 0x0A || next == 0x0D ? first : nil }
    return next == UInt8(ascii: " ") || next == 0x0A || next == 0x0D ? first : nil
  }

  private static func mayHave(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBufferPointer { bytes in
      var rest = bytes[...]
      while let found = rest.firstIndex(of: UInt8(ascii: "<")) {
        if found == 0 || bytes[found - 1] == UInt8(ascii: "\n"),
          bytes[found...].prefix(markLength).count == markLength,
          bytes[found...].prefix(markLength).allSatisfy({ $0 == UInt8(ascii: "<") })
        {
          return true
        }
        rest = bytes[(found + 1)...]
      }
      return false
    }
  }
}
