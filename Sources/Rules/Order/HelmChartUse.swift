import Manifests
import Values
import Versions

/// What a HelmRelease says of its chart.
struct HelmChartUse {
  /// The name of the chart; empty where that is not known.
  let name: String
  let values: JSONObject

  /// nil for what is no HelmRelease.
  init?(_ release: ClusterObject, in view: ClusterView) {
    guard release.identity.isHelmRelease else { return nil }
    let spec = release.object.value["spec"]
    values = spec?["values"]?.object ?? [:]
    if let chart = spec?["chart"]?["spec"]?["chart"]?.string {
      // In a git repository it is a path.
      name = Self.lastPart(of: chart)
    } else if let reference = spec?["chartRef"] {
      name = Self.chart(of: reference, from: release, in: view)
    } else {
      name = ""
    }
  }

  /// The API groups that the chart defines.
  var groups: [String] {
    guard let chart = DefinitionInstaller.charts[name] else { return [] }
    guard !chart.switches.isEmpty else { return chart.groups }
    let isOn = chart.switches.contains { path in
      JSONValue.object(values)[JSONPointer(path.map { .key($0) })] == true
    }
    return isOn ? chart.groups : []
  }

  private static func chart(
    of reference: JSONValue, from release: ClusterObject, in view: ClusterView
  ) -> String {
    let identity = ObjectIdentity(
      group: "source.toolkit.fluxcd.io", kind: reference["kind"]?.string ?? "",
      namespace: reference["namespace"]?.string ?? release.identity.namespace,
      name: reference["name"]?.string ?? "")
    guard case .found(let source) = view.lookUp(identity) else { return "" }
    let spec = source.object.value["spec"]
    return lastPart(of: spec?["url"]?.string ?? spec?["chart"]?.string ?? "")
  }

  private static func lastPart(of path: String) -> String {
    var rest = path[...]
    while rest.hasSuffix("/") { rest.removeLast() }
    return rest.utf8.lastIndex(of: UInt8(ascii: "/")).map {
      String(rest[rest.utf8.index(after: $0)...])
    } ?? String(rest)
  }
}
