/// A block of IP addresses in CIDR notation (RFC 4632, RFC 4291), without host bits.
package struct CIDRBlock: Hashable, Sendable, CustomStringConvertible {
  package let base: IPAddress
  package let prefixLength: Int

  /// nil where the length does not fit the family or `base` has bits set beyond it.
  package init?(_ base: IPAddress, prefixLength: Int) {
    guard (0...base.family.bits).contains(prefixLength),
      base.network(prefixLength: prefixLength) == base
    else { return nil }
    self.base = base
    self.prefixLength = prefixLength
  }

  package var family: IPAddress.Family { base.family }

  package var description: String { "\(base)/\(prefixLength)" }

  package func contains(_ address: IPAddress) -> Bool {
    address.family == family && address.network(prefixLength: prefixLength) == base
  }

  package func contains(_ other: CIDRBlock) -> Bool {
    prefixLength <= other.prefixLength && contains(other.base)
  }

  /// Two blocks are disjoint, or one contains the other.
  package func overlaps(_ other: CIDRBlock) -> Bool { contains(other) || other.contains(self) }

  /// The last address.
  var last: IPAddress {
    // The shift of all bits gives 0, and 0 &- 1 has all bits set.
    IPAddress(family, base.bits | ((1 << UInt128(hostBits)) &- 1))
  }

  /// The bits of an address that tell it from others of the block.
  package var hostBits: Int { family.bits - prefixLength }

  /// The block of the same size that follows; nil at the end of the address space.
  package var next: CIDRBlock? {
    guard prefixLength > 0 else { return nil }
    let step: UInt128 = 1 << UInt128(family.bits - prefixLength)
    let (bits, overflow) = base.bits.addingReportingOverflow(step)
    guard !overflow, family == .v6 || bits >> 32 == 0 else { return nil }
    return CIDRBlock(IPAddress(family, bits), prefixLength: prefixLength)
  }
}

extension CIDRBlock {
  package enum ParseError: Error, Hashable, Sendable {
    /// Neither an IPv4 nor an IPv6 address before the slash.
    case invalidAddress
    /// No slash and length: an address where a block is asked for.
    case missingPrefix(IPAddress)
    /// The length is no number, or larger than the family's bits.
    case invalidPrefix(IPAddress)
    /// Bits are set beyond the length; the block that holds the address.
    case hostBits(CIDRBlock)
  }

  package static func parse(_ text: String) -> Result<CIDRBlock, ParseError> {
    let bytes = Array(text.utf8)
    let slash = bytes.firstIndex(of: UInt8(ascii: "/"))
    guard let address = IPAddress(bytes[..<(slash ?? bytes.endIndex)]) else {
      return .failure(.invalidAddress)
    }
    guard let slash else { return .failure(.missingPrefix(address)) }
    let digits = bytes[(slash + 1)...]
    guard
      let length = IPAddress.number(digits, radix: 10, digits: 3),
      length <= address.family.bits, digits.count == 1 || digits.first != UInt8(ascii: "0")
    else { return .failure(.invalidPrefix(address)) }
    let network = address.network(prefixLength: length)
    guard let block = CIDRBlock(network, prefixLength: length) else {
      preconditionFailure("a network address has no host bits")
    }
    return network == address ? .success(block) : .failure(.hostBits(block))
  }
}
