import Diagnostics
import Topology

/// Namespaces whose pods are to get a proxy and never do, or are refused with it.
enum InjectionRule: TopologyRule {
  static let codes: [Code] = [.injectionNeverHappens, .injectionRefused]

  static let explanation = """
    Linkerd's webhook leaves out kube-system and cert-manager (the default of
    'proxyInjector.namespaceSelector'), and its own namespace. 'inject: enabled' there does nothing,
    and nobody says so.

    Where the proxy is injected, its init container needs the capabilities NET_ADMIN and NET_RAW,
    which the pod security standards 'baseline' and 'restricted' refuse: no pod of the namespace
    starts any more. Linkerd's CNI plugin needs no such container.

    Example: 'kube-system: {inject: enabled}', or 'workloads: {inject: enabled, podSecurity:
    restricted}'.

    Cure: 'inject: disabled' for the first; 'podSecurity: privileged' for the second.
    """

  /// charts/linkerd-control-plane/values.yaml, proxyInjector.namespaceSelector.
  private static let leftOut: Set<String> = ["kube-system", "cert-manager", "linkerd"]

  static func check(_ topology: Topology) -> [Diagnostic] {
    topology.clusters.flatMap { cluster in cluster.namespaces.compactMap(judge) }
  }

  private static func judge(_ namespace: Topology.InjectedNamespace) -> Diagnostic? {
    if leftOut.contains(namespace.name) {
      return Diagnostic(
        .injectionNeverHappens, "pods of '\(namespace.name)' never get a proxy",
        at: namespace.inject, label: "Linkerd's webhook leaves this namespace out",
        help: ["write 'inject: disabled', which is what happens"])
    }
    guard let security = namespace.podSecurity, security.value != .privileged,
      let place = security.place
    else { return nil }
    return Diagnostic(
      .injectionRefused, "pods of '\(namespace.name)' would be refused with their proxy",
      at: place,
      label: "'\(security.value.rawValue)' refuses the capabilities of linkerd-init",
      secondary: [Label(namespace.inject, "a proxy is asked for here")],
      help: ["write 'podSecurity: privileged'"])
  }
}

extension Code {
  static let injectionNeverHappens = Code(
    "injection-never-happens", .error, "a proxy is asked for where Linkerd injects none")
  static let injectionRefused = Code(
    "injection-refused", .error, "pod security refuses the pods that a proxy is injected into")
}
