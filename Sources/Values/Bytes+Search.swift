#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension Collection<UInt8> {
  /// Whether a text stands somewhere in these bytes.
  package func holds(_ text: String) -> Bool {
    var text = text
    let found = withContiguousStorageIfAvailable { bytes in
      text.withUTF8 { UnsafeRawBufferPointer(bytes).holds(UnsafeRawBufferPointer($0)) }
    }
    return found ?? Array(self).holds(text)
  }
}

extension UnsafeRawBufferPointer {
  /// At the speed of memory: rules look for a dozen texts in every text of a tree.
  fileprivate func holds(_ part: UnsafeRawBufferPointer) -> Bool {
    guard let wanted = part.baseAddress, let first = part.first else { return true }
    guard var start = baseAddress else { return false }
    var places = count - part.count + 1
    while places > 0, let next = memchr(start, Int32(first), places) {
      if memcmp(next, wanted, part.count) == 0 { return true }
      let following = UnsafeRawPointer(next) + 1
      places -= following - start
      start = following
    }
    return false
  }
}
