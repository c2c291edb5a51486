import Values

/// A duration as Flux has it: numbers with a unit each, `1h30m`.
struct FluxDuration {
  let seconds: Double

  /// `^([0-9]+(\.[0-9]+)?(ms|s|m|h))+$`; nil for anything else.
  init?(_ text: String?) {
    guard let text else { return nil }
    var rest = text.utf8[...]
    var seconds = 0.0
    repeat {
      let number = rest.prefix { Self.isDigit($0) || $0 == UInt8(ascii: ".") }
      rest = rest.dropFirst(number.count)
      guard let first = number.first, Self.isDigit(first), let last = number.last,
        Self.isDigit(last), let value = Double(String(Substring(number))),
        let unit = Self.units.first(where: { rest.starts(with: $0.name.utf8) })
      else { return nil }
      rest = rest.dropFirst(unit.name.utf8.count)
      seconds += value * unit.seconds
    } while !rest.isEmpty
    self.seconds = seconds
  }

  private static let units: [(name: String, seconds: Double)] = [
    ("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600),
  ]

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}
