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
      if let block = withoutLeadingZeros(text) {
        throw FieldProblem(
          .invalidCIDR, "'\(text)' has leading zeros", label: "octal numbers to some readers",
          help: ["write \(block)"])
      }
      throw FieldProblem(
        .invalidCIDR, "'\(text)' is not a CIDR block", label: "expected \(grammar)")
    case .failure(.missingPrefix(let address)):
      throw FieldProblem(
        .invalidCIDR, "'\(text)' is an address, not a block", label: "has no prefix length",
        help: ["a block has its length behind a slash, such as \(address)/\(address.likelyLength)"])
    case .failure(.invalidPrefix(let address)):
      throw invalidPrefix(text, of: address)
    case .failure(.hostBits(let block)):
      throw FieldProblem(
        .hostBits, "'\(text)' is not the start of its block",
        label: "bits are set beyond /\(block.prefixLength)",
        help: ["the block that holds this address is \(block)"])
    }
  }

  private static func invalidPrefix(_ text: String, of address: IPAddress) -> FieldProblem {
    if text.utf8.contains(UInt8(ascii: ",")) {
      return FieldProblem(
        .invalidCIDR, "'\(text)' is more than one CIDR block",
        help: ["write a list: [\(text.split(separator: ",").joined(separator: ", "))]"])
    }
    let mask = text.split(separator: "/").last.flatMap { IPAddress(String($0)) }
    return FieldProblem(
      .invalidCIDR, "'\(text)' has an invalid prefix length",
      label: "an \(address.family.name) block has a length from 0 to \(address.family.bits)",
      help: mask?.maskLength.map { ["the mask is written as a length: \(address)/\($0)"] } ?? [])
  }

  /// nil where leading zeros are not all that is wrong.
  private static func withoutLeadingZeros(_ text: String) -> CIDRBlock? {
    var plain: [UInt8] = []
    let bytes = Array(text.utf8)
    for (index, byte) in bytes.enumerated() {
      let startsNumber = plain.last.map { !$0.isDigit } ?? true
      let isFollowed = index + 1 < bytes.count && bytes[index + 1].isDigit
      if byte == UInt8(ascii: "0"), startsNumber, isFollowed { continue }
      plain.append(byte)
    }
    return try? (parse(String(decoding: plain, as: UTF8.self)) as Result<CIDRBlock, ParseError>)
      .get()
  }
}

extension UInt8 {
  fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
}

extension Code {
  package static let invalidCIDR = Code(
    "invalid-cidr", .error, "a block of addresses is not in CIDR notation")
  package static let hostBits = Code(
    "host-bits-set", .error, "the address of a CIDR block has bits set beyond its length")
}
