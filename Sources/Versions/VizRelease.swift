/// What Mooring knows of Linkerd's viz extension.
///
/// From viz/charts/linkerd-viz of linkerd2, 2.16 to 2.20.
package enum VizRelease {
  /// The CLI's default, which every example of the project has.
  package static let namespace = "linkerd-viz"
  /// The Service of the dashboard.
  package static let dashboard = (name: "web", port: 8084)
  /// The ServiceAccount of the Prometheus that it brings.
  package static let prometheus = "prometheus"

  /// The hosts that the dashboard answers where nobody says others: those of 'linkerd viz dashboard'
  /// and of its Service, as expressions (templates/web.yaml).
  package static let dashboardHosts: [String] = {
    let service = "\(dashboard.name).\(namespace).svc"
    return ["localhost", "127.0.0.1", "\(service).\(LinkerdRelease.clusterDomain)", service]
      .map { $0.escapingDots } + [#"\[::1\]"#]
  }()
}

extension EdgeTag {
  /// The release that gave the admin port of each container a name of its own, `ident-admin` and so
  /// on: before, all were `admin-http`. From its charts and those of edge-25.6.2.
  private static let ownAdminPorts = EdgeTag(25, 6, 3)

  /// What the names of admin ports match, but for `linkerd-admin`, which is the proxy's.
  package var adminPorts: String { self < Self.ownAdminPorts ? "admin-http" : ".*admin" }
}

extension String {
  /// For a regular expression.
  package var escapingDots: String {
    var text = ""
    for character in unicodeScalars {
      if character == "." { text.unicodeScalars.append("\\") }
      text.unicodeScalars.append(character)
    }
    return text
  }
}
