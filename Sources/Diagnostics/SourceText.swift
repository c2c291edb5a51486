/// Where something is, as people count: from one, columns in characters.
package struct Position: Hashable, Sendable {
  package let line: Int
  package let column: Int

  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}

/// The bytes of a file, with its lines found once.
///
/// A line ends with a line feed, a carriage return or both, as in YAML; a break at the end of the
/// file begins no further line. Bytes that are not UTF-8 count as one character each.
package struct SourceText: Sendable {
  package let bytes: [UInt8]
  /// The offset of the first byte of each line.
  private let lineStarts: [Int]
  /// For each multiple of the stride, the scalar that holds that byte: a look-up in a long line
  /// counts from the nearest one, not from the start of the line.
  private let marks: [Mark]

  private struct Mark {
    let offset: Int
    /// The characters of the file before the offset.
    let characters: Int
  }

  private static let stride = 1024

  package init(_ bytes: [UInt8]) {
    var lineStarts = [0]
    var marks: [Mark] = []
    var characters = 0
    var offset = 0
    while offset < bytes.count {
      let byte = bytes[offset]
      var length = 1
      var counts = 1
      if byte >= 0x80 {
        let scalar = bytes.scalar(at: offset)
        length = scalar.length
        if let value = scalar.value, value.extendsCharacter { counts = 0 }
      }
      while marks.count * Self.stride < offset + length {
        marks.append(Mark(offset: offset, characters: characters))
      }
      characters += counts
      offset += length
      if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
        let isFirstOfTwo =
          byte == UInt8(ascii: "\r") && offset < bytes.count && bytes[offset] == UInt8(ascii: "\n")
        if !isFirstOfTwo, offset < bytes.count { lineStarts.append(offset) }
      }
    }
    self.bytes = bytes
    self.lineStarts = lineStarts
    self.marks = marks
  }

  package var lineCount: Int { lineStarts.count }

  /// The bytes of a line, counted from one, without its break; the nearest line where there is none.
  package func range(ofLine line: Int) -> Range<Int> {
    let index = min(max(line, 1), lineCount) - 1
    let start = lineStarts[index]
    var end = index + 1 < lineCount ? lineStarts[index + 1] : bytes.count
    if end > start, bytes[end - 1] == UInt8(ascii: "\n") { end -= 1 }
    if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return start..<end
  }

  /// Where a byte offset is; outside the file that is its nearest end.
  package func position(at offset: Int) -> Position {
    let line = line(at: offset)
    let range = range(ofLine: line)
    let offset = min(max(offset, range.lowerBound), range.upperBound)
    let column = characters(before: offset) - characters(before: range.lowerBound) + 1
    // A mark that is combined with the character before it lies in that character's column.
    let extends =
      offset < range.upperBound && bytes.scalar(at: offset).value?.extendsCharacter == true
    return Position(line: line, column: extends ? max(column - 1, 1) : column)
  }

  /// The number, from one, of the line that holds a byte.
  package func line(at offset: Int) -> Int {
    var low = 0
    var high = lineCount
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low + 1
  }

  /// The characters of the file that end at or before an offset.
  private func characters(before offset: Int) -> Int {
    guard let last = marks.indices.last else { return 0 }
    let mark = marks[min(offset / Self.stride, last)]
    var characters = mark.characters
    var at = mark.offset
    while at < offset {
      let (value, length) = bytes.scalar(at: at)
      at += length
      if at <= offset, value?.extendsCharacter != true { characters += 1 }
    }
    return characters
  }
}

/// The texts of the files that findings point into, each read and searched for lines once.
struct SourceTexts {
  private let bytes: (String) -> [UInt8]?
  private var known: [String: SourceText?] = [:]

  init(_ bytes: @escaping (String) -> [UInt8]?) { self.bytes = bytes }

  /// Nil where the file is not known.
  subscript(path: String) -> SourceText? {
    mutating get {
      if let text = known[path] { return text }
      let text = bytes(path).map { SourceText($0) }
      known[path] = .some(text)
      return text
    }
  }

  /// Where a place begins; nil where its file is not known.
  mutating func position(of place: Place) -> Position? {
    self[place.path]?.position(at: place.range.lowerBound)
  }
}
