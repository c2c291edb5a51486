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
    if rest.count == 2, rest.last == UInt8(ascii: "i") {
      return (skip("K") || skip("M") || skip("G") || skip("T") || skip("P") || skip("E"))
        && skip("i")
    }
    if rest.count > 1, skip("e") || skip("E") {
      if !skip("-") { _ = skip("+") }
      return digits() > 0
    }
    return skip("n") || skip("u") || skip("m") || skip("k") || skip("M") || skip("G") || skip("T")
      || skip("P") || skip("E")
  }

  mutating func date() -> Bool {
    guard let year = digits(exactly: 4), skip("-"), let month = digits(exactly: 2),
      (1...12).contains(month), skip("-"), let day = digits(exactly: 2)
    else { return false }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let length = month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
    return (1...length).contains(day)
  }

  mutating func dateTime() -> Bool {
    guard date(), skip("T") || skip("t"), number(0...23), skip(":"), number(0...59), skip(":"),
      number(0...59)
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

  /// Of 6, 8 or 20 bytes: two digits and `:` or `-` between them, or four and `.`, or none between.
  static func isMAC(_ text: String) -> Bool {
    [6, 8, 20].contains { bytes in
      matches(text) { $0.groups(of: 2, count: bytes, between: ":") }
        || matches(text) { $0.groups(of: 2, count: bytes, between: "-") }
        || matches(text) { $0.groups(of: 4, count: bytes / 2, between: ".") }
    } || (text.utf8.count == 12 && matches(text) { $0.groups(of: 12, count: 1, between: "") })
  }

  /// A path, or a scheme and what it says; `*` (net/url.ParseRequestURI).
  mutating func uri() -> Bool {
    if skip("*") { return rest.isEmpty }
    if rest.first != UInt8(ascii: "/") {
      guard let first = rest.first, first.isLetter else { return false }
      while let byte = rest.first, byte != UInt8(ascii: ":") {
        guard byte.isLetter || byte.isDigit || byte.isOne(of: "+-.") else { return false }
        rest.removeFirst()
      }
      guard skip(":"), !rest.isEmpty else { return false }
    }
    while let byte = rest.popFirst() {
      if byte <= UInt8(ascii: " ") || byte == 0x7F { return false }
      if byte == UInt8(ascii: "%"), hexadecimal(atMost: 2) != 2 { return false }
    }
    return true
  }

  /// Groups of hexadecimal digits, with one of some bytes between them.
  mutating func groups(of length: Int, count: Int, between separators: StaticString) -> Bool {
    for group in 0..<count {
      if group > 0 {
        guard let next = rest.first, next.isOne(of: separators) else { return false }
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
    while let byte = rest.first, byte.isDigit {
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
  fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

  fileprivate var isLetter: Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20)
  }

  fileprivate func isOne(of bytes: StaticString) -> Bool {
    (0..<bytes.utf8CodeUnitCount).contains { bytes.utf8Start[$0] == self }
  }

  fileprivate var isHexadecimal: Bool {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
      UInt8(ascii: "A")...UInt8(ascii: "F"):
      true
    default: false
    }
  }
}
