import Diagnostics
import Topology

/// Ingress mode for all pods of a namespace.
enum IngressModeRule: TopologyRule {
  static let codes: [Code] = [.ingressModeForNamespace]

  static let explanation = """
    A proxy in ingress mode finds out by a header of each request where to connect. That is for the
    ingress controller alone: other pods of its namespace, such as the Jobs that install it, send no
    such header, and speak more than HTTP. Linkerd's documentation asks for the annotation on the
    workload.

    Example: 'namespaces: {traefik: {inject: ingress}}'.

    Cure: leave 'inject' out of the namespace, and say of the workload 'traefik: {inject: ingress,
    workload: {kind: Deployment, namespace: traefik, name: traefik}}'.
    """

  static func check(_ topology: Topology) -> [Diagnostic] {
    topology.clusters.flatMap(\.namespaces).compactMap { namespace in
      guard let inject = namespace.inject, inject.value == .ingress, let place = inject.place else {
        return nil
      }
      return Diagnostic(
        .ingressModeForNamespace,
        "every pod of '\(namespace.name)' gets a proxy in ingress mode", at: place,
        label: "meant for the ingress controller alone",
        help: ["say it of Traefik's own pods: 'traefik.inject' and 'traefik.workload'"])
    }
  }
}

extension Code {
  static let ingressModeForNamespace = Code(
    "ingress-mode-for-namespace", .warning, "all pods of a namespace get a proxy in ingress mode")
}
