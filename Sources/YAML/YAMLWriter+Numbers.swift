extension YAMLWriter {
  mutating func append(integer: Int64) {
    if integer < 0 { append(UInt8(ascii: "-")) }
    var magnitude = integer.magnitude
    let start = bytes.count
    repeat {
      append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: magnitude % 10))
      magnitude /= 10
    } while magnitude > 0
    bytes[start...].reverse()
  }

  /// The shortest digits that give the number back, always with a point and never with an exponent:
  /// `1e3` is text to some readers, and `1` would be an integer.
  mutating func append(number: Double) {
    var digits: [UInt8] = []
    var point = 0
    var isAfterPoint = false
    var rest = number.magnitude.description.utf8[...]
    // The standard library writes '100.0', '0.001', '1e+20', '1.5e-07'.
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "e") {
        point += Int(String(Substring(rest))) ?? 0
        break
      }
      if byte == UInt8(ascii: ".") {
        isAfterPoint = true
      } else {
        digits.append(byte)
        if !isAfterPoint { point += 1 }
      }
    }
    if number.sign == .minus { append(UInt8(ascii: "-")) }
    appendDecimal(digits, point: point)
  }

  /// Digits with the point after so many of them, which may be before the first or after the last.
  private mutating func appendDecimal(_ digits: [UInt8], point: Int) {
    let zero = UInt8(ascii: "0")
    let fractionEnd = (digits.lastIndex { $0 != zero } ?? -1) + 1
    if point <= 0 { append(zero) }
    for index in 0..<max(point, 0) { append(index < digits.count ? digits[index] : zero) }
    append(UInt8(ascii: "."))
    for _ in 0..<max(-point, 0) where fractionEnd > 0 { append(zero) }
    let fraction = digits[
      min(max(point, 0), digits.count)..<max(fractionEnd, min(max(point, 0), digits.count))]
    bytes.append(contentsOf: fraction)
    if fraction.isEmpty { append(zero) }
  }
}
