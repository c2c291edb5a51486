import Diagnostics
import Fields

/// Where the mesh's identity comes from.
package struct IdentitySettings: Described, Sendable {
  package let issuer: IssuerSource?
  package let anchors: AnchorSource

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
      ] + SecretSource.branches { .source($0) })
    anchors =
      fields.choice(
        "anchors", assumed: "{install: {}}",
        "how the trust anchors, which are public, reach the cluster",
        of: [
          .mapping(
            "install", NoSettings.self, "with the control plane, as a value of its chart"
          ) { _ in .install },
          .mapping(
            "trustManager", NoSettings.self, "trust-manager carries them, in a Bundle"
          ) { .trustManager($0.place) },
        ] + SecretSource.branches { .source($0) }) ?? .install
  }
}

/// Who brings the identity issuer's key. It is never made by Linkerd's CLI in the cluster: clusters
/// that make their own roots cannot talk to each other.
package enum IssuerSource: Sendable {
  case certManager(CertManagerIssuer)
  case secret(Located<IssuerSecretName>)
  case source(SecretSource)
}

/// How the trust anchors of the fleet reach a cluster. Whichever way: the install Job looks whether
/// what is there is what the fleet declares.
package enum AnchorSource: Sendable {
  case install
  /// With the place where it is written.
  case trustManager(Place?)
  case source(SecretSource)
}

/// A way of which nothing is to be said but that it is taken.
package struct NoSettings: Described, Sendable {
  /// Where the mapping is written.
  package let place: Place?

  package init(_ fields: inout Fields) { place = fields.place }
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
