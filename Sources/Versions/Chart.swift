/// A Helm chart of Linkerd, whose values a description may add to.
package enum Chart: String, Sendable, CaseIterable {
  case controlPlane = "linkerd-control-plane"
  case crds = "linkerd-crds"
  case multicluster = "linkerd-multicluster"
  case viz = "linkerd-viz"

  /// Every value of every version, sorted by path.
  package var values: [ChartValue] {
    switch self {
    case .controlPlane: Self.controlPlaneValues
    case .crds: Self.crdValues
    case .multicluster: Self.multiclusterValues
    case .viz: Self.vizValues
    }
  }

  // Read when the first description asks: most never do.
  private static let controlPlaneValues = ChartValue.all(in: Chart.controlPlane.table)
  private static let crdValues = ChartValue.all(in: Chart.crds.table)
  private static let multiclusterValues = ChartValue.all(in: Chart.multicluster.table)
  private static let vizValues = ChartValue.all(in: Chart.viz.table)

  /// What a value of older versions is called now.
  ///
  /// From the commits that changed charts/*/values.yaml between the tags version-2.16 and version-2.20
  /// of linkerd/linkerd2, and from names in guides that no version has had.
  package func successor(of path: String) -> String? {
    switch (self, path) {
    case (.controlPlane, "controlPlaneTracing"): "controller.tracing.enabled"
    case (.controlPlane, "networkValidator.enableSecurityContext"):
      "networkValidator.securityContext"
    case (.controlPlane, "policyController.image.name"): "controllerImage"
    case (.controlPlane, "policyController.image.version"): "controllerImageVersion"
    case (.viz, "grafanaUrl"): "grafana.url"
    case (.viz, "dahsboard"): "dashboard"
    default: nil
    }
  }
}

/// A value that some version of a chart takes.
package struct ChartValue: Sendable, Hashable {
  /// What the default of a value shows of it.
  package enum Kind: Character, Sendable {
    /// Nothing, or there is none: whatever is given is handed to the templates.
    case anything = "a"
    case boolean = "b"
    case list = "l"
    /// A mapping whose keys are the user's, or those of a Kubernetes type.
    case mapping = "m"
    case number = "n"
    case text = "s"
  }

  /// With dots between its names: `proxy.image.version`.
  package let path: String
  package let kind: Kind
  /// The first minor version that has it; nil where the oldest known one does.
  package let since: Version?
  /// The last one; nil where the newest known one does.
  package let until: Version?

  package func isPresent(in minor: Version) -> Bool {
    (since.map { $0 <= minor } ?? true) && (until.map { minor <= $0 } ?? true)
  }

  /// The rows of a table: `proxy.cores n -2.17`.
  static func all(in table: StaticString) -> [ChartValue] {
    table.withUTF8Buffer { bytes in
      bytes.split(separator: UInt8(ascii: "\n")).map { row in
        let columns = row.split(separator: UInt8(ascii: " "))
          .map { String(decoding: $0, as: UTF8.self) }
        guard columns.count >= 2, let kind = columns[1].first.flatMap(Kind.init) else {
          preconditionFailure("a row of the table of chart values has a path and a kind")
        }
        let span = columns.count > 2 ? Array(columns[2].utf8) : []
        return ChartValue(
          path: columns[0], kind: kind,
          since: version(span.prefix { $0 != UInt8(ascii: "-") }),
          until: version(span.drop { $0 != UInt8(ascii: "-") }.dropFirst()))
      }
    }
  }

  private static func version(_ text: some Collection<UInt8>) -> Version? {
    Version(String(decoding: text, as: UTF8.self))
  }
}
