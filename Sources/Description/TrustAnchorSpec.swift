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
