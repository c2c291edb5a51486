import Values

extension YAMLWriter {
  /// libyaml and its kin read a key up to 1024 characters on its line; a longer one takes a `?`.
  private static let longestImplicitKey = 1000

  /// Appends a key without its colon.
  mutating func append(key: String, indent: Int) throws(YAMLWriteError) {
    if key == "<<" { throw YAMLWriteError(.mergeKey) }
    let start = bytes.count
    try withUTF8(of: key) { (writer, text) throws(YAMLWriteError) in
      switch try WrittenStyle(text) {
      case .plain: writer.bytes.append(contentsOf: text)
      case .doubleQuoted, .literal, .strippedLiteral: writer.append(quoted: text)
      }
    }
    if bytes.count - start > Self.longestImplicitKey {
      bytes.insert(contentsOf: "? ".utf8, at: start)
      append("\n")
      append(spaces: indent)
    }
  }

  mutating func append(string: String, indent: Int) throws(YAMLWriteError) {
    try withUTF8(of: string) { (writer, text) throws(YAMLWriteError) in
      switch try WrittenStyle(text) {
      case .plain: writer.bytes.append(contentsOf: text)
      case .doubleQuoted: writer.append(quoted: text)
      case .literal:
        writer.append("|")
        writer.append(lines: UnsafeBufferPointer(rebasing: text.dropLast()), indent: indent)
      case .strippedLiteral:
        writer.append("|-")
        writer.append(lines: text, indent: indent)
      }
    }
  }

  /// Appends each line after a newline and its indentation; empty lines have none.
  private mutating func append(lines text: UnsafeBufferPointer<UInt8>, indent: Int) {
    var start = 0
    while start <= text.count {
      var end = start
      while end < text.count, text[end] != UInt8(ascii: "\n") { end += 1 }
      append(UInt8(ascii: "\n"))
      if end > start {
        append(spaces: indent)
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<end]))
      }
      start = end + 1
    }
  }

  private mutating func append(quoted text: UnsafeBufferPointer<UInt8>) {
    append(UInt8(ascii: "\""))
    var start = 0
    var offset = 0
    while offset < text.count {
      let byte = text[offset]
      if byte >= 0x20, byte < 0x7F, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
        offset += 1
        continue
      }
      let (scalar, length) = text.scalar(at: offset)
      if byte >= 0x7F, UnusualCharacter(scalar) != .escaped {
        offset += length
        continue
      }
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<offset]))
      append(escape: scalar)
      offset += length
      start = offset
    }
    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start...]))
    append(UInt8(ascii: "\""))
  }

  /// The escapes that JSON has too, so that readers of either agree.
  private mutating func append(escape scalar: UInt32) {
    switch scalar {
    case 0x22: append("\\\"")
    case 0x5C: append("\\\\")
    case 0x09: append("\\t")
    case 0x0A: append("\\n")
    case 0x0D: append("\\r")
    default:
      append("\\u")
      for shift in [12, 8, 4, 0] as [UInt32] {
        let digit = UInt8(truncatingIfNeeded: scalar >> shift & 0xF)
        append(digit + (digit < 10 ? UInt8(ascii: "0") : UInt8(ascii: "A") - 10))
      }
    }
  }

  private mutating func withUTF8(
    of text: String,
    _ body: (inout YAMLWriter, UnsafeBufferPointer<UInt8>) throws(YAMLWriteError) -> Void
  ) throws(YAMLWriteError) {
    let result = text.utf8.withContiguousStorageIfAvailable { bytes in
      Result { () throws(YAMLWriteError) in try body(&self, bytes) }
    }
    if let result { return try result.get() }
    let copy = Array(text.utf8)
    try copy.withUnsafeBufferPointer { (bytes) throws(YAMLWriteError) in try body(&self, bytes) }
  }
}
