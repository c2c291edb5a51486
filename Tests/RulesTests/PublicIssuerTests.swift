import Cryptography
import Diagnostics
import Manifests
import Testing
import Topology
import Values

@testable import Rules

@Suite("Issuers of which the certificate can be read")
struct PublicIssuerTests {
  private static let year: Int64 = 365 * 86_400
  private static let begin: Int64 = 1_767_225_600
  private static let day: Int64 = 86_400

  private let root: Certificate
  private let issuer: Certificate
  private let stranger: Certificate

  init() {
    let key = PrivateKey.p256()
    func request(_ name: String, pathLength: Int) -> AuthorityRequest {
      AuthorityRequest(
        commonName: name, notBefore: Self.begin, notAfter: Self.begin + Self.year,
        pathLength: pathLength)
    }
    root = request("root.linkerd.cluster.local", pathLength: 1).selfSigned(by: key)
    issuer = request("identity.linkerd.cluster.local", pathLength: 0)
      .signed(.p256(), by: root, with: key)
    stranger = request("root.linkerd.cluster.local", pathLength: 1).selfSigned(by: .p256())
  }

  private static let moments: [(Int64, String?)] = [
    (begin + year - 61 * day, nil), (begin + year - 59 * day, "expiring-issuer"),
    (begin + year + 1, "expired-issuer"), (begin - 2 * day, "expired-issuer"),
  ]

  @Test("the end of an issuer is told 60 days ahead", arguments: moments)
  func validity(now: Int64, code: String?) {
    let found = PublicIssuerRule.judge(issuer, through: [], anchors: [root], at: now)
    #expect(found?.0.name == code)
  }

  @Test("without a clock, and without anchors, nothing is said of dates or of chains")
  func unknown() {
    #expect(PublicIssuerRule.judge(issuer, through: [], anchors: [root], at: nil) == nil)
    #expect(PublicIssuerRule.judge(issuer, through: [], anchors: [], at: nil) == nil)
    let found = PublicIssuerRule.judge(issuer, through: [], anchors: [stranger], at: nil)
    #expect(found?.0.name == "untrusted-issuer")
  }

  /// A release of the control plane with certificates among its values.
  private func release(anchors: String, issuer: String) throws -> ClusterView {
    let values: JSONValue = [
      "identityTrustAnchorsPEM": .string(anchors),
      "identity": ["issuer": ["tls": ["crtPEM": .string(issuer)]]],
    ]
    let object = try #require(
      KubernetesObject([
        "apiVersion": "helm.toolkit.fluxcd.io/v2", "kind": "HelmRelease",
        "metadata": ["name": "linkerd-control-plane", "namespace": "linkerd"],
        "spec": ["values": values],
      ]))
    let origin = ObjectOrigin.manifest(ManifestReference(path: "release.yaml", document: 0))
    var view = ClusterView(
      name: "any", objects: [ClusterObject(object, from: origin, appliedBy: .outsideFlux)])
    view.now = Self.begin + Self.day
    return view
  }

  private func codes(_ view: ClusterView) -> [String] {
    (TrustAnchorRule.check(view) + TrustAnchorValidityRule.check(view)
      + PublicIssuerRule.check(view)).map(\.code.name)
  }

  @Test("values of a release are judged as the description is")
  func values() throws {
    let (root, issuer) = (root.normalisedPEM, issuer.normalisedPEM)
    #expect(try codes(release(anchors: root, issuer: issuer)) == [])
    #expect(
      try codes(release(anchors: stranger.normalisedPEM, issuer: issuer)) == ["untrusted-issuer"])
    #expect(
      try codes(release(anchors: issuer, issuer: issuer)) == ["unusable-trust-anchor"])
    #expect(
      try codes(release(anchors: String(root.dropLast(40)), issuer: issuer))
        == ["unusable-trust-anchor"])
    var view = try release(anchors: root, issuer: issuer)
    view.now = Self.begin + 2 * Self.year
    #expect(codes(view) == ["expired-trust-anchor", "expired-issuer"])
  }

  @Test("what a variable stands for is not judged", arguments: ["${ANCHORS}", "", "ENC[x]"])
  func variables(text: String) throws {
    #expect(try codes(release(anchors: text, issuer: text)) == [])
  }
}
