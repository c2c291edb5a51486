import Diagnostics
import Topology

/// An app whose kustomize Component would be that of Traefik.
enum TraefikComponentRule: TopologyRule {
  static let codes: [Code] = [.takenComponent]

  static let explanation = """
    What meshes Traefik's pods is the kustomize Component 'traefik' of the cluster, and what the mesh
    asks of an app is the one of the app's name. So no app with a Component of its own is called
    'traefik' where there is a 'traefik.workload'.

    Example: 'apps: {traefik: {owner: user, …}}' beside 'traefik: {workload: …}'.

    Cure: another name for the app; an app's kustomization.yaml may list both Components.
    """

  private static let name = "traefik"

  static func check(_ topology: Topology) -> [Diagnostic] {
    topology.clusters.compactMap { cluster in
      guard let workload = cluster.traefik?.workload,
        let app = cluster.apps.first(where: { $0.name == name && $0.component != nil })
      else { return nil }
      return Diagnostic(
        .takenComponent, "an app of cluster '\(cluster.name)' cannot be called '\(name)'",
        at: app.place, label: "its kustomize Component would have the name of Traefik's",
        secondary: workload.kind.place.map { [Label($0, "Traefik's is asked for here")] } ?? [],
        help: ["give the app another name; its folder may list both Components"])
    }
  }
}

extension Code {
  static let takenComponent = Code(
    "taken-component", .error, "an app's kustomize Component would be that of Traefik")
}
