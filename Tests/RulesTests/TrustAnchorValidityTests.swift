import Cryptography
import Diagnostics
import Testing
import Topology

@testable import Rules

@Suite("The days on which a trust anchor holds")
struct TrustAnchorValidityTests {
  /// 2020-01-01 and 2199-01-01.
  private static let begin: Int64 = 1_577_836_800
  private static let end: Int64 = 7_226_582_400
  private static let day: Int64 = 86_400

  @Test(
    "it is missed before and after, and its end is told 60 days ahead",
    arguments: [
      (begin - 2 * day, "expired-trust-anchor", "holds from 2020-01-01 on"),
      (begin - day / 2, nil, ""),
      (begin, nil, ""),
      (end - 61 * day, nil, ""),
      (end - 59 * day, "expiring-trust-anchor", "holds until 2199-01-01"),
      (end, "expiring-trust-anchor", "holds until 2199-01-01"),
      (end + 1, "expired-trust-anchor", "held until 2199-01-01"),
    ])
  func validity(now: Int64, code: String?, label: String) throws {
    var topology = Topology(
      clusters: [], links: [], flux: nil,
      trustAnchors: [TrustAnchor(try Self.certificate(), at: .file("anchors/root.crt"))],
      isComplete: true)
    topology.now = now
    let found = TrustAnchorValidityRule.check(topology)
    #expect(found.map(\.code.name) == [code].compactMap(\.self))
    #expect(found.first?.primary.message ?? "" == label)
  }

  @Test("without a clock nothing is said")
  func noClock() throws {
    let topology = Topology(
      clusters: [], links: [], flux: nil,
      trustAnchors: [TrustAnchor(try Self.certificate(), at: .file("anchors/root.crt"))],
      isComplete: true)
    #expect(TrustAnchorValidityRule.check(topology).isEmpty)
  }

  private static func certificate() throws -> Certificate {
    try Certificate(try #require(PEM.blocks(in: Array(pem.utf8)).blocks.first))
  }

  private static let pem = """
    -----BEGIN CERTIFICATE-----
    MIIBfzCCASagAwIBAgIBAzAKBggqhkjOPQQDAjAlMSMwIQYDVQQDDBpyb290Lmxp
    bmtlcmQuY2x1c3Rlci5sb2NhbDAgFw0yMDAxMDEwMDAwMDBaGA8yMTk5MDEwMTAw
    MDAwMFowJTEjMCEGA1UEAwwacm9vdC5saW5rZXJkLmNsdXN0ZXIubG9jYWwwWTAT
    BgcqhkjOPQIBBggqhkjOPQMBBwNCAASw8XYoghXlKGHtAGCuPengYvtODW8azQwi
    vnTExP48YYkEwewNYbMI1a3c1PAirdhVo+9U2weVtSquLZXKq2rbo0UwQzASBgNV
    HRMBAf8ECDAGAQH/AgEBMA4GA1UdDwEB/wQEAwIBBjAdBgNVHQ4EFgQU5uje+QjA
    mbSGaRwWiPEAn5Oe+g0wCgYIKoZIzj0EAwIDRwAwRAIgU4/PVSaVMlXXC95JDzoX
    CuZrqwMMf7DEzv9cJy7Vo28CIDcPwo9rqhqPDj0ElVNWCR0hxEsTy2rIj09jZl4W
    zpmz
    -----END CERTIFICATE-----
    """
}
