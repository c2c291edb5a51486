@testable import Topology

/// Random numbers that a seed repeats (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
  let seed: UInt64
  private var state: UInt64

  init(seed: UInt64 = .random(in: .min ... .max)) {
    self.seed = seed
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

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
