/// The lines of a file.
package struct Lines {
  /// Where each line lies, without the line feed that ends it. A file that ends in one has no empty
  /// line behind it.
  package let ranges: [Range<Int>]

  package init(of bytes: [UInt8]) {
    var ranges: [Range<Int>] = []
    var start = 0
    for (offset, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
      ranges.append(start..<offset)
      start = offset + 1
    }
    if start < bytes.count { ranges.append(start..<bytes.count) }
    self.ranges = ranges
  }
}
