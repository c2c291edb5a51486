/// An IPv4 or IPv6 address; those of IPv4 come first in their order.
package struct IPAddress: Hashable, Comparable, Sendable, CustomStringConvertible {
  package enum Family: Hashable, Sendable {
    case v4
    case v6

    package var bits: Int { self == .v4 ? 32 : 128 }
    package var name: String { self == .v4 ? "IPv4" : "IPv6" }
  }

  package let family: Family
  /// The address as a number; an IPv4 address uses the low 32 bits.
  let bits: UInt128

  init(_ family: Family, _ bits: UInt128) {
    self.family = family
    self.bits = bits
  }

  package init?(_ text: String) { self.init(Array(text.utf8)[...]) }

  init?(_ text: ArraySlice<UInt8>) {
    if text.contains(UInt8(ascii: ":")) {
      guard let bits = IPAddress.parseV6(text) else { return nil }
      self.init(.v6, bits)
    } else {
      guard let bits = IPAddress.parseV4(text) else { return nil }
      self.init(.v4, UInt128(bits))
    }
  }

  package static func < (a: IPAddress, b: IPAddress) -> Bool {
    a.family == b.family ? a.bits < b.bits : a.family == .v4
  }

  /// The address with all bits beyond `prefixLength` cleared.
  package func network(prefixLength: Int) -> IPAddress {
    let host = family.bits - prefixLength
    return host >= 128 ? IPAddress(family, 0) : IPAddress(family, (bits >> host) << host)
  }

  /// 127.0.0.0/8 and ::1.
  package var isLoopback: Bool { family == .v4 ? bits >> 24 == 127 : bits == 1 }

  /// 0.0.0.0 and ::.
  package var isUnspecified: Bool { bits == 0 }

  /// The length of the block that somebody probably means who writes its first address alone.
  var likelyLength: Int {
    let lengths = family == .v4 ? [8, 16, 24] : [32, 48, 64]
    return lengths.first { network(prefixLength: $0) == self } ?? family.bits
  }

  /// The length that a mask such as 255.255.0.0 stands for; nil where this is none.
  var maskLength: Int? {
    family == .v4
      ? (1...32).first { IPAddress(.v4, 0xffff_ffff).network(prefixLength: $0) == self } : nil
  }

  /// Dotted decimal, or the text form of RFC 5952.
  package var description: String {
    if family == .v4 {
      return [24, 16, 8, 0].map { String(bits >> UInt128($0) & 0xff) }.joined(separator: ".")
    }
    let groups = (0..<8).map { UInt16(truncatingIfNeeded: bits >> UInt128(112 - 16 * $0)) }
    guard let zeros = IPAddress.longestRunOfZeros(in: groups) else {
      return groups.map { String($0, radix: 16) }.joined(separator: ":")
    }
    let head = groups[..<zeros.lowerBound].map { String($0, radix: 16) }
    let tail = groups[zeros.upperBound...].map { String($0, radix: 16) }
    return head.joined(separator: ":") + "::" + tail.joined(separator: ":")
  }

  private static func longestRunOfZeros(in groups: [UInt16]) -> Range<Int>? {
    var longest = 0..<0
    var start = 0
    for end in 1...groups.count {
      if groups[end - 1] != 0 {
        start = end
      } else if end - start > longest.count {
        longest = start..<end
      }
    }
    return longest.count > 1 ? longest : nil
  }

  /// Four decimal numbers without leading zeros, which some readers take for octal.
  private static func parseV4(_ text: ArraySlice<UInt8>) -> UInt32? {
    let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var bits: UInt32 = 0
    for part in parts {
      guard let number = number(part, radix: 10, digits: 3), number <= 255,
        part.count == 1 || part.first != UInt8(ascii: "0")
      else { return nil }
      bits = bits << 8 | UInt32(number)
    }
    return bits
  }

  /// RFC 4291, section 2.2, without the mixed form and without zones.
  private static func parseV6(_ text: ArraySlice<UInt8>) -> UInt128? {
    let colon = UInt8(ascii: ":")
    let parts = text.split(separator: colon, omittingEmptySubsequences: false)
    guard (3...9).contains(parts.count) else { return nil }
    var groups: [UInt16] = []
    var gap: Int?
    for (index, part) in parts.enumerated() {
      if part.isEmpty {
        let isEdge = index == 0 || index == parts.count - 1
        // A colon at either end is one of the two of `::`.
        if index == 0 { if !parts[1].isEmpty { return nil } else { continue } }
        if isEdge { if parts[index - 1].isEmpty { continue } else { return nil } }
        if gap != nil { return nil }
        gap = groups.count
      } else {
        guard let number = number(part, radix: 16, digits: 4) else { return nil }
        groups.append(UInt16(number))
      }
    }
    if let gap {
      guard groups.count < 8 else { return nil }
      groups.insert(contentsOf: repeatElement(0, count: 8 - groups.count), at: gap)
    }
    guard groups.count == 8 else { return nil }
    return groups.reduce(0) { $0 << 16 | UInt128($1) }
  }

  static func number(_ text: ArraySlice<UInt8>, radix: Int, digits: Int) -> Int? {
    guard (1...digits).contains(text.count) else { return nil }
    var number = 0
    for byte in text {
      guard let digit = byte.digit(radix: radix) else { return nil }
      number = number * radix + digit
    }
    return number
  }
}

extension UInt8 {
  /// The value of an ASCII digit in a radix of at most 16; nil for any other byte.
  fileprivate func digit(radix: Int) -> Int? {
    let value =
      switch self {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(self - UInt8(ascii: "0"))
      case UInt8(ascii: "a")...UInt8(ascii: "f"): Int(self - UInt8(ascii: "a")) + 10
      case UInt8(ascii: "A")...UInt8(ascii: "F"): Int(self - UInt8(ascii: "A")) + 10
      default: radix
      }
    return value < radix ? value : nil
  }
}
