import SeededNumbers

@testable import Topology

extension SeededGenerator {
  /// Of either family; zeros are frequent, since they are written in a way of their own.
  mutating func address() -> IPAddress {
    if Bool.random(using: &self) {
      return IPAddress(.v4, UInt128(UInt32.random(in: 0...UInt32.max, using: &self)))
    }
    var bits: UInt128 = 0
    for _ in 0..<8 {
      let group = Bool.random(using: &self) ? 0 : UInt16.random(in: 0...UInt16.max, using: &self)
      bits = bits << 16 | UInt128(group)
    }
    return IPAddress(.v6, bits)
  }

  mutating func block() -> CIDRBlock {
    let address = address()
    let length = Int.random(in: 0...address.family.bits, using: &self)
    guard let block = CIDRBlock(address.network(prefixLength: length), prefixLength: length) else {
      preconditionFailure("a network has no host bits")
    }
    return block
  }
}
