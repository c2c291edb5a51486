import Diagnostics

/// What a mesh may need that Mooring does not install, as `requires` names it.
package enum Requirement: Hashable, Sendable {
  case certManager
  case trustManager
  case prometheusOperator
  case traefik
  case externalSecrets
  case sealedSecrets
  /// A store of External Secrets, by its name.
  case secretStore(String)

  /// The field of the description that names who brings it.
  package var field: String {
    switch self {
    case .certManager: "requires.certManager"
    case .trustManager: "requires.trustManager"
    case .prometheusOperator: "requires.prometheusOperator"
    case .traefik: "requires.traefik"
    case .externalSecrets: "requires.externalSecrets"
    case .sealedSecrets: "requires.sealedSecrets"
    case .secretStore(let name): "requires.secretStores.\(name)"
    }
  }

  /// What people call it.
  package var title: String {
    switch self {
    case .certManager: "cert-manager"
    case .trustManager: "trust-manager"
    case .prometheusOperator: "the Prometheus operator"
    case .traefik: "Traefik"
    case .externalSecrets: "the External Secrets operator"
    case .sealedSecrets: "the Sealed Secrets controller"
    case .secretStore(let name): "the secret store '\(name)'"
    }
  }
}

extension Topology {
  /// Something that a cluster needs.
  package struct Need: Sendable {
    package var requirement: Requirement
    /// What is written that needs it.
    package var place: Place
    /// How that uses it, as a label under it: `is issued by cert-manager`.
    package var use: String

    package init(_ requirement: Requirement, at place: Place, use: String) {
      self.requirement = requirement
      self.place = place
      self.use = use
    }
  }
}
