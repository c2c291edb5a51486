#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension String {
  /// Whether this comes first where texts are compared as bytes of UTF-8: the one order of whatever
  /// is sorted, the same on every machine.
  package func precedesInBytes(_ other: String) -> Bool {
    let order = utf8.withContiguousStorageIfAvailable { a in
      other.utf8.withContiguousStorageIfAvailable { b in a.precedes(b) }
    }
    // Text of Objective-C alone is not stored as UTF-8.
    return (order ?? nil) ?? utf8.lexicographicallyPrecedes(other.utf8)
  }
}

extension UnsafeBufferPointer<UInt8> {
  fileprivate func precedes(_ other: Self) -> Bool {
    guard let a = baseAddress, let b = other.baseAddress else { return count < other.count }
    let difference = memcmp(a, b, Swift.min(count, other.count))
    return difference == 0 ? count < other.count : difference < 0
  }
}
