/// A source line as a terminal shows it, with the display column of each of its bytes.
///
/// Tabs become spaces, control characters are escaped, and a line that is too wide is cut round the
/// place of interest, with `…` for what is left out.
struct LineExcerpt {
  private(set) var shown: [UInt8] = []
  private(set) var width = 0
  /// The scalars that are shown, in order.
  private var cells: [Cell] = []
  /// Whether nothing of the line follows what is shown.
  private var reachesEnd = true

  private struct Cell {
    /// Its first byte in the file.
    let offset: Int
    let column: Int
    /// Its first byte in what is shown.
    let shown: Int
  }

  /// The columns of the widest line that is shown whole.
  private static let widest = 160
  /// The columns that are kept before a place in a line that is cut.
  private static let before = 60
  /// The bytes that are looked at before and after a place: enough to fill the columns, and few
  /// enough where a line has millions.
  private static let bytesBefore = 512
  private static let bytesAfter = 2048
  private static let tab = 4

  init(_ text: SourceText, line: Range<Int>, around focus: Int) {
    var window = line
    if line.count > Self.bytesAfter {
      var lower = max(line.lowerBound, focus - Self.bytesBefore)
      while lower > line.lowerBound, text.bytes[lower] & 0xC0 == 0x80 { lower -= 1 }
      window = lower..<min(line.upperBound, focus + Self.bytesAfter)
    }
    layOut(text.bytes, window)
    reachesEnd = window.upperBound == line.upperBound
    cut(around: focus, startsLate: window.lowerBound > line.lowerBound)
  }

  /// The display column of a byte of the line; the nearest one where that byte is not shown.
  func column(at offset: Int) -> Int {
    var low = 0
    var high = cells.count
    while low < high {
      let middle = low + (high - low) / 2
      if cells[middle].offset < offset { low = middle + 1 } else { high = middle }
    }
    return low < cells.count ? cells[low].column : width
  }

  /// Whether a place of the line would be underlined where it is.
  func shows(_ offset: Int) -> Bool {
    guard let first = cells.first, let last = cells.last else { return true }
    return first.offset <= offset && (reachesEnd || offset <= last.offset)
  }

  private mutating func layOut(_ bytes: [UInt8], _ window: Range<Int>) {
    var offset = window.lowerBound
    while offset < window.upperBound {
      let (scalar, length) = bytes.scalar(at: offset)
      cells.append(Cell(offset: offset, column: width, shown: shown.count))
      switch scalar {
      case "\t":
        shown.append(contentsOf: repeatElement(UInt8(ascii: " "), count: Self.tab))
        width += Self.tab
      case "\u{FEFF}" where offset == 0:
        break  // A byte order mark is no part of the text.
      case let scalar?:
        width += shown.append(shown: scalar)
      case nil:
        width += shown.append(shownByte: bytes[offset])
      }
      offset += length
    }
  }

  private mutating func cut(around focus: Int, startsLate: Bool) {
    guard startsLate || !reachesEnd || width > Self.widest else { return }
    let leftmost = column(at: focus) - Self.before
    let first = cells.firstIndex { $0.column >= leftmost } ?? cells.count
    let isCutBefore = startsLate || first > 0
    let start = first < cells.count ? cells[first].column : width
    let end = cells.firstIndex { $0.column >= start + Self.widest } ?? cells.count
    let isCutAfter = end < cells.count || !reachesEnd
    let last = end < cells.count ? cells[end].shown : shown.count
    let lastColumn = end < cells.count ? cells[end].column : width

    let ellipsis = Array("…".utf8)
    let before = isCutBefore ? ellipsis : []
    let kept = first < cells.count ? cells[first].shown : shown.count
    let shift = (isCutBefore ? 1 : 0) - start
    cells = cells[first..<end].map {
      Cell(offset: $0.offset, column: $0.column + shift, shown: $0.shown - kept + before.count)
    }
    shown = before + shown[kept..<last] + (isCutAfter ? ellipsis : [])
    width = lastColumn + shift + (isCutAfter ? 1 : 0)
    reachesEnd = !isCutAfter
  }
}
