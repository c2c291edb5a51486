import Cryptography
import Foundation
import SeededNumbers
import Testing

@Suite("A certificate that was tampered with", .needsOpenSSL)
struct CertificateMutationTests {
  let workshop: CertificateWorkshop

  init() throws { workshop = try CertificateWorkshop.shared.get() }

  private static let seed: UInt64 = 0x5EED_CE27

  @Test(
    "is refused or read, without a trap and without errors left in libcrypto's queue",
    arguments: [
      "p256", "rsa2048", "ed25519", "explicit-curve", "alternative-names", "long-name",
      "name-constraints-leaf", "rsa-pss", "path0",
    ])
  func mutation(name: String) throws {
    let original = try workshop.certificate(name)
    let anchors = [original, try workshop.certificate("p256")]
    var random = SeededGenerator(seed: Self.seed)
    for round in 0..<600 {
      let der = mutate(original.der, &random)
      if let certificate = try? Certificate(der: der) {
        _ = certificate.isSigned(by: original)
        _ = original.isSigned(by: certificate)
        let problem = CertificateChain.problem(
          of: certificate, anchors: anchors, intermediates: [certificate], at: nil)
        // Only what changed nothing that is signed could still be believed.
        if certificate != original, original.isSelfIssued, certificate.isSelfIssued {
          #expect(problem != nil, "seed \(Self.seed), round \(round)")
        }
      }
      try #require(LibCryptoErrors.isEmpty == true, "seed \(Self.seed), round \(round)")
    }
  }

  @Test("in its PEM is refused or read, without a trap")
  func mutatedPEM() throws {
    let bundle = try workshop.key("p256") + workshop.pem("p256") + workshop.pem("rsa2048")
    var random = SeededGenerator(seed: Self.seed)
    for round in 0..<2000 {
      let bytes = mutate(bundle, &random)
      let (blocks, problems) = PEM.blocks(in: bytes)
      let ranges = blocks.flatMap { [$0.range, $0.header] } + problems.map(\.range)
      #expect(
        ranges.allSatisfy { 0..<bytes.count ~= $0.lowerBound && $0.upperBound <= bytes.count },
        "seed \(Self.seed), round \(round)")
      for block in blocks { _ = try? Certificate(block) }
    }
    #expect(LibCryptoErrors.isEmpty == true)
  }

  @Test("threads that read certificates get what one thread gets")
  func threads() async throws {
    let names = ["p256", "rsa2048", "ed25519", "issuer"]
    let expected = try names.map { try workshop.certificate($0) }
    let anchors = expected
    await withTaskGroup(of: (Int, Certificate?, String?).self) { group in
      for index in 0..<64 {
        let der = expected[index % names.count].der
        group.addTask {
          let certificate = try? Certificate(der: der)
          let problem = certificate.flatMap {
            CertificateChain.problem(of: $0, anchors: anchors, at: nil)
          }
          return (index, certificate, problem)
        }
      }
      for await (index, certificate, problem) in group {
        #expect(certificate == expected[index % names.count])
        #expect(problem == nil)
      }
    }
  }

  private func mutate(_ bytes: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
    var bytes = bytes
    for _ in 0...Int.random(in: 0..<3, using: &random) {
      let index = Int.random(in: 0..<bytes.count, using: &random)
      switch Int.random(in: 0..<5, using: &random) {
      case 0: bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      case 1: bytes[index] = UInt8.random(in: 0...255, using: &random)
      case 2: bytes[index] = [0x00, 0x7F, 0x80, 0x84, 0xFF].randomElement(using: &random) ?? 0
      case 3: bytes.insert(UInt8.random(in: 0...255, using: &random), at: index)
      default: bytes.removeSubrange(index..<min(index + 3, bytes.count))
      }
    }
    return bytes
  }
}

/// libcrypto's queue of the thread, asked behind the back of the target that alone imports it.
private enum LibCryptoErrors {
  /// nil where there is no such queue to ask.
  static var isEmpty: Bool? { peek.map { $0() == 0 } }

  private static let peek: (@convention(c) () -> UInt)? = dlsym(
    dlopen(nil, RTLD_NOW), "ERR_peek_error"
  )
  .map { unsafeBitCast($0, to: (@convention(c) () -> UInt).self) }
}
