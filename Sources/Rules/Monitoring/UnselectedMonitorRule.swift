import Diagnostics
import Manifests
import Values

/// PodMonitors and ServiceMonitors that no Prometheus of the cluster selects.
enum UnselectedMonitorRule: ClusterRule {
  static let codes: [Code] = [.unselectedMonitor]

  static let explanation = """
    A Prometheus takes the PodMonitors and ServiceMonitors that its selectors find. The chart
    kube-prometheus-stack asks for the label 'release' with its own name, unless
    'podMonitorSelectorNilUsesHelmValues: false' and the like are set. An object without the label is
    accepted, and never read.

    Example: a PodMonitor without labels beside a HelmRelease 'kube-prometheus-stack'.

    Cure: the label that the selector asks for: 'release: kube-prometheus-stack'.
    """

  private static let kinds = ["PodMonitor", "ServiceMonitor"]

  static func check(_ view: ClusterView) -> [Finding] {
    let group = "monitoring.coreos.com"
    let monitors = kinds.flatMap { view.objects(group, $0) }.filter(\.isManifest)
    // An agent may read them as well: VictoriaMetrics, Grafana Alloy and others have selectors that
    // are not looked at.
    guard !monitors.isEmpty, view.incomplete.isEmpty,
      let selectors = selectors(in: view), !selectors.isEmpty
    else { return [] }
    return monitors.compactMap { monitor in
      let field = field(of: monitor.identity.kind)
      let asked = selectors.compactMap { $0.labels[field] }
      guard asked.count == selectors.count, let first = asked.first else { return nil }
      let labels = monitor.object.value[path: "metadata", "labels"]?.object ?? [:]
      let isFound = asked.contains { wanted in wanted.allSatisfy { labels[$0.key] == $0.value } }
      guard !isFound, let missing = first.first(where: { labels[$0.key] != $0.value }) else {
        return nil
      }
      let value = missing.value.scalarText ?? ""
      return Finding(
        .unselectedMonitor, "no Prometheus of cluster '\(view.name)' reads \(monitor.identity)",
        in: monitor,
        at: labels[missing.key] == nil
          ? ["metadata", "name"].pointer : ["metadata", "labels", missing.key].pointer,
        label: "lacks the label '\(missing.key): \(value)'",
        help: ["add the label that the selector asks for"], other: selectors[0].object,
        otherLabel: "asks for the label")
    }
  }

  private struct Selectors {
    let object: ClusterObject
    /// By field: the labels that a monitor must have; missing where it takes every one.
    var labels: [String: JSONObject] = [:]
  }

  /// nil where one of them is not known, or where somebody else may read monitors.
  private static func selectors(in view: ClusterView) -> [Selectors]? {
    var all: [Selectors] = []
    for prometheus in view.objects("monitoring.coreos.com", "Prometheus") {
      guard let found = read(prometheus) else { return nil }
      all.append(found)
    }
    for release in view.objects("helm.toolkit.fluxcd.io", "HelmRelease") {
      let chart = release.object.value[path: "spec", "chart", "spec", "chart"]?.string ?? ""
      switch chart {
      case "kube-prometheus-stack", "prometheus-operator":
        guard let found = read(stack: release) else { return nil }
        all.append(found)
      case _
      where ["alloy", "victoria", "agent", "opentelemetry", "k8s-monitoring", "prometheus"]
        .contains(where: chart.utf8.holds):
        return nil
      case "" where release.object.value[path: "spec", "chartRef"] != nil:
        return nil
      default: continue
      }
    }
    return all
  }

  private static func read(_ prometheus: ClusterObject) -> Selectors? {
    var selectors = Selectors(object: prometheus)
    for kind in kinds {
      let field = field(of: kind)
      guard let selector = prometheus.object.value[path: "spec", field] else { return nil }
      guard selector["matchExpressions"] == nil, !selector.isUndecided else { return nil }
      selectors.labels[field] = selector["matchLabels"]?.object ?? [:]
    }
    return selectors
  }

  private static func field(of kind: String) -> String {
    kind == "PodMonitor" ? "podMonitorSelector" : "serviceMonitorSelector"
  }

  /// templates/prometheus/prometheus.yaml of the chart.
  private static func read(stack release: ClusterObject) -> Selectors? {
    let spec = release.object.value["spec"]
    let sources = spec?["valuesFrom"]?.array ?? []
    guard sources.isEmpty, spec?["postRenderers"] == nil else { return nil }
    let prometheus = spec?["values"]?["prometheus"]?["prometheusSpec"]
    let name = spec?["releaseName"]?.string ?? release.identity.name
    guard !name.isUndecided else { return nil }
    var selectors = Selectors(object: release)
    for kind in kinds {
      let field = field(of: kind)
      if let own = prometheus?[field]?.object, !own.isEmpty {
        guard own["matchExpressions"] == nil else { return nil }
        selectors.labels[field] = own["matchLabels"]?.object ?? [:]
      } else {
        let usesRelease = prometheus?["\(field)NilUsesHelmValues"] != .bool(false)
        selectors.labels[field] = usesRelease ? ["release": .string(name)] : [:]
      }
    }
    return selectors
  }
}

extension Code {
  static let unselectedMonitor = Code(
    "unselected-monitor", .warning, "a monitor lacks the label that every Prometheus asks for")
}
