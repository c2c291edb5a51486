import Diagnostics
import Fields

/// What every cluster of the fleet trusts.
package struct TrustAnchorSpec: Described, Sendable {
  package let certificates: [Located<RepositoryPath>]

  package init(_ fields: inout Fields) {
    certificates = fields.oneOrMore(
      "certificates", RepositoryPath.self, required: true,
      "files of public certificates (PEM); the old and the new one while rotating: every cluster trusts them all"
    )
  }
}

/// A Flux Kustomization of the user's that brings something.
package struct Installer: Described, Sendable {
  package let kustomization: Located<ObjectName>
  package let namespace: Located<LabelName>?

  package init(_ fields: inout Fields) {
    kustomization = fields.required(
      "kustomization", ObjectName.self, "the Flux Kustomization that brings it: what needs it waits"
    )
    namespace = fields.optional(
      "namespace", LabelName.self, "its namespace, where that is not the source's")
  }
}
