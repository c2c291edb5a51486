/// A duration as Go reads it: `1h30m`, `1.5s`, `300ms`.
package enum GoDuration {
  private static let units: [(name: String, seconds: Double)] = [
    ("ns", 1e-9), ("us", 1e-6), ("µs", 1e-6), ("ms", 1e-3), ("s", 1), ("m", 60), ("h", 3600),
  ]

  /// nil where it is none, or longer than Go can count.
  package static func seconds(_ text: String) -> Double? {
    var rest = text.utf8[...]
    if rest.elementsEqual("0".utf8) { return 0 }
    var sign = 1.0
    if let first = rest.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
      sign = first == UInt8(ascii: "-") ? -1 : 1
      rest.removeFirst()
    }
    guard !rest.isEmpty, rest.count <= 64 else { return nil }
    var total = 0.0
    while !rest.isEmpty {
      let number = rest.prefix {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: ".")
      }
      rest = rest.dropFirst(number.count)
      let digits = String(decoding: number, as: UTF8.self)
      // The longest name first: `ms` before `m`.
      let named = units.filter { rest.starts(with: $0.name.utf8) }
        .max { $0.name.utf8.count < $1.name.utf8.count }
      guard let value = Double(digits), let unit = named else { return nil }
      rest = rest.dropFirst(unit.name.utf8.count)
      total += value * unit.seconds
    }
    return total < 9e9 ? sign * total : nil
  }
}
