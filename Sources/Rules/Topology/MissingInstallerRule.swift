import Diagnostics
import Topology

/// What a cluster needs and nobody is named to bring.
enum MissingInstallerRule: TopologyRule {
  static let codes: [Code] = [.missingInstaller]

  static let explanation = """
    Custom resources can be applied only after what defines their kind: a Certificate after
    cert-manager, a PodMonitor after the Prometheus operator, a Middleware after Traefik. Flux knows
    no order but 'dependsOn', so 'requires' names the Flux Kustomization that brings each, and what
    needs it waits for that one. What is there before Flux is, such as the Traefik of K3s, has an
    owner instead.

    Example: an identity issuer by cert-manager, and no 'requires.certManager'.

    Cure: 'requires: {certManager: {kustomization: infrastructure}}', with the name of the Flux
    Kustomization of yours that installs it.
    """

  static func check(_ topology: Topology) -> [Diagnostic] {
    guard topology.isComplete else { return [] }
    return topology.clusters.flatMap { cluster in
      cluster.needs.compactMap { need in
        topology.brought.contains(need.requirement)
          ? nil : missing(need, of: cluster, near: store(near: need.requirement, topology))
      }
    }
  }

  /// The store that may be meant by one that nobody names.
  private static func store(near requirement: Requirement, _ topology: Topology) -> String? {
    guard case .secretStore(let name) = requirement else { return nil }
    let names = topology.brought.compactMap {
      if case .secretStore(let name) = $0 { name } else { nil }
    }
    return closest(to: name, among: names.sorted())
  }

  private static func missing(
    _ need: Topology.Need, of cluster: Topology.Member, near: String?
  ) -> Diagnostic {
    let field = need.requirement.field
    return Diagnostic(
      .missingInstaller,
      "cluster '\(cluster.name)' needs \(need.requirement.title), and nobody is named who brings it",
      at: need.place, label: need.use,
      help: [
        near.map { "the nearest name is '\($0)'" }
          ?? "add '\(field).kustomization': the Flux Kustomization that installs it"
      ])
  }
}

extension Code {
  static let missingInstaller = Code(
    "missing-installer", .error, "something is needed and nobody is named who brings it")
}
