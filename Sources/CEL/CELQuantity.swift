/// A quantity of Kubernetes, exact to a billionth.
struct CELQuantity: Hashable, Comparable, Sendable {
  /// In billionths.
  let nanos: Int128

  private static let one: Int128 = 1_000_000_000

  init(nanos: Int128) { self.nanos = nanos }

  static func < (a: CELQuantity, b: CELQuantity) -> Bool { a.nanos < b.nanos }

  /// What became of a text: `invalid` is none, `large` is one that does not fit here.
  enum Reading {
    case value(CELQuantity)
    case invalid
    case large
  }

  /// `100m`, `1.5Gi`, `-2`, `1e3`.
  static func read(_ text: String) -> Reading {
    var rest = Array(text.utf8)[...]
    let isNegative = rest.first == UInt8(ascii: "-")
    if isNegative || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
    let whole = rest.prefix { $0.isDigit }
    rest = rest.dropFirst(whole.count)
    var fraction: ArraySlice<UInt8> = []
    if rest.first == UInt8(ascii: ".") {
      fraction = rest.dropFirst().prefix { $0.isDigit }
      rest = rest.dropFirst(1 + fraction.count)
    }
    let isUnitAlone = whole.isEmpty && fraction.isEmpty
    // A sign or a suffix alone is nothing of its unit, but for one that could begin an exponent.
    guard !text.isEmpty, !isUnitAlone || !rest.elementsEqual("Ei".utf8) else { return .invalid }
    guard let scale = scale(String(decoding: rest, as: UTF8.self)) else { return .invalid }
    guard whole.count + fraction.count <= 30 else { return .large }
    var digits: Int128 = 0
    for digit in whole + fraction { digits = digits * 10 + Int128(digit - UInt8(ascii: "0")) }
    var ten = scale.tens + 9 - fraction.count
    guard abs(ten) <= 60 else { return digits == 0 ? .value(CELQuantity(nanos: 0)) : .large }
    for _ in 0..<scale.kibis {
      let (product, overflow) = digits.multipliedReportingOverflow(by: 1024)
      if overflow { return .large }
      digits = product
    }
    while ten > 0 {
      let (product, overflow) = digits.multipliedReportingOverflow(by: 10)
      if overflow { return .large }
      digits = product
      ten -= 1
    }
    while ten < 0 {
      // Finer than a billionth is rounded away from zero.
      digits = (digits + 9) / 10
      ten += 1
    }
    return .value(CELQuantity(nanos: isNegative ? -digits : digits))
  }

  /// The powers of 10 and of 1024 that a suffix stands for.
  private static func scale(_ suffix: String) -> (tens: Int, kibis: Int)? {
    switch suffix {
    case "n": return (-9, 0)
    case "u": return (-6, 0)
    case "m": return (-3, 0)
    case "": return (0, 0)
    case "k": return (3, 0)
    case "M": return (6, 0)
    case "G": return (9, 0)
    case "T": return (12, 0)
    case "P": return (15, 0)
    case "E": return (18, 0)
    case "Ki": return (0, 1)
    case "Mi": return (0, 2)
    case "Gi": return (0, 3)
    case "Ti": return (0, 4)
    case "Pi": return (0, 5)
    case "Ei": return (0, 6)
    default:
      let bytes = suffix.utf8
      guard let first = bytes.first, first == UInt8(ascii: "e") || first == UInt8(ascii: "E"),
        bytes.count <= 6, let exponent = Int(suffix.dropFirst())
      else { return nil }
      return (exponent, 0)
    }
  }

  var integer: Int64? {
    nanos % Self.one == 0 ? Int64(exactly: nanos / Self.one) : nil
  }

  var double: Double { Double(nanos) / Double(Self.one) }

  func adding(_ other: CELQuantity) -> CELQuantity? {
    let (sum, overflow) = nanos.addingReportingOverflow(other.nanos)
    return overflow ? nil : CELQuantity(nanos: sum)
  }

  func subtracting(_ other: CELQuantity) -> CELQuantity? {
    let (difference, overflow) = nanos.subtractingReportingOverflow(other.nanos)
    return overflow ? nil : CELQuantity(nanos: difference)
  }

  static func of(_ integer: Int64) -> CELQuantity { CELQuantity(nanos: Int128(integer) * one) }
}
