import Cryptography
import Manifests
import Values

/// Certificates of the mesh's identity that manifests hold in clear, and where.
struct CarriedCertificates {
  /// A value of PEM.
  struct Value {
    let object: ClusterObject
    let pointer: JSONPointer
    let certificates: [Certificate]
    /// Why it is not PEM of certificates alone, in words of a diagnostic.
    let problem: String?
  }

  private(set) var anchors: [Value] = []
  private(set) var issuers: [Value] = []

  /// Of what Mooring renders nothing is read: the description that gave it was judged.
  init(_ view: ClusterView) {
    for object in view.objects where object.isManifest { read(object) }
  }

  private static let roots = "linkerd-identity-trust-roots"
  private static let issuer = "linkerd-identity-issuer"

  private mutating func read(_ object: ClusterObject) {
    switch (object.identity.kind, object.identity.name) {
    case ("HelmRelease", _):
      let values: [JSONPointer.Step] = [.key("spec"), .key("values")]
      add(object, values + [.key("identityTrustAnchorsPEM")], to: &anchors)
      add(
        object, values + ["identity", "issuer", "tls", "crtPEM"].map { .key($0) }, to: &issuers)
    case ("ConfigMap", Self.roots):
      add(object, [.key("data"), .key("ca-bundle.crt")], to: &anchors)
    case ("Bundle", Self.roots):
      let sources = object.object.value["spec"]?["sources"]?.array ?? []
      for index in sources.indices {
        add(object, [.key("spec"), .key("sources"), .index(index), .key("inLine")], to: &anchors)
      }
    case ("Secret", Self.issuer):
      add(object, [.key("stringData"), .key("tls.crt")], to: &issuers)
      add(object, [.key("data"), .key("tls.crt")], isBase64: true, to: &issuers)
    case ("SealedSecret", Self.issuer):
      add(
        object, ["spec", "template", "data", "tls.crt"].map { .key($0) }, to: &issuers)
    default: break
    }
  }

  private func add(
    _ object: ClusterObject, _ steps: [JSONPointer.Step], isBase64: Bool = false,
    to values: inout [Value]
  ) {
    let pointer = JSONPointer(steps)
    guard let text = JSONValue.object(object.object.value)[pointer]?.string else { return }
    var bytes = Array(text.utf8)
    if isBase64 {
      guard let decoded = try? Base64.decode(bytes[...]) else { return }
      bytes = decoded
    }
    // What a variable or SOPS stands for is not known here.
    guard String(decoding: bytes, as: UTF8.self).contains("-----BEGIN ") else { return }
    let (blocks, problems) = PEM.blocks(in: bytes)
    var certificates: [Certificate] = []
    var problem = problems.first?.message
    for block in blocks {
      do throws(CertificateError) {
        certificates.append(try Certificate(block))
      } catch {
        problem = problem ?? error.description
      }
    }
    values.append(
      Value(object: object, pointer: pointer, certificates: certificates, problem: problem))
  }
}
