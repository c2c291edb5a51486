/// A version of two or three numbers: `1.34`, `2.19`, `1.2.1`.
package struct Version: Hashable, Sendable, Comparable, CustomStringConvertible {
  package let major: Int
  package let minor: Int
  /// nil where the version names a minor release as a whole.
  package let patch: Int?

  package init(_ major: Int, _ minor: Int, _ patch: Int? = nil) {
    self.major = major
    self.minor = minor
    self.patch = patch
  }

  /// nil unless the text is two or three decimal numbers without leading zeros, with dots between.
  package init?(_ text: String) {
    guard let numbers = Version.numbers(in: text.utf8), (2...3).contains(numbers.count) else {
      return nil
    }
    self.init(numbers[0], numbers[1], numbers.count == 3 ? numbers[2] : nil)
  }

  package var description: String {
    patch.map { "\(major).\(minor).\($0)" } ?? "\(major).\(minor)"
  }

  package static func < (a: Version, b: Version) -> Bool {
    (a.major, a.minor, a.patch ?? 0) < (b.major, b.minor, b.patch ?? 0)
  }

  /// The numbers of a dotted text, at most nine digits each; nil where it is anything else.
  static func numbers(in text: some Sequence<UInt8>) -> [Int]? {
    var numbers: [Int] = []
    var current: Int?
    var digits = 0
    for byte in text {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        if current == 0 { return nil }
        digits += 1
        if digits > 9 { return nil }
        current = (current ?? 0) * 10 + Int(byte - UInt8(ascii: "0"))
      case UInt8(ascii: "."):
        guard let number = current else { return nil }
        numbers.append(number)
        current = nil
        digits = 0
      default: return nil
      }
    }
    guard let last = current else { return nil }
    return numbers + [last]
  }
}
