/// Reads a text byte by byte, for what is judged too often for a pattern.
struct TextScan {
  private var rest: Substring.UTF8View

  /// Whether a reading succeeds and takes all of a text.
  static func matches(_ text: String, _ read: (inout TextScan) -> Bool) -> Bool {
    var scan = TextScan(rest: text[...].utf8)
    return read(&scan) && scan.rest.isEmpty
  }

  /// `[-+]?(0|([0-9]*(\.[0-9]*)?(ns|us|µs|ms|s|m|h))+)`, as Go's time.ParseDuration reads it.
  mutating func duration() -> Bool {
    if !skip("-") { _ = skip("+") }
    if rest.count == 1, skip("0") { return true }
    repeat {
      let whole = digits()
      let fraction = skip(".") ? digits() : 0
      guard whole + fraction > 0, unit() else { return false }
    } while !rest.isEmpty
    return true
  }

  private mutating func unit() -> Bool {
    skip("ns") || skip("us") || skip("\u{B5}s") || skip("\u{3BC}s") || skip("ms") || skip("s")
      || skip("m") || skip("h")
  }

  /// `100m`, `1Gi`, `1e3`, `.5` (k8s.io/apimachinery/pkg/api/resource).
  mutating func quantity() -> Bool {
    if !skip("-") { _ = skip("+") }
    let whole = digits()
    let fraction = skip(".") ? digits() : 0
    guard whole + fraction > 0 else { return false }
    if rest.isEmpty { return true }
    if rest.count > 1, skip("e") || skip("E") {
      if !skip("-") { _ = skip("+") }
      return digits() > 0
    }
    for prefix in ["K", "M", "G", "T", "P", "E"] where rest.elementsEqual("\(prefix)i".utf8) {
      return skip(prefix) && skip("i")
    }
    return skip("n") || skip("u") || skip("m") || skip("k") || skip("M") || skip("G") || skip("T")
      || skip("P") || skip("E")
  }

  mutating func date() -> Bool {
    digits(exactly: 4) != nil && skip("-") && number(1...12) && skip("-") && number(1...31)
  }

  mutating func dateTime() -> Bool {
    guard date(), skip("T") || skip("t"), number(0...23), skip(":"), number(0...59), skip(":"),
      number(0...60)
    else { return false }
    if skip(".") || skip(",") { guard digits() > 0 else { return false } }
    if skip("Z") || skip("z") { return true }
    return (skip("+") || skip("-")) && number(0...23) && skip(":") && number(0...59)
  }

  mutating func ipv4() -> Bool {
    for part in 0..<4 {
      if part > 0 { guard skip(".") else { return false } }
      let start = rest
      let count = digits()
      guard (1...3).contains(count), let value = Int(Substring(start.prefix(count))), value <= 255,
        count == 1 || start.first != UInt8(ascii: "0")
      else { return false }
    }
    return true
  }

  mutating func ipv6() -> Bool {
    var groups = 0
    var isShortened = skip("::")
    if isShortened, rest.isEmpty { return true }
    while true {
      var ahead = self
      if groups <= 6, ahead.ipv4() {
        self = ahead
        groups += 2
        break
      }
      guard (1...4).contains(hexadecimal(atMost: 4)) else { return false }
      groups += 1
      if rest.isEmpty { break }
      if skip("::") {
        if isShortened { return false }
        isShortened = true
        if rest.isEmpty { break }
      } else if !skip(":") {
        return false
      }
    }
    return isShortened ? groups < 8 : groups == 8
  }

  mutating func uuid() -> Bool {
    for (position, length) in [8, 4, 4, 4, 12].enumerated() {
      if position > 0 { _ = skip("-") }
      guard hexadecimal(atMost: length) == length else { return false }
    }
    return true
  }

  /// Groups of hexadecimal digits, with one of some bytes between them.
  mutating func groups(of length: Int, count: Int, between separators: StaticString) -> Bool {
    for group in 0..<count {
      if group > 0 {
        guard let next = rest.first,
          (0..<separators.utf8CodeUnitCount).contains(where: { separators.utf8Start[$0] == next })
        else { return false }
        rest.removeFirst()
      }
      guard hexadecimal(atMost: length) == length else { return false }
    }
    return true
  }

  private mutating func skip(_ text: String) -> Bool {
    guard rest.starts(with: text.utf8) else { return false }
    rest = rest.dropFirst(text.utf8.count)
    return true
  }

  /// How many there were.
  private mutating func digits() -> Int {
    var count = 0
    while let byte = rest.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
      rest.removeFirst()
      count += 1
    }
    return count
  }

  private mutating func digits(exactly count: Int) -> Int? {
    let value = Int(Substring(rest.prefix(count)))
    return digits() == count ? value : nil
  }

  private mutating func number(_ range: ClosedRange<Int>) -> Bool {
    digits(exactly: 2).map(range.contains) ?? false
  }

  private mutating func hexadecimal(atMost limit: Int) -> Int {
    var count = 0
    while count < limit, let byte = rest.first, byte.isHexadecimal {
      rest.removeFirst()
      count += 1
    }
    return count
  }
}

extension UInt8 {
  fileprivate var isHexadecimal: Bool {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
      UInt8(ascii: "A")...UInt8(ascii: "F"):
      true
    default: false
    }
  }
}
