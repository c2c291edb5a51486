import Diagnostics
import Fields

extension CIDRBlock: TextField {
  package static var placeholder: CIDRBlock {
    guard let address = IPAddress("0.0.0.0"), let block = CIDRBlock(address, prefixLength: 32)
    else {
      preconditionFailure("0.0.0.0/32 is a block")
    }
    return block
  }

  package static var grammar: String { "a CIDR block such as '10.244.0.0/16'" }

  package static func parse(_ text: String) throws(FieldProblem) -> CIDRBlock {
    switch parse(text) as Result<CIDRBlock, ParseError> {
    case .success(let block): return block
    case .failure(.invalidAddress):
      throw FieldProblem(
        .invalidCIDR, "'\(text)' is not a CIDR block", label: "expected \(grammar)")
    case .failure(.missingPrefix(let address)):
      throw FieldProblem(
        .invalidCIDR, "'\(text)' is an address, not a block", label: "has no prefix length",
        help: ["the block of this address alone is \(address)/\(address.family.bits)"])
    case .failure(.invalidPrefix(let address)):
      throw FieldProblem(
        .invalidCIDR, "'\(text)' has an invalid prefix length",
        label: "an \(address.family.name) block has a length from 0 to \(address.family.bits)")
    case .failure(.hostBits(let block)):
      throw FieldProblem(
        .hostBits, "'\(text)' is not the start of its block",
        label: "bits are set beyond /\(block.prefixLength)",
        help: ["the block that holds this address is \(block)"])
    }
  }
}

extension Code {
  package static let invalidCIDR = Code(
    "invalid-cidr", .error, "a block of addresses is not in CIDR notation")
  package static let hostBits = Code(
    "host-bits-set", .error, "the address of a CIDR block has bits set beyond its length")
}
