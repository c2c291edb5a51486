import Cryptography
import Testing

@Suite("SHA-256")
struct SHA256Tests {
  @Test(
    "gives the digests of FIPS 180-4",
    arguments: [
      ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
      ),
    ])
  func knownAnswers(text: String, hex: String) {
    #expect(SHA256.digest(text).hex == hex)
    #expect(SHA256.digest(Array(text.utf8)).hex == hex)
  }

  @Test("gives the digest of a million times 'a'")
  func million() {
    #expect(
      SHA256.digest([UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000)).hex
        == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  @Test("a hasher that is used again forgets what came before")
  func reuse() {
    var hasher = SHA256.Hasher()
    let first = hasher.digest([1, 2, 3])
    _ = hasher.digest([UInt8](repeating: 7, count: 1000))
    #expect(hasher.digest([1, 2, 3]) == first)
  }

  @Test("threads that share it get the digests that one thread gets")
  func threads() async {
    let inputs = (0..<64).map { [UInt8](repeating: UInt8($0), count: 100 * $0) }
    let expected = inputs.map { SHA256.digest($0) }
    await withTaskGroup(of: (Int, Digest).self) { group in
      for (index, input) in inputs.enumerated() {
        group.addTask { (index, SHA256.digest(input)) }
      }
      for await (index, digest) in group { #expect(digest == expected[index]) }
    }
  }
}
