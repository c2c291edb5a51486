import Diagnostics
import Manifests
import Values
import Versions

/// A proxy that is asked for where Linkerd injects none, or where Kubernetes refuses it.
enum UninjectablePodRule: ClusterRule {
  static let codes: [Code] = [.uninjectablePods, .podsRefusedWithProxy, .injectedControlPlane]

  static let explanation = """
    Linkerd never injects a proxy into pods on the network of their node, nor in namespaces that its
    webhook leaves out: kube-system and cert-manager by default, and those with the label
    'config.linkerd.io/admission-webhooks: disabled'. An annotation there promises a mesh that does
    not come.

    Without the CNI plugin each proxy comes with an init container that changes the network of its pod.
    Pod security 'baseline' and 'restricted' refuse such pods, so that in a namespace that enforces
    one of them and has injection on, no pod starts.

    The control plane has proxies of its own. With injection on for its namespace, its webhook has to
    answer before its own pods start: after a power cut none of them does.

    Example: 'linkerd.io/inject: enabled' on a DaemonSet with 'hostNetwork: true'.

    Cure: take the annotation away; 'pod-security.kubernetes.io/enforce: privileged', or the CNI plugin.
    """

  private static let enforce = "pod-security.kubernetes.io/enforce"

  static func check(_ view: ClusterView) -> [Finding] {
    let injection = Injection(view)
    return view.objects.compactMap { uninjectable($0, injection) }
      + view.objects("", "Namespace").filter(\.isManifest).compactMap { namespace in
        controlPlane(namespace, view) ?? refused(namespace, view)
      }
  }

  private static func uninjectable(_ object: ClusterObject, _ injection: Injection) -> Finding? {
    let name = object.identity.name
    if object.identity.kind == "Namespace" && object.identity.group.isEmpty {
      guard object.isManifest, let asked = injection.annotation(Injection.key, ofNamespace: name),
        Injection.asks(asked), let reason = injection.exclusion(of: name)
      else { return nil }
      return Finding(
        .uninjectablePods, "no pod of namespace '\(name)' gets a proxy", in: object,
        at: ["metadata", "annotations", Injection.key].pointer, label: "asks for one",
        help: ["remove it: \(reason)"])
    }
    guard let pods = PodTemplate(object), let own = pods.annotations[Injection.key],
      Injection.asks(own)
    else { return nil }
    let reason =
      pods.isOnHostNetwork
      ? "pods with 'hostNetwork: true' are left out"
      : injection.exclusion(of: object.identity.namespace)
    return reason.map {
      Finding(
        .uninjectablePods, "the pods of \(object.identity) get no proxy", in: object,
        at: pods.pointer(toAnnotation: Injection.key), label: "asks for one",
        help: ["remove it: \($0)"])
    }
  }

  private static func controlPlane(_ namespace: ClusterObject, _ view: ClusterView) -> Finding? {
    let metadata = namespace.object.value["metadata"]
    let isOfControlPlane =
      metadata?["labels"]?["linkerd.io/is-control-plane"]?.string == "true"
      || view.chartRelease(.controlPlane)?.namespace == namespace.identity.name
    guard isOfControlPlane, let asked = metadata?["annotations"]?[Injection.key],
      Injection.asks(asked)
    else { return nil }
    return Finding(
      .injectedControlPlane, "injection is on for the namespace of the control plane",
      in: namespace, at: ["metadata", "annotations", Injection.key].pointer,
      help: ["write 'disabled': its pods have proxies of their own"])
  }

  /// Only where it is known that proxies come with an init container.
  private static func refused(_ namespace: ClusterObject, _ view: ClusterView) -> Finding? {
    let metadata = namespace.object.value["metadata"]
    guard let level = metadata?["labels"]?[enforce]?.string,
      ["baseline", "restricted"].contains(level),
      let asked = metadata?["annotations"]?[Injection.key], Injection.asks(asked),
      let release = view.chartRelease(.controlPlane), !release.isOpen,
      release.value("cniEnabled") != .bool(true)
    else { return nil }
    return Finding(
      .podsRefusedWithProxy,
      "pod security refuses the pods of namespace '\(namespace.identity.name)'",
      in: namespace, at: ["metadata", "labels", enforce].pointer,
      label: "refuses the init container of the proxy",
      help: ["write 'privileged', or install the CNI plugin and set 'cniEnabled: true'"],
      other: release.object, otherLabel: "gives each proxy an init container")
  }
}

extension [String] {
  /// The place that these keys lead to.
  var pointer: JSONPointer { JSONPointer(map { .key($0) }) }
}

extension Code {
  static let uninjectablePods = Code(
    "uninjectable-pods", .error, "a manifest asks for a proxy where Linkerd injects none")
  static let podsRefusedWithProxy = Code(
    "pods-refused-with-proxy", .error, "pod security refuses pods that a proxy is injected into")
  static let injectedControlPlane = Code(
    "injected-control-plane", .warning, "injection is on for the namespace of the control plane")
}
