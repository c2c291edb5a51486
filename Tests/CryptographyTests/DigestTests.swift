import Cryptography
import Testing

@Suite("A digest")
struct DigestTests {
  let hex = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

  @Test("is read from the hexadecimal digits that it prints")
  func roundTrip() throws {
    let digest = try #require(Digest(hex: hex))
    #expect(digest.hex == hex)
    #expect(Digest(bytes: digest.bytes) == digest)
    #expect(digest == SHA256.digest("abc"))
  }

  @Test("is read from upper-case digits")
  func upperCase() {
    #expect(Digest(hex: hex.uppercased()) == SHA256.digest("abc"))
  }

  @Test(
    "is not read from anything but 64 hexadecimal digits",
    arguments: [
      "", "ba78", "g" + String(repeating: "0", count: 63), String(repeating: "0", count: 63),
      String(repeating: "0", count: 65), String(repeating: "é", count: 32),
    ])
  func refusal(text: String) {
    #expect(Digest(hex: text) == nil)
  }

  @Test("is not made of more or fewer than 32 bytes", arguments: [0, 31, 33])
  func wrongCount(count: Int) {
    #expect(Digest(bytes: [UInt8](repeating: 0, count: count)) == nil)
  }
}
