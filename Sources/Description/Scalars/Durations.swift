import Diagnostics
import Fields

/// A duration as Flux writes it: `10m`, `1h30m`.
package struct FluxDuration: TextField, Hashable {
  package let text: String

  package init(text: String) { self.text = text }

  package static var placeholder: FluxDuration { FluxDuration(text: "") }
  package static var grammar: String { "a duration such as '10m' or '1h30m'" }

  /// The pattern of the Kustomization's `interval`: `^([0-9]+(\.[0-9]+)?(ms|s|m|h))+$`.
  package static func parse(_ text: String) throws(FieldProblem) -> FluxDuration {
    guard seconds(in: text) != nil else {
      throw FieldProblem(
        .invalidDuration, "'\(text)' is not a duration", label: "expected \(grammar)",
        help: [
          text.utf8.last == UInt8(ascii: "d")
            ? "there are no days: write one as '24h'" : "numbers with a unit each: h, m, s or ms"
        ])
    }
    return FluxDuration(text: text)
  }

  /// Whole seconds; parts of one are lost.
  package var seconds: Int { Self.seconds(in: text).map { Int($0) } ?? 0 }

  /// nil where the text is no duration; never more than a thousand years.
  private static func seconds(in text: String) -> Double? {
    var rest = Array(text.utf8)[...]
    var total = 0.0
    repeat {
      guard let number = takeNumber(&rest), let unit = takeUnit(&rest) else { return nil }
      total += number * unit
    } while !rest.isEmpty
    return min(total, 3.2e10)
  }

  private static func takeNumber(_ rest: inout ArraySlice<UInt8>) -> Double? {
    let start = rest
    guard takeDigits(&rest) else { return nil }
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      guard takeDigits(&rest) else { return nil }
    }
    return Double(String(decoding: start[..<rest.startIndex], as: UTF8.self))
  }

  private static func takeDigits(_ rest: inout ArraySlice<UInt8>) -> Bool {
    let after = rest.drop { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    defer { rest = after }
    return after.count < rest.count
  }

  /// The unit, in seconds.
  private static func takeUnit(_ rest: inout ArraySlice<UInt8>) -> Double? {
    let units: [(String, Double)] = [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600)]
    for (unit, seconds) in units where rest.starts(with: unit.utf8) {
      rest = rest.dropFirst(unit.utf8.count)
      return seconds
    }
    return nil
  }
}

extension Code {
  package static let invalidDuration = Code(
    "invalid-duration", .error, "a duration is not one that Flux reads")
}
