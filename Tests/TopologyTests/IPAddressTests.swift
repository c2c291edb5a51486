import SeededNumbers
import Testing

@testable import Topology

@Suite("IP addresses")
struct IPAddressTests {
  @Test(
    "an address is written in one way, however it was read",
    arguments: [
      ("0.0.0.0", "0.0.0.0"),
      ("10.0.0.1", "10.0.0.1"),
      ("255.255.255.255", "255.255.255.255"),
      ("::", "::"),
      ("::1", "::1"),
      ("1::", "1::"),
      ("FD00:0010::1", "fd00:10::1"),
      ("1:0:0:2:0:0:0:3", "1:0:0:2::3"),
      ("1:0:0:2:0:0:3:4", "1::2:0:0:3:4"),
      ("1:0:2:3:4:5:6:7", "1:0:2:3:4:5:6:7"),
      ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"),
      ("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
    ])
  func formatted(text: String, expected: String) {
    #expect(IPAddress(text)?.description == expected)
  }

  @Test(
    "what is no address is refused",
    arguments: [
      "", "10", "10.0.0", "10.0.0.0.0", "10.0.0.256", "10.0.0.-1", "10.0.0.01", "010.0.0.1",
      "10.0.0.1 ", " 10.0.0.1", "10.0.0.", ".10.0.0", "10..0.1", "0x0a.0.0.1", "10.0.0.1000",
      ":", ":::", "1:::2", "1::2::3", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8::",
      "::1:2:3:4:5:6:7:8", "12345::", "g::", ":1:2:3:4:5:6:7", "1:2:3:4:5:6:7:", "fe80::1%eth0",
      "::ffff:10.0.0.1", "[::1]", "١٠.٠.٠.١",
    ])
  func refused(text: String) {
    #expect(IPAddress(text) == nil)
  }

  @Test("an address that is written is read as itself")
  func roundTrip() {
    var random = SeededGenerator()
    for _ in 0..<2000 {
      let address = random.address()
      #expect(IPAddress(address.description) == address, "seed \(random.seed)")
    }
  }

  @Test(
    "loopback and unspecified addresses are told from others",
    arguments: [
      ("127.0.0.1", true, false), ("127.255.255.255", true, false), ("128.0.0.0", false, false),
      ("0.0.0.0", false, true), ("0.0.0.1", false, false), ("::1", true, false),
      ("::", false, true), ("::2", false, false),
    ])
  func special(text: String, isLoopback: Bool, isUnspecified: Bool) throws {
    let address = try #require(IPAddress(text))
    #expect(address.isLoopback == isLoopback)
    #expect(address.isUnspecified == isUnspecified)
  }
}
