import Patterns

/// A regular expression that has to match the whole of a text, as the selectors of kustomize read it.
struct AnchoredPattern: Sendable {
  /// A text without signs of its own matches itself, which needs no machine.
  private let literal: String?
  private let pattern: Pattern?

  /// nil where the text is no regular expression.
  init?(_ text: String) {
    let isLiteral = text.utf8.allSatisfy {
      switch $0 {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
        UInt8(ascii: "/"), UInt8(ascii: ":"):
        true
      default: false
      }
    }
    literal = isLiteral ? text : nil
    do {
      pattern = isLiteral ? nil : try Pattern("^(?:\(text))$")
    } catch {
      return nil
    }
  }

  var isLiteral: Bool { literal != nil }

  func matches(_ text: String) -> Bool {
    if let literal { return text == literal }
    return pattern?.isFound(in: text) ?? false
  }
}
