import SeededNumbers
import Testing

@testable import Topology

@Suite("CIDR blocks")
struct CIDRBlockTests {
  @Test("a block that is written is read as itself")
  func roundTrip() throws {
    var random = SeededGenerator()
    for _ in 0..<2000 {
      let block = random.block()
      #expect(CIDRBlock.parse(block.description) == .success(block), "seed \(random.seed)")
    }
  }

  @Test(
    "the whole space and a single address are blocks",
    arguments: ["0.0.0.0/0", "10.0.0.1/32", "::/0", "fd00::1/128"])
  func edges(text: String) throws {
    #expect(try CIDRBlock.parse(text).get().description == text)
  }

  @Test(
    "what is no block is refused for a reason",
    arguments: [
      ("", .invalidAddress),
      ("pods", .invalidAddress),
      ("/16", .invalidAddress),
      ("10.0.0/8", .invalidAddress),
      ("010.0.0.0/8", .invalidAddress),
      ("10.0.0.0", .missingPrefix(IPAddress(.v4, 0x0a00_0000))),
      ("::", .missingPrefix(IPAddress(.v6, 0))),
      ("10.0.0.0/", .invalidPrefix(IPAddress(.v4, 0x0a00_0000))),
      ("10.0.0.0/33", .invalidPrefix(IPAddress(.v4, 0x0a00_0000))),
      ("10.0.0.0/-1", .invalidPrefix(IPAddress(.v4, 0x0a00_0000))),
      ("10.0.0.0/08", .invalidPrefix(IPAddress(.v4, 0x0a00_0000))),
      ("10.0.0.0/8/8", .invalidPrefix(IPAddress(.v4, 0x0a00_0000))),
      ("10.0.0.0/99999999999999999999", .invalidPrefix(IPAddress(.v4, 0x0a00_0000))),
      ("::/129", .invalidPrefix(IPAddress(.v6, 0))),
    ] as [(String, CIDRBlock.ParseError)])
  func refused(text: String, error: CIDRBlock.ParseError) {
    #expect(CIDRBlock.parse(text) == .failure(error))
  }

  @Test(
    "host bits are refused with the block that holds the address",
    arguments: [("10.1.2.3/8", "10.0.0.0/8"), ("10.0.0.1/31", "10.0.0.0/31"), ("::1/0", "::/0")])
  func hostBits(text: String, holding: String) throws {
    #expect(CIDRBlock.parse(text) == .failure(.hostBits(try block(holding))))
  }

  @Test(
    "two blocks overlap where one contains the other",
    arguments: [
      ("10.0.0.0/8", "10.255.0.0/16", true),
      ("10.0.0.0/8", "10.0.0.0/8", true),
      ("10.0.0.0/9", "10.128.0.0/9", false),
      ("0.0.0.0/0", "::/0", false),
      ("::/0", "fd00::/8", true),
      ("fd00::/64", "fd00:0:0:1::/64", false),
    ])
  func overlap(first: String, second: String, expected: Bool) throws {
    #expect(try block(first).overlaps(block(second)) == expected)
    #expect(try block(second).overlaps(block(first)) == expected)
  }

  @Test("blocks overlap where they share an address")
  func overlapProperty() {
    var random = SeededGenerator()
    for _ in 0..<2000 {
      let (a, b) = (random.block(), random.block())
      #expect(a.overlaps(b) == (a.contains(b.base) || b.contains(a.base)), "seed \(random.seed)")
    }
  }

  @Test(
    "the next block is of the same size, and ends with the space",
    arguments: [
      ("10.244.0.0/16", "10.245.0.0/16"),
      ("10.255.255.255/32", "11.0.0.0/32"),
      ("255.255.0.0/16", nil),
      ("0.0.0.0/0", nil),
      ("fd00::/64", "fd00:0:0:1::/64"),
      ("ffff::/16", nil),
    ])
  func next(text: String, expected: String?) throws {
    #expect(try block(text).next?.description == expected)
  }

  private func block(_ text: String) throws -> CIDRBlock { try CIDRBlock.parse(text).get() }
}
