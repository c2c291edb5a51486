import Diagnostics
import Fields

/// A cluster's end of a link: what it needs to reach the other cluster.
package struct LinkSettings: Described, Sendable {
  package let credentials: LinkCredentials?

  package init(_ fields: inout Fields) {
    credentials = fields.choice(
      "credentials",
      "who brings the kubeconfig of the other cluster, as the two Secrets 'cluster-credentials-<cluster>' in namespaces linkerd-multicluster and linkerd",
      of: [
        .scalar(
          "secret", ObjectName.self,
          "somebody else puts both Secrets there, by this name"
        ) { .secret($0) }
      ])
  }
}

/// Who brings the credentials of a linked cluster.
package enum LinkCredentials: Sendable {
  case secret(Located<ObjectName>)
}
