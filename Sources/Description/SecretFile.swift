import Diagnostics
import Fields
import Versions

/// A file of the repository that has to hold certain Secrets, none of them in clear.
package struct SecretFile: Sendable {
  /// What keeps it from being read.
  package enum Seal: Hashable, Sendable {
    /// SOPS: the Secret itself, with encrypted values.
    case sops
    /// A SealedSecret for each Secret.
    case sealedSecret
  }

  package let path: Located<RepositoryPath>
  package let seal: Seal
  package let secrets: [ExpectedSecret]

  /// nil where the source is no file.
  package init?(_ source: SecretSource, holding secrets: [ExpectedSecret]) {
    switch source {
    case .externalSecret: return nil
    case .sops(let path): (self.path, seal) = (path, .sops)
    case .sealedSecret(let path): (self.path, seal) = (path, .sealedSecret)
    }
    self.secrets = secrets
  }
}

/// What a Secret must be for those who read it.
package struct ExpectedSecret: Hashable, Sendable {
  package let name: String
  package let namespace: String
  /// The type that a Secret without `type` has is `Opaque`.
  package let type: String
  package let keys: [String]
  /// Those by which it is found or read, beside whatever else it may have.
  package let labels: [String: String]
  package let annotations: [String: String]

  package init(
    name: String, namespace: String, type: String = "Opaque", keys: [String],
    labels: [String: String] = [:], annotations: [String: String] = [:]
  ) {
    self.labels = labels
    self.annotations = annotations
    self.name = name
    self.namespace = namespace
    self.type = type
    self.keys = keys
  }

  /// The identity issuer, as Linkerd reads it (pkg/issuercerts/issuercerts.go). The type of a Secret
  /// never changes: with one type whoever brings it may be followed by another.
  package static let issuer = ExpectedSecret(
    name: IssuerSecretName.issuer.rawValue, namespace: LinkerdRelease.namespace,
    type: "kubernetes.io/tls", keys: ["ca.crt", "tls.crt", "tls.key"])

  /// The trust anchors, as the control plane's Job reads them: concatenated PEM.
  package static let anchors = ExpectedSecret(
    name: "linkerd-identity-trust-anchors", namespace: LinkerdRelease.namespace,
    keys: ["ca-bundle.crt"])

  /// The kubeconfig of a linked cluster, for the controller that mirrors its services.
  package static func credentials(of cluster: String) -> ExpectedSecret {
    ExpectedSecret(
      name: "cluster-credentials-\(cluster)", namespace: MulticlusterRelease.namespace,
      type: MulticlusterRelease.credentialsType, keys: ["kubeconfig"])
  }

  /// The same kubeconfig, for the destination controller (controller/api/destination/watcher/
  /// cluster_store.go of linkerd2).
  package static func destinationCredentials(of cluster: String) -> ExpectedSecret {
    ExpectedSecret(
      name: "cluster-credentials-\(cluster)", namespace: LinkerdRelease.namespace,
      type: MulticlusterRelease.credentialsType, keys: ["kubeconfig"],
      labels: ["multicluster.linkerd.io/cluster-name": cluster],
      annotations: [
        "multicluster.linkerd.io/cluster-domain": LinkerdRelease.clusterDomain,
        "multicluster.linkerd.io/trust-domain": LinkerdRelease.trustDomain,
      ])
  }
}

extension Cluster {
  /// The files of Secrets that the cluster's description names.
  package var secretFiles: [SecretFile] {
    var files: [SecretFile?] = []
    if case .source(let source)? = spec.linkerd?.identity?.issuer {
      files.append(SecretFile(source, holding: [.issuer]))
    }
    if case .source(let source)? = spec.linkerd?.identity?.anchors {
      files.append(SecretFile(source, holding: [.anchors]))
    }
    for link in spec.links {
      guard case .source(let source)? = link.value.credentials else { continue }
      files.append(
        SecretFile(
          source,
          holding: [.credentials(of: link.name), .destinationCredentials(of: link.name)]))
    }
    return files.compactMap(\.self)
  }
}
