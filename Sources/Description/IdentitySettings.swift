import Diagnostics
import Fields

/// Where the mesh's identity comes from.
package struct IdentitySettings: Described, Sendable {
  package let issuer: IssuerSource?

  package init(_ fields: inout Fields) {
    issuer = fields.choice(
      "issuer",
      "who brings the identity issuer: its certificate, signed by a trust anchor, and its key",
      of: [
        .mapping(
          "certManager", CertManagerIssuer.self, "cert-manager issues and renews it"
        ) { .certManager($0) },
        .scalar(
          "secret", IssuerSecretName.self,
          "somebody else puts it into this Secret of type kubernetes.io/tls, with ca.crt"
        ) { .secret($0) },
      ])
  }
}

/// Who brings the identity issuer's key. It is never made by Linkerd's CLI in the cluster: clusters
/// that make their own roots cannot talk to each other.
package enum IssuerSource: Sendable {
  case certManager(CertManagerIssuer)
  case secret(Located<IssuerSecretName>)
}

/// An identity issuer by cert-manager.
package struct CertManagerIssuer: Described, Sendable {
  package let issuerRef: IssuerReference
  package let duration: Located<FluxDuration>
  package let renewBefore: Located<FluxDuration>
  /// Where the mapping is written.
  package let place: Place?

  package init(_ fields: inout Fields) {
    place = fields.place
    issuerRef = fields.required(
      "issuerRef", IssuerReference.self, "the issuer that holds the trust anchor's key")
    duration = fields.optional(
      "duration", FluxDuration.self, default: FluxDuration(text: "720h"), shown: "720h",
      "how long a certificate holds; longer than the cluster is ever off")
    renewBefore = fields.optional(
      "renewBefore", FluxDuration.self, default: FluxDuration(text: "240h"), shown: "240h",
      "how long before its end it is renewed")
  }
}

/// A reference to an issuer of cert-manager.
package struct IssuerReference: Described, Sendable {
  package let kind: Located<IssuerKind>
  package let name: Located<ObjectName>

  package init(_ fields: inout Fields) {
    kind = fields.required("kind", IssuerKind.self, "the kind of the issuer")
    name = fields.required("name", ObjectName.self, "its name; an Issuer lies in namespace linkerd")
  }
}

package enum IssuerKind: String, WordField {
  case issuer = "Issuer"
  case clusterIssuer = "ClusterIssuer"
}

/// The one name that Linkerd reads its issuer from
/// (charts/linkerd-control-plane/templates/identity.yaml).
package enum IssuerSecretName: String, WordField {
  case issuer = "linkerd-identity-issuer"
}
