/// Finding one's way in the bytes of a file.
extension UnsafeBufferPointer<UInt8> {
  /// The next line that is `---`, alone or before a blank, at an offset or after it.
  func nextDocumentStart(from offset: Int) -> Int? {
    var line = offset
    if line > 0, line < count, self[line - 1] != UInt8(ascii: "\n") { line = lineEnd(line) + 1 }
    while line < count {
      let next = line + 3
      if next <= count, self[line..<next].allSatisfy({ $0 == UInt8(ascii: "-") }),
        next == count || self[next].isBlank || self[next].isLineBreak
      {
        return line
      }
      line = lineEnd(line) + 1
    }
    return nil
  }

  /// The offset of the newline that ends the line of an offset, or the end of the file.
  func lineEnd(_ offset: Int) -> Int {
    var end = offset
    while end < count, self[end] != UInt8(ascii: "\n") { end += 1 }
    return end
  }

  func lineStart(_ offset: Int) -> Int {
    var start = Swift.min(offset, count)
    while start > 0, self[start - 1] != UInt8(ascii: "\n") { start -= 1 }
    return start
  }
}
