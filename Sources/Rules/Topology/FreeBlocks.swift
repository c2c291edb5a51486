import Topology

/// The blocks that no cluster of a topology uses.
struct FreeBlocks {
  /// Disjoint and sorted: of blocks within each other the outermost.
  private let used: [IPAddress.Family: [CIDRBlock]]
  /// So many blocks are passed by; where none of them is free, none is near.
  private static let mostSteps = 4096

  init(in topology: Topology) {
    let blocks = topology.clusters.flatMap { $0.blocks.map(\.block) }
    used = Dictionary(grouping: Set(blocks), by: \.family).mapValues { blocks in
      var outermost: [CIDRBlock] = []
      let sorted = blocks.sorted { a, b in
        a.base == b.base ? a.prefixLength < b.prefixLength : a.base < b.base
      }
      for block in sorted where outermost.last?.contains(block) != true { outermost.append(block) }
      return outermost
    }
  }

  /// The next block of the same size; nil where none is near.
  func next(after block: CIDRBlock) -> CIDRBlock? {
    var candidate = block.next
    for _ in 0..<Self.mostSteps {
      guard let current = candidate else { return nil }
      guard let clash = clash(with: current) else { return current }
      // Behind a larger block all of its parts can be skipped at once.
      if clash.prefixLength < current.prefixLength {
        candidate = clash.next.flatMap { CIDRBlock($0.base, prefixLength: current.prefixLength) }
      } else {
        candidate = current.next
      }
    }
    return nil
  }

  /// The used block that a block overlaps: one that starts within it, or the last before it.
  private func clash(with block: CIDRBlock) -> CIDRBlock? {
    let used = used[block.family] ?? []
    var low = 0
    var high = used.count
    while low < high {
      let middle = low + (high - low) / 2
      if used[middle].base < block.base { low = middle + 1 } else { high = middle }
    }
    let near = used[max(low - 1, 0)..<min(low + 1, used.count)]
    return near.first { $0.overlaps(block) }
  }
}
