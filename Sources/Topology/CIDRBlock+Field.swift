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
      if let problem = slip(in: text) { throw problem }
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
      let blocks = text.split { $0 == "," || $0 == " " }
      return FieldProblem(
        .invalidCIDR, "'\(text)' is more than one CIDR block",
        help: ["write a list: [\(blocks.joined(separator: ", "))]"])
    }
    if let problem = slip(in: text) { return problem }
    let mask = text.split(separator: "/").last.flatMap { IPAddress(String($0)) }
    return FieldProblem(
      .invalidCIDR, "'\(text)' has an invalid prefix length",
      label: "an \(address.family.name) block has a length from 0 to \(address.family.bits)",
      help: mask?.maskLength.map { ["the mask is written as a length: \(address)/\($0)"] } ?? [])
  }

  /// What is wrong where it is of a kind that people overlook.
  private static func slip(in text: String) -> FieldProblem? {
    if let block = withoutLeadingZeros(text) {
      return FieldProblem(
        .invalidCIDR, "'\(text)' has leading zeros", label: "octal numbers to some readers",
        help: ["write \(block)"])
    }
    if let block = block(text.filter { $0 != " " }) {
      return FieldProblem(
        .invalidCIDR, "'\(text)' has spaces in it", label: "expected \(grammar)",
        help: ["write \(block)"])
    }
    if let block = block(LookAlike.replaced(in: text).filter { $0 != " " }) {
      return FieldProblem(
        .invalidCIDR, "'\(text)' is not a CIDR block", label: "expected \(grammar)",
        help: ["write \(block)"])
    }
    let ends = text.utf8.split(separator: UInt8(ascii: "-")).map { IPAddress(Array($0)[...]) }
    if ends.count == 2, let first = ends[0], let last = ends[1], first.family == last.family {
      let block = (0...first.family.bits).lazy
        .compactMap { CIDRBlock(first, prefixLength: $0) }
        .first { $0.last == last }
      return FieldProblem(
        .invalidCIDR, "'\(text)' is a range, not a block", label: "expected \(grammar)",
        help: block.map { ["write \($0)"] } ?? [])
    }
    return nil
  }

  private static func block(_ text: String) -> CIDRBlock? {
    try? (parse(text) as Result<CIDRBlock, ParseError>).get()
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
    return block(String(decoding: plain, as: UTF8.self))
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
