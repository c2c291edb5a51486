/// How a Job's pod comes to an end where a proxy runs beside it, which ends by itself only as a native
/// sidecar.
package enum JobTermination: String, Sendable, CaseIterable {
  /// The proxy is a native sidecar: Kubernetes ends it after the Job's own containers.
  case nativeSidecar
  /// The pod gets no proxy.
  case notMeshed
  /// The image runs its command by `linkerd-await --shutdown`.
  case await
  /// The Job itself asks the proxy to end: POST to 127.0.0.1:4191/shutdown.
  case shutdownEndpoint
  /// A controller that ends sidecars by an annotation.
  case sidecarController

  /// The annotation of the pod that each strategy is asked for by.
  ///
  /// From pkg/k8s/labels.go and pkg/inject/inject.go of linkerd2: the native sidecar's annotation is
  /// alpha up to 2.18, beta from 2.19, and final from 2.20, and each version still reads the older
  /// ones; the shutdown endpoint, which `linkerd-await --shutdown` calls too, is off by default since
  /// 2.16 (proxy.enableShutdownEndpoint).
  package func annotation(of release: LinkerdRelease) -> (key: String, value: String) {
    switch self {
    case .nativeSidecar: (release.nativeSidecarAnnotations[0], "true")
    case .notMeshed: ("linkerd.io/inject", "disabled")
    case .await, .shutdownEndpoint: (Self.shutdownAnnotation, "enabled")
    case .sidecarController: (Self.controllerAnnotation, "linkerd-proxy")
    }
  }

  package static let shutdownAnnotation = "config.linkerd.io/proxy-admin-shutdown"
  package static let controllerAnnotation = "lemonade.com/sidecars"

  /// The oldest Kubernetes on which a strategy works; nil where any does.
  ///
  /// Sidecar containers (KEP-753) are on by default since 1.29; in 1.28 they hide behind a feature
  /// gate.
  package var oldestKubernetes: Version? {
    self == .nativeSidecar ? Version(1, 29) : nil
  }
}

extension LinkerdRelease {
  /// The annotations by which a pod asks for a native sidecar, the version's own first.
  package var nativeSidecarAnnotations: [String] {
    let name = "proxy-enable-native-sidecar"
    let all = ["config.linkerd.io/\(name)", "config.beta.linkerd.io/\(name)"]
    let alpha = ["config.alpha.linkerd.io/\(name)"]
    if minor >= Version(2, 20) { return all + alpha }
    return minor >= Version(2, 19) ? Array(all.dropFirst()) + alpha : alpha
  }

  /// Whether proxies are native sidecars unless told otherwise: `proxy.nativeSidecar` of
  /// charts/linkerd-control-plane/values.yaml.
  package var hasNativeSidecars: Bool { minor >= Version(2, 20) }
}
