import Cryptography
import Testing

@Suite("Base64")
struct Base64Tests {
  @Test(
    "gives the vectors of RFC 4648",
    arguments: [
      ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
      ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
    ])
  func knownAnswers(text: String, encoded: String) throws {
    #expect(Base64.encode(Array(text.utf8)) == encoded)
    #expect(try Base64.decode(Array(encoded.utf8)[...]) == Array(text.utf8))
  }

  @Test("encodes what is longer than one piece without padding in its middle")
  func long() {
    let encoded = Base64.encode([UInt8](repeating: 0, count: (3 << 20) + 1))
    #expect(encoded.utf8.count == (1 << 22) + 4)
    #expect(encoded.hasSuffix("AAAAAA=="))
    #expect(encoded.utf8.dropLast(2).allSatisfy { $0 == UInt8(ascii: "A") })
  }
}
