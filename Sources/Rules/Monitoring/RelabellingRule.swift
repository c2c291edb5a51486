import Diagnostics
import Manifests
import Values
import Versions

/// PodMonitors and ServiceMonitors whose rules for labels do nothing, or that scrape nothing of Linkerd.
enum RelabellingRule: ClusterRule {
  static let codes: [Code] = [.misspeltRelabelling, .outdatedPortName]

  static let explanation = """
    The operator's objects spell the fields of a relabelling 'sourceLabels' and 'targetLabel'.
    Prometheus' own configuration has 'source_labels', and so has every example of Linkerd's
    documentation that is not written for the operator. The API server drops such a field or refuses
    the object; a 'keep' without its source labels then drops every target.

    The ports of the control plane were all called 'admin-http' up to edge-25.6.2; since, each has a
    name of its own, such as 'ident-admin'. A 'keep' by the names of another version scrapes nothing.

    Example: 'relabelings: [{source_labels: [__meta_kubernetes_pod_container_port_name], …}]'.

    Cure: 'sourceLabels'; for the ports, the regular expression '.*-admin' of current versions.
    """

  private static let fields = [
    "source_labels": "sourceLabels", "target_label": "targetLabel",
  ]
  private static let portLabel = "__meta_kubernetes_pod_container_port_name"
  private static let lists = ["relabelings", "metricRelabelings"]

  static func check(_ view: ClusterView) -> [Finding] {
    let monitors = view.objects.filter {
      $0.identity.group == "monitoring.coreos.com"
        && ["PodMonitor", "ServiceMonitor"].contains($0.identity.kind)
    }
    return monitors.flatMap { monitor -> [Finding] in
      relabellings(of: monitor).flatMap { pointer, value in
        misspelt(monitor, pointer, value)
          + [outdated(monitor, pointer, value, view)].compactMap { $0 }
      }
    }
  }

  private static func relabellings(of monitor: ClusterObject) -> [(JSONPointer, JSONObject)] {
    let endpoints = monitor.identity.kind == "PodMonitor" ? "podMetricsEndpoints" : "endpoints"
    let root = ["spec", endpoints].pointer
    return (monitor.object.value[path: "spec", endpoints]?.array ?? []).enumerated().flatMap {
      index, endpoint in
      lists.flatMap { list in
        (endpoint[list]?.array ?? []).enumerated().compactMap { place, value in
          value.object.map {
            (root.appending(index).appending(list).appending(place), $0)
          }
        }
      }
    }
  }

  private static func misspelt(
    _ monitor: ClusterObject, _ pointer: JSONPointer, _ value: JSONObject
  ) -> [Finding] {
    value.compactMap { member in
      guard let name = fields[member.key] else { return nil }
      return Finding(
        .misspeltRelabelling, "a relabelling of \(monitor.identity) has no field '\(member.key)'",
        in: monitor, at: pointer.appending(member.key),
        label: "this is how Prometheus' own configuration spells it", help: ["write '\(name)'"])
    }
  }

  private static func outdated(
    _ monitor: ClusterObject, _ pointer: JSONPointer, _ value: JSONObject, _ view: ClusterView
  ) -> Finding? {
    guard (value["action"]?.string ?? "replace").lowercased() == "keep",
      let sources = value["sourceLabels"]?.array, sources.contains(.string(portLabel)),
      let expression = value["regex"]?.string, let linkerd = view.linkerd,
      let tag = Self.tag(of: linkerd)
    else { return nil }
    let expected = tag.adminPorts
    let isOld = expression == "admin-http"
    let isNew = [".*-admin", ".*-admin$", ".*admin", "(.*)-admin"].contains(expression)
    guard expected == "admin-http" ? isNew : isOld else { return nil }
    return Finding(
      .outdatedPortName, "\(monitor.identity) scrapes nothing of Linkerd \(linkerd)", in: monitor,
      at: pointer.appending("regex"), label: "names no port of that version",
      help: ["write '\(expected == "admin-http" ? expected : ".*-admin")'"])
  }

  private static func tag(of linkerd: LinkerdVersion) -> EdgeTag? {
    if case .tag(let tag) = linkerd { tag } else { linkerd.release?.tag }
  }
}

extension Code {
  static let misspeltRelabelling = Code(
    "misspelt-relabelling", .error, "a relabelling has a field that the operator does not know")
  static let outdatedPortName = Code(
    "outdated-port-name", .error, "a monitor keeps ports that another version of Linkerd has")
}
