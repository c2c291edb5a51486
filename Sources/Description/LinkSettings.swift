import Diagnostics
import Fields

/// A cluster's end of a link: what it needs to reach the other cluster.
package struct LinkSettings: Described, Sendable {
  package let credentials: LinkCredentials?

  package init(_ fields: inout Fields) {
    credentials = fields.choice(
      "credentials",
      "who brings the kubeconfig of the other cluster, as two Secrets 'cluster-credentials-<cluster>': in namespaces linkerd-multicluster and linkerd",
      of: SecretSource.branches { .source($0) } + [
        .scalar(
          "secret", ObjectName.self, "somebody else puts two Secrets of this name there"
        ) { .secret($0) }
      ])
  }
}

/// Who brings the credentials of a linked cluster.
package enum LinkCredentials: Sendable {
  case source(SecretSource)
  case secret(Located<ObjectName>)
}
