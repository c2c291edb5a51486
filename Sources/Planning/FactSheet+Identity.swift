import Cryptography
import Description
import Diagnostics
import Fields
import Manifests
import Topology
import Values

/// Who brings the identity issuer and the trust anchors, and as what.
extension FactSheet {
  /// What every cluster trusts, as concatenated PEM.
  var anchorsPEM: String { fleet.anchors.map(\.certificate.normalisedPEM).joined() }

  func identityFacts(_ identity: IdentitySettings) -> FactBuilder {
    var facts = builder
    facts.set("issuer", issuerFacts(identity.issuer))
    facts.set("anchors", anchorFacts(identity.anchors))
    return facts
  }

  /// `by` is the branch of the description; what belongs to another one is null.
  private func issuerFacts(_ issuer: IssuerSource?) -> FactBuilder {
    var facts = builder
    facts.set("certManager", .null)
    switch issuer {
    case .certManager(let issuer)?:
      facts.set("by", "certManager", from: issuer.place.map { .written($0) } ?? .assumed)
      facts.set("certManager", certManagerFacts(issuer))
      facts.set("requires", [reference(to: fleet.spec.requires?.certManager)].compactMap(\.self))
      setNoSource(in: &facts)
    case .secret(let name)?:
      facts.set("by", "secret", from: name.origin)
      facts.set("requires", [])
      setNoSource(in: &facts)
    case .source(let source)?: set(source, in: &facts)
    case nil: break
    }
    facts.set("secret", secretFacts(.issuer))
    return facts
  }

  private func certManagerFacts(_ issuer: CertManagerIssuer) -> FactBuilder {
    var facts = builder
    facts.set("kind", issuer.issuerRef.kind, \.rawValue)
    facts.set("name", issuer.issuerRef.name, \.text)
    facts.set("duration", issuer.duration, \.text)
    facts.set("renewBefore", issuer.renewBefore, \.text)
    return facts
  }

  private func anchorFacts(_ anchors: AnchorSource) -> FactBuilder {
    var facts = builder
    facts.set(
      "pem", .string(anchorsPEM),
      from: fleet.spec.trustAnchor?.certificates.first?.origin ?? .assumed)
    // Where the install Job finds what others bring.
    facts.set("object", .null)
    switch anchors {
    case .install:
      facts.set("by", "install")
      facts.set("requires", [])
      setNoSource(in: &facts)
    case .trustManager(let place):
      facts.set("by", "trustManager", from: place.map { .written($0) } ?? .assumed)
      // The one name that the chart mounts (templates/identity.yaml).
      facts.set("object", "configmap/linkerd-identity-trust-roots")
      facts.set("requires", [reference(to: fleet.spec.requires?.trustManager)].compactMap(\.self))
      setNoSource(in: &facts)
    case .source(let source):
      facts.set("object", .string("secret/\(ExpectedSecret.anchors.name)"))
      set(source, in: &facts)
    }
    facts.set("secret", secretFacts(.anchors))
    return facts
  }
}

/// Secrets that somebody else holds.
extension FactSheet {
  /// What a Secret must be: its producer and its reader take it from here.
  private func secretFacts(_ secret: ExpectedSecret) -> FactBuilder {
    var facts = builder
    facts.set("name", .string(secret.name))
    facts.set("type", .string(secret.type))
    facts.set("keys", .array(secret.keys.map { .string($0) }))
    return facts
  }

  /// `by`, and `externalSecret` or `file`; `requires`: the Flux Kustomizations to wait for.
  func set(_ source: SecretSource, in facts: inout FactBuilder) {
    setNoSource(in: &facts)
    facts.set("requires", references(for: source))
    let origin: Origin = source.place.map { .written($0) } ?? .assumed
    switch source {
    case .externalSecret(let external):
      let store = storeFacts(external.store)
      var secret = builder
      secret.set("store", store)
      secret.set("key", external.key, \.self)
      secret.set("refreshInterval", external.refreshInterval, \.text)
      facts.set("by", "externalSecret", from: origin)
      facts.set("externalSecret", secret)
    case .sops(let file):
      facts.set("by", "sops", from: origin)
      facts.set("file", file, \.text)
    case .sealedSecret(let file):
      facts.set("by", "sealedSecret", from: origin)
      facts.set("file", file, \.text)
    }
  }

  private func setNoSource(in facts: inout FactBuilder) {
    facts.set("externalSecret", .null)
    facts.set("file", .null)
  }

  /// How Flux decrypts, as a Flux Kustomization takes it; null where nothing is said of it.
  func set(_ decryption: Decryption?, in facts: inout FactBuilder) {
    guard let decryption else { return facts.set("decryption", .null) }
    var fact = builder
    fact.set("provider", "sops")
    if let secret = decryption.secret {
      var reference = builder
      reference.set("name", secret, \.text)
      fact.set("secretRef", reference)
    }
    facts.set("decryption", fact)
  }
}
