import Cryptography
import Testing

/// The `openssl` program as a second opinion.
@Suite("The openssl program agrees", .needsOpenSSL)
struct OpenSSLTests {
  @Test("on the digest", arguments: [0, 1, 55, 56, 63, 64, 65, 119, 1000, 70_000])
  func digest(count: Int) throws {
    let input = bytes(count)
    let output = try OpenSSLProgram.run(["dgst", "-sha256", "-r"], input: input)
    #expect(output.hasPrefix(SHA256.digest(input).hex))
  }

  @Test("on Base64", arguments: [0, 1, 2, 3, 47, 48, 49, 1000, 40_000])
  func base64(count: Int) throws {
    let input = bytes(count)
    let output = try OpenSSLProgram.run(["base64", "-A"], input: input)
    #expect(output == Base64.encode(input))
    #expect(try Base64.decode(Array(output.utf8)[...]) == input)
  }

  private func bytes(_ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 131 &+ $0 >> 7) }
  }
}
