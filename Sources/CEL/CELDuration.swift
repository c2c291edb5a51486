/// A span of time, as Go has it: whole nanoseconds, some 290 years of them.
struct CELDuration: Hashable, Comparable, Sendable {
  let nanoseconds: Int64

  static let second: Int64 = 1_000_000_000

  init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  static func < (a: CELDuration, b: CELDuration) -> Bool { a.nanoseconds < b.nanoseconds }

  /// `1h30m`, `1.5s`, `-300ms`, `0`.
  init?(_ text: String) {
    var rest = Array(text.utf8)[...]
    var isNegative = false
    if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      isNegative = sign == UInt8(ascii: "-")
      rest.removeFirst()
    }
    if rest.elementsEqual("0".utf8) {
      nanoseconds = 0
      return
    }
    guard !rest.isEmpty else { return nil }
    var total: Int128 = 0
    while !rest.isEmpty {
      guard let part = Self.part(&rest) else { return nil }
      total += part
      guard total <= Int128(Int64.max) + 1 else { return nil }
    }
    guard let nanoseconds = Int64(exactly: isNegative ? -total : total) else { return nil }
    self.nanoseconds = nanoseconds
  }

  private static let units: [(name: String, nanoseconds: Int128)] = [
    ("ns", 1), ("us", 1000), ("µs", 1000), ("μs", 1000), ("ms", 1_000_000), ("s", 1_000_000_000),
    ("m", 60_000_000_000), ("h", 3_600_000_000_000),
  ]

  /// A number and its unit.
  private static func part(_ rest: inout ArraySlice<UInt8>) -> Int128? {
    var value: Int128 = 0
    var scale: Int128 = 1
    var digits = 0
    var isFraction = false
    while let byte = rest.first {
      if byte == UInt8(ascii: "."), !isFraction {
        isFraction = true
      } else if byte.isDigit {
        digits += 1
        // Digits beyond what a nanosecond can show are dropped, as Go does.
        if !isFraction || scale < 1_000_000_000_000_000_000 {
          value = value * 10 + Int128(byte - UInt8(ascii: "0"))
          if isFraction { scale *= 10 }
        }
        guard value <= Int128(Int64.max) * scale else { return nil }
      } else {
        break
      }
      rest.removeFirst()
    }
    guard digits > 0 else { return nil }
    let name = rest.prefix { !$0.isDigit && $0 != UInt8(ascii: ".") }
    rest = rest.dropFirst(name.count)
    guard let unit = units.first(where: { name.elementsEqual($0.name.utf8) }) else { return nil }
    return (value / scale) * unit.nanoseconds + (value % scale) * unit.nanoseconds / scale
  }

  /// `5400s`, `1.5s`: what `string()` gives.
  var description: String {
    let whole = nanoseconds / Self.second
    var fraction = String((nanoseconds % Self.second).magnitude)
    guard fraction != "0" else { return "\(whole)s" }
    fraction = String(repeating: "0", count: 9 - fraction.utf8.count) + fraction
    while fraction.utf8.last == UInt8(ascii: "0") { fraction.removeLast() }
    return "\(whole == 0 && nanoseconds < 0 ? "-0" : "\(whole)").\(fraction)s"
  }
}
