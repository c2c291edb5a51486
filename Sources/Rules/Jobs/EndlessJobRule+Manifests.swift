import Diagnostics
import Manifests
import Values
import Versions

extension EndlessJobRule: ClusterRule {
  /// Jobs among the objects themselves, where the version of Linkerd and its values are known.
  static func check(_ view: ClusterView) -> [Finding] {
    guard let linkerd = view.linkerd, let release = linkerd.release,
      let mesh = Mesh(view, linkerd, release)
    else { return [] }
    let injection = Injection(view)
    return view.pods.compactMap { pods in
      guard pods.isOfJob, let cause = injection.cause(for: pods),
        let reason = mesh.reasonNotToEnd(pods, injection, view)
      else { return nil }
      return finding(pods, cause, reason, release)
    }
  }

  private static func finding(
    _ pods: PodTemplate, _ cause: (object: ClusterObject, isOwn: Bool), _ reason: String,
    _ release: LinkerdRelease
  ) -> Finding {
    let annotation = release.nativeSidecarAnnotations[0]
    return Finding(
      .endlessJob, "\(pods.object.identity) never ends", in: pods.object,
      at: cause.isOwn
        ? pods.pointer(toAnnotation: Injection.key)
        : JSONPointer([.key("metadata"), .key("name")]),
      label: reason,
      help: [
        "annotate its pods with '\(annotation): \"true\"', or with 'linkerd.io/inject: disabled'"
      ],
      other: cause.isOwn ? nil : cause.object, otherLabel: "its pods get a proxy by this")
  }

  /// What the control plane's values say of all proxies.
  private struct Mesh {
    private let release: LinkerdRelease
    private let isNative: Bool
    private let hasShutdown: Bool

    /// nil where the values are not known.
    init?(_ view: ClusterView, _ linkerd: LinkerdVersion, _ release: LinkerdRelease) {
      self.release = release
      if let chart = view.chartRelease(.controlPlane) {
        guard !chart.isOpen else { return nil }
        isNative =
          chart.value("proxy", "nativeSidecar").map { $0 == .bool(true) }
          ?? release.hasNativeSidecars
        hasShutdown = chart.value("proxy", "enableShutdownEndpoint") == .bool(true)
        return
      }
      let values = view.objects.first {
        $0.component == "linkerd-control-plane" && $0.identity.kind == "ConfigMap"
          && $0.object.value[path: "data", "values.yaml"] != nil
      }
      guard let text = values?.object.value[path: "data", "values.yaml"]?.string else { return nil }
      isNative =
        text.utf8.holds("nativeSidecar: true")
        || (release.hasNativeSidecars && !text.utf8.holds("nativeSidecar: false"))
      hasShutdown = text.utf8.holds("enableShutdownEndpoint: true")
    }

    /// Why the pods of a Job go on after its containers have ended; nil where they may end.
    func reasonNotToEnd(
      _ pods: PodTemplate, _ injection: Injection, _ view: ClusterView
    ) -> String? {
      let namespace = pods.object.identity.namespace
      let value = { (key: String) -> String? in
        pods.annotations[key]?.string ?? injection.annotation(key, ofNamespace: namespace)?.string
      }
      if let native = release.nativeSidecarAnnotations.compactMap(value).first {
        return native == "true" || native.isUndecided
          ? nil : "its proxy is not a native sidecar, and nothing ends it"
      }
      if isNative || hasShutdown || value(JobTermination.controllerAnnotation) != nil
        || value(JobTermination.shutdownAnnotation) == "enabled"
      {
        return nil
      }
      let asksForEnd = JobScript.all(of: pods, view).contains {
        $0.text.utf8.holds("linkerd-await") || $0.text.utf8.holds(":4191/shutdown")
      }
      return asksForEnd
        ? "it asks its proxy to end, and the shutdown endpoint is off"
        : "a proxy runs beside its containers, and nothing ends it"
    }
  }
}
