import Diagnostics
import Fields

/// A block of addresses that hosts may have.
package struct NetworkBlock: TextField {
  package let block: CIDRBlock

  package static var placeholder: NetworkBlock { NetworkBlock(block: .placeholder) }
  package static var grammar: String { CIDRBlock.grammar }

  package static func parse(_ text: String) throws(FieldProblem) -> NetworkBlock {
    let block: CIDRBlock = try CIDRBlock.parse(text)
    if block.prefixLength == 0 {
      throw FieldProblem(
        .unusableBlock, "'\(text)' holds every \(block.family.name) address",
        label: "expected the block of one network")
    }
    for (reserved, use) in reserved where reserved.overlaps(block) {
      let relation =
        reserved == block ? "is" : reserved.contains(block) ? "lies in" : "holds"
      throw FieldProblem(
        .unusableBlock,
        "'\(text)' \(relation) \(reserved == block ? "a block" : "\(reserved),") \(use)",
        label: "no address of it can be given to a host")
    }
    return NetworkBlock(block: block)
  }

  /// What no host has as its own address (RFC 6890), with the use of it.
  private static let reserved: [(CIDRBlock, use: String)] = [
    ("0.0.0.0/8", "which means this network"),
    ("127.0.0.0/8", "which every host has for itself"),
    ("169.254.0.0/16", "which hosts give themselves on one link"),
    ("224.0.0.0/4", "which is for multicast"),
    ("240.0.0.0/4", "which is reserved"),
    ("::/127", "which every host has for itself"),
    ("::ffff:0:0/96", "which stands for IPv4 addresses"),
    ("fe80::/10", "which hosts give themselves on one link"),
    ("ff00::/8", "which is for multicast"),
  ].compactMap { block, use in CIDRBlock(block).map { ($0, use) } }
}

/// The block from which a cluster gives out the addresses of its pods, or of its Services.
package struct ClusterBlock: TextField {
  package let block: CIDRBlock

  package static var placeholder: ClusterBlock { ClusterBlock(block: .placeholder) }
  package static var grammar: String { CIDRBlock.grammar }

  /// As few as kube-apiserver takes for Services.
  private static let fewestAddresses = 8

  package static func parse(_ text: String) throws(FieldProblem) -> ClusterBlock {
    let block = try NetworkBlock.parse(text).block
    if block.hostBits < 3 {
      throw FieldProblem(
        .unusableBlock,
        "'\(text)' has \(block.hostBits == 0 ? "one address" : "\(1 << block.hostBits) addresses")",
        label: "a cluster needs at least \(fewestAddresses)")
    }
    return ClusterBlock(block: block)
  }
}

extension CIDRBlock {
  fileprivate init?(_ text: String) {
    guard let block = try? (CIDRBlock.parse(text) as Result<CIDRBlock, ParseError>).get() else {
      return nil
    }
    self = block
  }
}

extension Code {
  package static let unusableBlock = Code(
    "unusable-block", .error, "a block of addresses is none that a network can have")
}
