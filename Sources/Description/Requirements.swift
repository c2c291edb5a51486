import Diagnostics
import Fields
import Topology
import Versions

/// What the mesh needs and Mooring does not install: who brings each, so that order is kept.
package struct Requirements: Described, Sendable {
  package let gatewayAPI: GatewayAPIRequirement?
  package let certManager: Installer?
  package let trustManager: Installer?
  package let prometheusOperator: Installer?
  package let traefik: Installer?
  package let externalSecrets: Installer?
  package let sealedSecrets: Installer?
  package let secretStores: [Named<SecretStore>]

  package init(_ fields: inout Fields) {
    certManager = fields.optional(
      "certManager", Installer.self, "cert-manager, where it issues identity issuers")
    trustManager = fields.optional(
      "trustManager", Installer.self, "trust-manager, where it carries the trust anchors")
    prometheusOperator = fields.optional(
      "prometheusOperator", Installer.self, "the Prometheus operator, which reads PodMonitors")
    traefik = fields.optional(
      "traefik", Installer.self, "Traefik, which reads Middlewares and IngressRoutes")
    externalSecrets = fields.optional(
      "externalSecrets", Installer.self, "the External Secrets operator")
    sealedSecrets = fields.optional(
      "sealedSecrets", Installer.self, "the Sealed Secrets controller")
    secretStores = fields.named(
      "secretStores", by: ObjectName.self, SecretStore.self,
      "stores that External Secrets read from")
    gatewayAPI = fields.optional(
      "gatewayAPI", GatewayAPIRequirement.self,
      "the Gateway API's CRDs, which Linkerd's policies attach to; one owner only")
  }

  /// Those that are named, and who brings them.
  package var installers: [(Requirement, Installer)] {
    let all: [(Requirement, Installer?)] = [
      (.certManager, certManager), (.trustManager, trustManager),
      (.prometheusOperator, prometheusOperator), (.traefik, traefik),
      (.externalSecrets, externalSecrets), (.sealedSecrets, sealedSecrets),
    ]
    return all.compactMap { requirement, installer in installer.map { (requirement, $0) } }
  }
}

package struct GatewayAPIRequirement: Described, Sendable {
  package let owner: Located<GatewayAPIOwner>
  package let version: Located<GatewayAPIVersion>

  package init(_ fields: inout Fields) {
    owner = fields.required(
      "owner", GatewayAPIOwner.self,
      "who installs them: Mooring by Flux, K3s with its Traefik, or somebody else")
    version = fields.required(
      "version", GatewayAPIVersion.self, "the release that is installed")
  }
}

/// Who brings something: a Flux Kustomization of the user's, or whoever made the cluster.
package struct Installer: Described, Sendable {
  package let kustomization: Located<ObjectName>?
  package let namespace: Located<LabelName>?
  package let owner: Located<ForeignOwner>?

  package init(_ fields: inout Fields) {
    kustomization = fields.optional(
      "kustomization", ObjectName.self, "the Flux Kustomization that brings it: what needs it waits"
    )
    namespace = fields.optional(
      "namespace", LabelName.self, "its namespace, where that is not the source's")
    owner = fields.optional(
      "owner", ForeignOwner.self,
      "who brings it outside Flux: it is there before Flux is, and nothing waits for it")
    if (kustomization == nil) == (owner == nil) {
      fields.reportIncomplete(
        "it is brought by a Flux Kustomization, or by an owner outside Flux",
        help: "write 'kustomization: NAME', or 'owner: external'")
    } else if kustomization == nil && namespace != nil {
      fields.reportIncomplete(
        "a namespace of no Flux Kustomization", help: "add 'kustomization', or remove 'namespace'")
    }
  }
}

/// Who may bring something outside Flux.
package enum ForeignOwner: String, WordField {
  case k3s
  case external
}

/// A store that External Secrets read from; named as its object is.
package struct SecretStore: Described, Sendable {
  package let kind: Located<SecretStoreKind>
  package let kustomization: Located<ObjectName>
  package let namespace: Located<LabelName>?
  package let provider: Located<String>?

  package init(_ fields: inout Fields) {
    kind = fields.optional(
      "kind", SecretStoreKind.self, default: .clusterSecretStore, shown: "ClusterSecretStore",
      "the kind of the store; a SecretStore lies in the namespace of the Secret")
    kustomization = fields.required(
      "kustomization", ObjectName.self, "the Flux Kustomization that brings it: what reads it waits"
    )
    namespace = fields.optional(
      "namespace", LabelName.self, "that Kustomization's namespace, where it is not the source's")
    provider = fields.optional(
      "provider", String.self,
      "the key below its 'spec.provider', such as 'vault': some can only be written")
  }
}

package enum SecretStoreKind: String, WordField {
  case clusterSecretStore = "ClusterSecretStore"
  case secretStore = "SecretStore"
}
