#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What time it is. What is compiled never depends on it; only what ends is told by it.
package enum Clock {
  /// Seconds since 1970, in UTC.
  package static var now: Int64 { Int64(time(nil)) }
}
