import Diagnostics
import Manifests
import Values

/// Identity issuers that nobody signs but themselves.
enum SelfSignedIssuerRule: ClusterRule {
  static let codes: [Code] = [.selfSignedIssuer]

  static let explanation = """
    The identity issuer has to be signed by a trust anchor, or the control plane does not start. A
    Certificate whose 'issuerRef' is an Issuer of kind 'selfSigned' signs itself: it leads to no anchor,
    and each cluster that gets it makes another one.

    Example: Certificate 'linkerd-identity-issuer' with the Issuer that was meant for the anchor.

    Cure: an Issuer of kind 'ca', 'vault' or another that holds the anchor's key.
    """

  private static let group = "cert-manager.io"

  static func check(_ view: ClusterView) -> [Finding] {
    view.objects.compactMap { object in
      let identity = object.identity
      let spec = object.object.value["spec"]
      guard identity.kind == "Certificate", identity.group == group,
        spec?["secretName"]?.string == "linkerd-identity-issuer",
        let name = spec?["issuerRef"]?["name"]?.string
      else { return nil }
      let kind = spec?["issuerRef"]?["kind"]?.string ?? "Issuer"
      let issuer = view.objects.first {
        $0.identity.group == group && $0.identity.kind == kind && $0.identity.name == name
          && (kind == "ClusterIssuer" || $0.identity.namespace == identity.namespace)
      }
      guard let issuer, issuer.object.value["spec"]?["selfSigned"] != nil else { return nil }
      return Finding(
        .selfSignedIssuer, "\(identity) signs itself, and no trust anchor does", in: object,
        at: JSONPointer([.key("spec"), .key("issuerRef"), .key("name")]),
        label: "an issuer of kind 'selfSigned'",
        help: ["name an issuer that holds the trust anchor's key, of kind 'ca' for example"],
        other: issuer)
    }
  }
}

extension Code {
  static let selfSignedIssuer = Code(
    "self-signed-issuer", .error, "an identity issuer signs itself")
}
