import Diagnostics
import Kustomize
import Topology

/// Folders of apps that are not there, and kustomize Components that nobody applies, or the wrong
/// cluster does.
enum AppFolderRule: TopologyRule {
  static let codes: [Code] = [
    .missingAppFolder, .unlistedComponent, .foreignComponent, .unknownAppComponent,
    .sharedAppFolder,
  ]

  static let explanation = """
    What the mesh asks of an app whose owner is the user is a kustomize Component of the tree. It
    changes nothing until the user lists it: under 'components' of the kustomization.yaml in the app's
    folder, or of the Flux Kustomization that reads the folder. A folder that several clusters read
    must list none: each cluster's Flux Kustomization lists its own. A Component that is listed and not
    there stops the whole folder.

    A folder that two Flux Kustomizations apply has two owners, each of which deletes what the other
    keeps.

    Example: 'path: apps/workloads' on cluster 'studio', whose kustomization.yaml has no 'components'.

    Cure: 'components: [../../flux/components/studio/workloads]' in that file.
    """

  static func check(_ topology: Topology) -> [Diagnostic] {
    let components = Set(topology.clusters.flatMap(components))
    var readers: [String: Set<String>] = [:]
    for cluster in topology.clusters {
      for app in cluster.apps {
        if let path = app.path { readers[path.value, default: []].insert(cluster.name) }
      }
    }
    return topology.clusters.flatMap { cluster in
      cluster.apps.flatMap { app -> [Diagnostic] in
        guard let path = app.path, let place = path.place else { return [] }
        guard let folder = app.folder else { return [missing(path.value, at: place)] }
        let isShared = readers[path.value, default: []].count > 1
        let wrong = folder.components.compactMap {
          judge($0, of: app, in: folder, on: cluster, existing: components)
        }
        // One that is not there may be the app's own, misspelt.
        if wrong.contains(where: { $0.code == .unknownAppComponent }) { return wrong }
        return wrong
          + [unlisted(app, in: folder, of: cluster, isShared: isShared)].compactMap(\.self)
      } + shared(cluster)
    }
  }

  /// Those of a cluster's apps, and that of Traefik, which an app may bring.
  private static func components(of cluster: Topology.Member) -> [String] {
    let traefik =
      cluster.traefik?.workload == nil
      ? nil : cluster.apps.first.map { "\($0.components)/\(cluster.name)/traefik" }
    return cluster.apps.compactMap(\.component) + [traefik].compactMap(\.self)
  }

  private static func missing(_ path: String, at place: Place) -> Diagnostic {
    Diagnostic(
      .missingAppFolder, "there is no folder '\(path)' in the repository", at: place,
      help: [
        "paths are relative to the repository's root; leave 'path' out where the app is the user's and lies in another one"
      ])
  }

  private static func unlisted(
    _ app: Topology.App, in folder: UserFolder, of cluster: Topology.Member, isShared: Bool
  ) -> Diagnostic? {
    guard let component = app.component, folder.isReadable, !app.isListedByFlux,
      !folder.components.contains(where: { $0.value == component })
    else { return nil }
    let way = relative(component, from: folder.path)
    let ofFlux = "of the Flux Kustomization of '\(cluster.name)' that reads '\(folder.path)'"
    let isListable = folder.kustomization != nil && !isShared
    return Diagnostic(
      .unlistedComponent,
      "nothing of app '\(app.name)' is changed on cluster '\(cluster.name)'",
      at: isShared ? app.place : folder.kustomization ?? app.place,
      label: "nobody lists the kustomize Component '\(component)'",
      secondary: isListable ? [Label(app.place, "the changes are asked for here")] : [],
      help: [
        isListable
          ? "add '\(way)' to 'components'" : "add '\(way)' to 'spec.components' \(ofFlux)"
      ])
  }

  /// What the folder lists of the tree's Components.
  private static func judge(
    _ listed: Located<String>, of app: Topology.App, in folder: UserFolder,
    on cluster: Topology.Member, existing: Set<String>
  ) -> Diagnostic? {
    guard let place = listed.place, listed.value.hasPrefix(app.components + "/") else { return nil }
    let own = "\(app.components)/\(cluster.name)/"
    if !existing.contains(listed.value) {
      return Diagnostic(
        .unknownAppComponent, "no app gives the kustomize Component '\(listed.value)'", at: place,
        label: "the folder does not build with it",
        help: [
          app.component.map { "that of app '\(app.name)' is '\(relative($0, from: folder.path))'" }
            ?? "remove it: nothing of app '\(app.name)' is changed by a Component"
        ])
    }
    if listed.value.hasPrefix(own) { return nil }
    return Diagnostic(
      .foreignComponent, "cluster '\(cluster.name)' reads this folder, too", at: place,
      label: "it is made for another cluster",
      secondary: [Label(app.place, "read here")],
      help: ["list it in 'spec.components' of that cluster's Flux Kustomization instead"])
  }

  /// Two apps of a cluster in one folder, or one within the other, of which one is Mooring's.
  private static func shared(_ cluster: Topology.Member) -> [Diagnostic] {
    var found: [Diagnostic] = []
    for (index, app) in cluster.apps.enumerated() {
      for other in cluster.apps[..<index] {
        guard let path = app.path, let place = path.place, let otherPath = other.path,
          let otherPlace = otherPath.place, app.isMoorings == true || other.isMoorings == true,
          contains(path.value, otherPath.value) || contains(otherPath.value, path.value)
        else { continue }
        found.append(
          Diagnostic(
            .sharedAppFolder,
            "apps '\(other.name)' and '\(app.name)' of cluster '\(cluster.name)' apply the same folder",
            at: place, secondary: [Label(otherPlace, "the other one's folder")],
            notes: ["each deletes what the other one keeps"],
            help: ["give each a folder of its own"]))
      }
    }
    return found
  }

  private static func contains(_ outer: String, _ inner: String) -> Bool {
    inner == outer || inner.hasPrefix(outer + "/")
  }

  /// The way from one folder to another, as kustomize takes it.
  private static func relative(_ target: String, from folder: String) -> String {
    let from = folder.split(separator: "/")
    let to = target.split(separator: "/")
    var common = 0
    while common < min(from.count, to.count), from[common] == to[common] { common += 1 }
    let up = Array(repeating: "..", count: from.count - common)
    return (up + to[common...].map(String.init)).joined(separator: "/")
  }
}

extension Code {
  static let missingAppFolder = Code(
    "missing-app-folder", .error, "the folder of an app is not in the repository")
  static let unlistedComponent = Code(
    "unlisted-component", .error, "an app's kustomize Component is listed nowhere, and does nothing"
  )
  static let foreignComponent = Code(
    "foreign-component", .error, "a folder lists a kustomize Component that is another cluster's")
  static let unknownAppComponent = Code(
    "unknown-app-component", .error, "a folder lists a kustomize Component that the tree has not")
  static let sharedAppFolder = Code(
    "shared-app-folder", .error, "two apps of a cluster apply the same folder")
}
