import Manifests
import Topology
import Values
import Versions

/// A HelmRelease of one of Linkerd's charts.
struct ChartRelease {
  let object: ClusterObject
  /// `linkerd-control-plane`.
  let name: String
  /// As it is written; nil where it is not.
  let versionText: String?
  let versionPointer: JSONPointer
  let values: JSONObject
  /// Whether more values come from elsewhere: what is not found here may be there.
  let isOpen: Bool
  /// Single values that come from elsewhere.
  private let openPaths: Set<String>

  static let valuesPointer = JSONPointer([.key("spec"), .key("values")])
  static let cniChart = "linkerd2-cni"
  private static let names = Set(Chart.allCases.map(\.rawValue) + [cniChart])
  private static let vendors = ["buoyant", "enterprise"]

  /// nil for what is no release of Linkerd's own charts.
  init?(_ object: ClusterObject, in view: ClusterView) {
    guard object.identity.kind == "HelmRelease",
      object.identity.group == "helm.toolkit.fluxcd.io",
      let spec = object.object.value["spec"]?.object
    else { return nil }
    let pointer = JSONPointer([.key("spec")])
    let namespace = object.identity.namespace
    if let chart = spec[path: "chart", "spec"]?.object {
      let source = chart["sourceRef"]
      let repository = view.object(
        "source.toolkit.fluxcd.io", source?["kind"]?.string ?? "",
        source?["namespace"]?.string ?? namespace, source?["name"]?.string ?? "")
      let path = chart["chart"]?.string ?? ""
      guard source?["kind"]?.string == "HelmRepository", !Self.isVendors(repository) else {
        return nil
      }
      name = path
      versionText = chart["version"]?.scalarText
      versionPointer = ["chart", "spec", "version"].reduce(pointer) { $0.appending($1) }
    } else if let reference = spec["chartRef"]?.object,
      reference["kind"]?.string == "OCIRepository",
      let repository = view.object(
        "source.toolkit.fluxcd.io", "OCIRepository", reference["namespace"]?.string ?? namespace,
        reference["name"]?.string ?? ""), !Self.isVendors(repository)
    {
      let url = repository.object.value[path: "spec", "url"]?.string ?? ""
      name = url.parts(between: UInt8(ascii: "/")).last ?? ""
      versionText = repository.object.value[path: "spec", "ref", "tag"]?.scalarText
      versionPointer = pointer.appending("chartRef")
    } else {
      return nil
    }
    guard Self.names.contains(name) else { return nil }
    self.object = object
    values = spec["values"]?.object ?? [:]
    let sources = spec["valuesFrom"]?.array ?? []
    let paths = sources.compactMap { $0["targetPath"]?.string }
    openPaths = Set(paths)
    isOpen =
      paths.count < sources.count || spec[path: "chart", "spec", "valuesFiles"] != nil
      || spec["values"]?.string != nil
  }

  /// Charts of a vendor have values and versions of their own.
  private static func isVendors(_ repository: ClusterObject?) -> Bool {
    let url = repository?.object.value[path: "spec", "url"]?.string ?? ""
    return vendors.contains(where: url.utf8.holds)
  }

  var chart: Chart? { Chart(rawValue: name) }

  var version: ChartVersion {
    versionText.map { ChartVersion($0, of: name) } ?? .open
  }

  /// Where Helm installs it.
  var namespace: String {
    object.object.value[path: "spec", "targetNamespace"]?.string ?? object.identity.namespace
  }

  func value(_ path: String...) -> JSONValue? {
    path.dropFirst().reduce(path.first.flatMap { values[$0] }) { $0?[$1] }
  }

  /// Whether a value may come from elsewhere, or holds what is known only later.
  func isOpen(_ path: String) -> Bool {
    isOpen
      || openPaths.contains { $0 == path || $0.hasPrefix("\(path).") || path.hasPrefix("\($0).") }
  }

  func pointer(_ path: String...) -> JSONPointer {
    path.reduce(Self.valuesPointer) { $0.appending($1) }
  }

  /// Where values are, or the release where it has none.
  var place: JSONPointer {
    object.object.value[path: "spec", "values"] == nil
      ? JSONPointer([.key("spec")]) : Self.valuesPointer
  }
}

extension ClusterView {
  /// The releases of Linkerd's charts.
  var chartReleases: [ChartRelease] {
    objects("helm.toolkit.fluxcd.io", "HelmRelease").compactMap { ChartRelease($0, in: self) }
  }

  func chartRelease(_ chart: Chart) -> ChartRelease? { chartReleases.first { $0.chart == chart } }

  /// The version of Linkerd, as the description or its release says.
  var linkerd: LinkerdVersion? {
    versions.linkerd ?? chartRelease(.controlPlane)?.version.linkerd
  }
}
