import Diagnostics
import Testing
import Topology

@testable import Rules

@Suite("Free blocks")
struct FreeBlocksTests {
  @Test(
    "the next free block is of the same size, behind all that is used",
    arguments: [
      (["10.0.0.0/16"], "10.0.0.0/16", "10.1.0.0/16"),
      (["10.0.0.0/16", "10.1.0.0/16", "10.3.0.0/16"], "10.0.0.0/16", "10.2.0.0/16"),
      (["10.0.0.0/8"], "10.3.0.0/16", "11.0.0.0/16"),
      (["10.0.0.0/8", "10.1.0.0/16", "11.0.0.128/25"], "10.1.0.0/16", "11.1.0.0/16"),
      (["10.1.255.0/24"], "10.0.0.0/16", "10.2.0.0/16"),
      (["255.255.0.0/16"], "255.254.0.0/16", nil),
      (["fd00:1::/32", "10.0.0.0/8"], "fd00::/32", "fd00:2::/32"),
      ([], "10.0.0.0/24", "10.0.1.0/24"),
    ] as [([String], String, String?)])
  func next(used: [String], block: String, free: String?) throws {
    #expect(try FreeBlocks(in: topology(used)).next(after: cidr(block)) == free.map(cidr))
  }

  @Test("where none is near, none is named")
  func crowded() throws {
    let used = (0..<5000).map { "10.\($0 / 256).\($0 % 256).0/24" }
    #expect(try FreeBlocks(in: topology(used)).next(after: cidr("10.0.0.0/24")) == nil)
  }

  private func topology(_ blocks: [String]) throws -> Topology {
    let place = Place.file("clusters/studio.yaml")
    var cluster = Topology.Member(name: "studio", place: place)
    cluster.blocks = try blocks.map { Topology.Block(.pods, try cidr($0), at: place) }
    return Topology(
      clusters: [cluster], links: [],
      flux: nil, isComplete: true)
  }

  private func cidr(_ text: String) throws -> CIDRBlock {
    try (CIDRBlock.parse(text) as Result<CIDRBlock, CIDRBlock.ParseError>).get()
  }
}
