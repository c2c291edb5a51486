import Diagnostics
import Manifests
import Values
import Versions

/// PodMonitors and ServiceMonitors that keep the ports of another version of Linkerd.
enum AdminPortRule: ClusterRule {
  static let codes: [Code] = [.outdatedPortName]

  static let explanation = """
    The ports of the control plane were all called 'admin-http' up to edge-25.6.2; since, each has a
    name of its own, such as 'ident-admin'. A 'keep' by the names of another version scrapes nothing.

    Example: 'action: keep' with 'regex: admin-http' beside Linkerd 2.19.

    Cure: the regular expression '.*-admin' of current versions.
    """

  private static let portLabel = "__meta_kubernetes_pod_container_port_name"
  private static let lists = ["relabelings", "metricRelabelings"]

  static func check(_ view: ClusterView) -> [Finding] {
    let monitors = view.objects.filter {
      $0.identity.group == "monitoring.coreos.com"
        && ["PodMonitor", "ServiceMonitor"].contains($0.identity.kind)
    }
    return monitors.flatMap { monitor -> [Finding] in
      relabellings(of: monitor).compactMap { outdated(monitor, $0, $1, view) }
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
  static let outdatedPortName = Code(
    "outdated-port-name", .error, "a monitor keeps ports that another version of Linkerd has")
}
