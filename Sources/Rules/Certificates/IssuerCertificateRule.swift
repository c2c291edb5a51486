import Diagnostics
import Manifests
import Values
import Versions

/// cert-manager Certificates that Linkerd cannot use, or that break when they are renewed.
enum IssuerCertificateRule: ObjectRule {
  static let codes: [Code] = [.unusableIssuer, .replacedAnchorKey, .unencodedWebhookKey]

  static let explanation = """
    The identity issuer signs a certificate for each proxy: it is an authority ('isCA: true'), and its
    key is ECDSA P-256, the only kind that Linkerd takes there. cert-manager makes RSA keys unless it is
    told otherwise.

    A trust anchor is in the trust bundle of every proxy. Since 1.18 cert-manager makes a new key at
    each renewal unless 'rotationPolicy: Never': then what the old key signed is trusted by nobody, and
    the mesh stops.

    The policy controller reads the key of its webhook as PKCS #8 alone.

    Example: Certificate 'linkerd-identity-issuer' without 'privateKey: {algorithm: ECDSA}'.

    Cure: 'isCA: true' and 'privateKey: {algorithm: ECDSA}'; for an anchor 'rotationPolicy: Never'.
    """

  private static let issuer = "linkerd-identity-issuer"
  private static let webhook = "linkerd-policy-validator-k8s-tls"

  static func check(_ object: ClusterObject) -> [Finding] {
    guard object.identity.kind == "Certificate", object.identity.group == "cert-manager.io",
      let spec = object.object.value["spec"], let secret = spec["secretName"]?.string
    else { return [] }
    switch secret {
    case issuer: return unusable(object, spec)
    case webhook: return [unencoded(object, spec)].compactMap { $0 }
    default: return [replaced(object, spec)].compactMap { $0 }
    }
  }

  private static func unusable(_ object: ClusterObject, _ spec: JSONValue) -> [Finding] {
    let key = spec["privateKey"]
    var found: [Finding] = []
    if spec["isCA"] != .bool(true) {
      found.append(
        finding(
          object, "is no authority", at: spec["isCA"] == nil ? ["spec"] : ["spec", "isCA"],
          help: "write 'isCA: true'"))
    }
    let algorithm = key?["algorithm"]?.string ?? "RSA"
    if algorithm != "ECDSA", !algorithm.isUndecided {
      let place = key == nil ? ["spec"] : ["spec", "privateKey"]
      found.append(
        finding(
          object, "has a key of kind \(algorithm)",
          at: key?["algorithm"] == nil ? place : place + ["algorithm"],
          help: "write 'privateKey: {algorithm: ECDSA}'"))
    } else if case .integer(let size)? = key?["size"], size != 256 {
      found.append(
        finding(
          object, "has a key of \(size) bits", at: ["spec", "privateKey", "size"],
          help: "write 256, or leave 'size' out"))
    }
    return found
  }

  private static func finding(
    _ object: ClusterObject, _ reason: String, at path: [String], help: String
  ) -> Finding {
    Finding(
      .unusableIssuer, "\(object.identity) cannot be Linkerd's issuer: it \(reason)", in: object,
      at: path.pointer, help: [help])
  }

  private static func replaced(_ object: ClusterObject, _ spec: JSONValue) -> Finding? {
    let name = object.identity.name
    let isAnchor =
      spec["isCA"] == .bool(true) && name.utf8.holds("linkerd") && name.utf8.holds("anchor")
    guard isAnchor, spec["privateKey"]?["rotationPolicy"] == nil else { return nil }
    return Finding(
      .replacedAnchorKey, "\(object.identity) gets another key whenever it is renewed", in: object,
      at: (spec["privateKey"] == nil ? ["spec"] : ["spec", "privateKey"]).pointer,
      label: "no 'rotationPolicy'; cert-manager assumes 'Always' since 1.18",
      help: ["write 'rotationPolicy: Never', or 'Always' where a rotation of the anchor is meant"])
  }

  private static func unencoded(_ object: ClusterObject, _ spec: JSONValue) -> Finding? {
    let key = spec["privateKey"]
    guard key?["encoding"]?.string != "PKCS8" else { return nil }
    return Finding(
      .unencodedWebhookKey, "Linkerd's policy controller cannot read the key of \(object.identity)",
      in: object, at: (key == nil ? ["spec"] : ["spec", "privateKey"]).pointer,
      label: "reads keys as PKCS #8 alone", help: ["write 'encoding: PKCS8'"])
  }
}

extension Code {
  static let unusableIssuer = Code(
    "unusable-issuer", .error, "a Certificate cannot be Linkerd's identity issuer")
  static let replacedAnchorKey = Code(
    "replaced-anchor-key", .warning, "a trust anchor gets another key whenever it is renewed")
  static let unencodedWebhookKey = Code(
    "unencoded-webhook-key", .error, "the key of a webhook is in a form that Linkerd cannot read")
}
