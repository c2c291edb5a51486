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
    var rest = Array(text.utf8)[...]
    repeat {
      guard takeNumber(&rest), takeUnit(&rest) else {
        throw FieldProblem(
          .invalidDuration, "'\(text)' is not a duration", label: "expected \(grammar)",
          help: ["numbers with a unit each: h, m, s or ms"])
      }
    } while !rest.isEmpty
    return FluxDuration(text: text)
  }

  private static func takeNumber(_ rest: inout ArraySlice<UInt8>) -> Bool {
    guard takeDigits(&rest) else { return false }
    guard rest.first == UInt8(ascii: ".") else { return true }
    rest = rest.dropFirst()
    return takeDigits(&rest)
  }

  private static func takeDigits(_ rest: inout ArraySlice<UInt8>) -> Bool {
    let after = rest.drop { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    defer { rest = after }
    return after.count < rest.count
  }

  private static func takeUnit(_ rest: inout ArraySlice<UInt8>) -> Bool {
    for unit in ["ms", "s", "m", "h"] where rest.starts(with: unit.utf8) {
      rest = rest.dropFirst(unit.utf8.count)
      return true
    }
    return false
  }
}

extension Code {
  package static let invalidDuration = Code(
    "invalid-duration", .error, "a duration is not one that Flux reads")
}
