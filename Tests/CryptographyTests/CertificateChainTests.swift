import Cryptography
import Foundation
import Testing

@Suite("A certificate chain", .needsOpenSSL)
struct CertificateChainTests {
  let workshop: CertificateWorkshop

  init() throws { workshop = try CertificateWorkshop.shared.get() }

  struct Chain: CustomTestStringConvertible, Sendable {
    let leaf: String
    let intermediates: [String]
    let anchors: [String]
    let problem: String?

    init(_ leaf: String, _ intermediates: [String] = [], to anchors: [String], _ problem: String?) {
      self.leaf = leaf
      self.intermediates = intermediates
      self.anchors = anchors
      self.problem = problem
    }

    var testDescription: String {
      ([leaf] + intermediates + ["|"] + anchors).joined(separator: " ")
    }
  }

  static let root = "CN=root.linkerd.cluster.local"
  static let identity = "CN=identity.linkerd.cluster.local"

  @Test(
    "holds, or says why it does not, as the openssl program has it",
    arguments: [
      Chain("p256", to: ["p256"], nil),
      Chain("issuer", to: ["p256"], nil),
      Chain("issuer", to: ["p256-again", "p256"], nil),
      Chain("issuer", to: ["p256", "p256", "rsa2048"], nil),
      Chain("rsa-issuer", to: ["rsa4096"], nil),
      Chain("issuer-leaf", ["issuer"], to: ["p256"], nil),
      Chain("issuer-leaf", to: ["issuer"], nil),
      Chain("path0-leaf", to: ["path0"], nil),
      Chain("path1-issuer-leaf", ["path1-issuer"], to: ["path1"], nil),
      Chain("no-key-ids-leaf", to: ["p256-no-key-ids"], nil),
      Chain(
        "issuer", to: ["p256-again"],
        "the trust anchor '\(root)' has another key than the one that signed '\(identity)'"),
      Chain(
        "p256", to: ["p256-again"],
        "the trust anchor '\(root)' has another key than the one that signed '\(root)'"),
      Chain(
        "no-key-ids-leaf", to: ["p256-again"],
        "the trust anchor '\(root)' has another key than the one that signed 'CN=pod'"),
      Chain(
        "issuer", to: ["path0"], "'\(identity)' is signed by '\(root)', which is no trust anchor"),
      Chain("issuer", to: [], "'\(identity)' is signed by '\(root)', which is no trust anchor"),
      Chain(
        "issuer-leaf", to: ["p256"], "'CN=pod' is signed by '\(identity)', which is no trust anchor"
      ),
      Chain("path1", to: ["p256"], "'CN=path1' signed itself and is no trust anchor"),
      Chain(
        "issuer-leaf", ["issuer", "p256"], to: ["path0"],
        "'\(root)' signed itself and is no trust anchor"),
      Chain(
        "path0-issuer-leaf", ["path0-issuer"], to: ["path0"],
        "more authorities follow 'CN=path0' than its path length allows"),
      Chain(
        "leaf-leaf", to: ["not-an-authority"],
        "'CN=not-an-authority' signs others but is no certificate authority"),
      Chain(
        "no-cert-sign-leaf", to: ["no-cert-sign"],
        "'CN=no-cert-sign' signs others, which its key usage does not allow"),
      Chain(
        "unknown-critical-leaf", to: ["unknown-critical"],
        "'CN=unknown-critical' has a critical extension that is not known"),
      Chain(
        "issuer-leaf", ["forged-issuer"], to: ["p256"],
        "the signature of 'CN=pod' is not one of '\(identity)'"),
      Chain(
        "name-constraints-leaf", to: ["name-constraints"],
        "'CN=pod' does not lead to a trust anchor: permitted subtree violation"),
    ])
  func problem(chain: Chain) throws {
    #expect(try self.problem(chain, at: nil) == chain.problem)
    #expect(try programAccepts(chain) == (chain.problem == nil))
  }

  @Test("is held to its dates where a time is given, and else to none")
  func dates() throws {
    let certificate = try workshop.certificate("one-day")
    let chain = Chain("one-day", to: ["one-day"], nil)
    #expect(try problem(chain, at: nil) == nil)
    #expect(try problem(chain, at: certificate.notBefore) == nil)
    #expect(try problem(chain, at: certificate.notAfter - 1) == nil)
    #expect(try problem(chain, at: certificate.notBefore - 1) == "'CN=one-day' is not valid yet")
    #expect(try problem(chain, at: certificate.notAfter + 1) == "'CN=one-day' has expired")
    #expect(try problem(chain, at: .max) != nil)
    #expect(try problem(chain, at: .min) != nil)
  }

  private func problem(_ chain: Chain, at time: Int64?) throws -> String? {
    CertificateChain.problem(
      of: try workshop.certificate(chain.leaf),
      anchors: try chain.anchors.map { try workshop.certificate($0) },
      intermediates: try chain.intermediates.map { try workshop.certificate($0) }, at: time)
  }

  private func programAccepts(_ chain: Chain) throws -> Bool {
    var arguments = ["verify", "-no_check_time", "-partial_chain", "-no-CAfile", "-no-CApath"]
    for anchor in chain.anchors { arguments += ["-trusted", "\(anchor).crt"] }
    for other in chain.intermediates { arguments += ["-untrusted", "\(other).crt"] }
    do {
      try workshop.run(arguments + ["\(chain.leaf).crt"])
      return true
    } catch is OpenSSLProgram.Failure {
      return false
    }
  }
}
