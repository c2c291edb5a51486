#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Comparing and scanning bytes many at a time, where sequences do it one by one.
extension UnsafeBufferPointer<UInt8> {
  /// Whether the bytes are those of another buffer from an offset on, which may be beyond its end.
  func isEqual(to other: UnsafeBufferPointer<UInt8>, from offset: Int) -> Bool {
    guard offset + count <= other.count else { return false }
    guard let bytes = baseAddress, let others = other.baseAddress else { return true }
    return memcmp(bytes, others + offset, count) == 0
  }

  /// Where the first byte may be that is neither printable ASCII nor a line feed, or less than eight
  /// bytes before the end.
  func endOfPlainText(from start: Int) -> Int {
    guard let base = baseAddress else { return start }
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highBits = ones &* 0x80
    var offset = start
    while offset + 8 <= count {
      let word = UnsafeRawPointer(base + offset).loadUnaligned(as: UInt64.self)
      if word & highBits != 0 { break }
      // No byte has its high bit set, so sums of two bytes do not carry into the next.
      let isAtLeastSpace = word &+ ones &* 0x60
      let isLineFeed = ~((word ^ (ones &* 0x0A)) &+ ones &* 0x7F)
      let isDelete = word &+ ones
      if (isAtLeastSpace | isLineFeed) & ~isDelete & highBits != highBits { break }
      offset += 8
    }
    return offset
  }

  /// Negative, zero or positive; both are of one length.
  func order(before other: UnsafeBufferPointer<UInt8>) -> Int {
    guard let bytes = baseAddress, let others = other.baseAddress else { return 0 }
    return Int(memcmp(bytes, others, Swift.min(count, other.count)))
  }
}
