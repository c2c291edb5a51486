import Diagnostics
import Topology
import Versions

/// Namespaces whose pods are to get a proxy and never do, or are refused with it.
enum InjectionRule: TopologyRule {
  static let codes: [Code] = [.injectionNeverHappens, .injectionRefused]

  static let explanation = """
    Linkerd's webhook leaves out kube-system and cert-manager (the default of
    'proxyInjector.namespaceSelector'), its own namespace, and every namespace with the label
    'config.linkerd.io/admission-webhooks: disabled'. 'inject: enabled' there does nothing, and nobody
    says so.

    Where the proxy is injected, its init container needs the capabilities NET_ADMIN and NET_RAW,
    which the pod security standards 'baseline' and 'restricted' refuse: no pod of the namespace
    starts any more. Linkerd's CNI plugin needs no such container.

    Example: 'kube-system: {inject: enabled}', or 'workloads: {inject: enabled, podSecurity:
    restricted}'.

    Cure: 'inject: disabled' for the first; 'podSecurity: privileged' for the second.
    """

  /// charts/linkerd-control-plane/values.yaml, proxyInjector.namespaceSelector.
  private static let leftOut: Set<String> = [
    "kube-system", "cert-manager", LinkerdRelease.namespace,
  ]

  static func check(_ topology: Topology) -> [Diagnostic] {
    topology.clusters.flatMap { cluster in
      cluster.namespaces.compactMap(judge) + (traefik(of: cluster).map { [$0] } ?? [])
    }
  }

  /// The proxy beside Traefik, which `traefik.inject` asks for.
  private static func traefik(of cluster: Topology.Member) -> Diagnostic? {
    guard let mode = cluster.traefik?.mode?.place,
      let namespace = cluster.traefik?.workload?.namespace, let place = namespace.place
    else { return nil }
    if leftOut.contains(namespace.value) {
      return Diagnostic(
        .injectionNeverHappens, "the pods of Traefik in '\(namespace.value)' never get a proxy",
        at: place, label: "Linkerd's webhook leaves this namespace out",
        secondary: [Label(mode, "a proxy is asked for here")],
        help: [
          namespace.value == "kube-system"
            ? "the Traefik that K3s brings cannot be meshed: switch it off ('disable: [traefik]' in K3s's configuration), and install Traefik in a namespace of its own"
            : "install Traefik in a namespace of its own"
        ])
    }
    return cluster.namespaces.first { $0.name == namespace.value && $0.inject == nil }
      .flatMap { refused($0, inject: mode) }
  }

  /// The webhook's namespaceSelector asks for the absence of this label, too.
  private static let switchedOff = "config.linkerd.io/admission-webhooks"

  private static func judge(_ namespace: Topology.Namespace) -> Diagnostic? {
    guard let inject = namespace.inject, inject.value != .disabled, let place = inject.place else {
      return nil
    }
    if leftOut.contains(namespace.name) {
      return Diagnostic(
        .injectionNeverHappens, "pods of '\(namespace.name)' never get a proxy",
        at: place, label: "Linkerd's webhook leaves this namespace out",
        help: ["write 'inject: disabled', which is what happens"])
    }
    let label = namespace.labels.first { $0.key == switchedOff && $0.value.value == "disabled" }
    if let label, let labelPlace = label.value.place {
      return Diagnostic(
        .injectionNeverHappens, "pods of '\(namespace.name)' never get a proxy", at: labelPlace,
        label: "with this label Linkerd's webhook leaves the namespace out",
        secondary: [Label(place, "a proxy is asked for here")], help: ["remove the label"])
    }
    return refused(namespace, inject: place)
  }

  private static func refused(
    _ namespace: Topology.Namespace, inject: Place
  ) -> Diagnostic? {
    guard let security = namespace.podSecurity, security.value != .privileged,
      let place = security.place
    else { return nil }
    return Diagnostic(
      .injectionRefused, "pods of '\(namespace.name)' would be refused with their proxy",
      at: place,
      label: "'\(security.value.rawValue)' refuses the capabilities of linkerd-init",
      secondary: [Label(inject, "a proxy is asked for here")],
      help: ["write 'podSecurity: privileged'"])
  }
}

extension Code {
  static let injectionNeverHappens = Code(
    "injection-never-happens", .error, "a proxy is asked for where Linkerd injects none")
  static let injectionRefused = Code(
    "injection-refused", .error, "pod security refuses the pods that a proxy is injected into")
}
