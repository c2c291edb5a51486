import Diagnostics
import Topology

/// Ingress mode for all pods of a namespace, where Traefik is the ingress controller.
enum IngressModeRule: TopologyRule {
  static let codes: [Code] = [.ingressModeForNamespace]

  static let explanation = """
    A proxy in ingress mode finds out by a header of each request where to connect. That is for the
    ingress controller alone: other pods of its namespace, such as the Jobs that install it, send no
    such header, and speak more than HTTP. Linkerd's documentation asks for the annotation on the
    workload.

    Where 'traefik.workload' names Traefik's own pods, nothing else needs the mode; of a cluster
    without it, whose ingress controller is another one, nothing is said.

    Example: 'namespaces: {traefik: {inject: ingress}}' beside 'traefik.workload'.

    Cure: leave 'inject' out of the namespace: 'traefik.inject' says it of the workload.
    """

  static func check(_ topology: Topology) -> [Diagnostic] {
    topology.clusters.flatMap { cluster -> [Diagnostic] in
      guard let workload = cluster.traefik?.workload else { return [] }
      return cluster.namespaces.compactMap { namespace in
        guard let inject = namespace.inject, inject.value == .ingress, let place = inject.place
        else { return nil }
        return Diagnostic(
          .ingressModeForNamespace,
          "every pod of '\(namespace.name)' gets a proxy in ingress mode", at: place,
          label: "meant for the ingress controller alone",
          secondary: workload.kind.place.map { [Label($0, "which is this one")] } ?? [],
          help: ["leave it out: 'traefik.inject' says it of Traefik's own pods"])
      }
    }
  }
}

extension Code {
  static let ingressModeForNamespace = Code(
    "ingress-mode-for-namespace", .warning, "all pods of a namespace get a proxy in ingress mode")
}
