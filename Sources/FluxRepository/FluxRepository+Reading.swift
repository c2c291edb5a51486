import Diagnostics
import Kustomize
import Manifests
import Sources
import Topology
import Values
import YAML

extension FluxRepository {
  /// Reads the clusters of a repository, whoever laid it out.
  package init(
    reading snapshot: any Snapshot, _ kustomizer: inout Kustomizer
  ) throws(SourceError) {
    let index = try RepositoryIndex(snapshot, &kustomizer)
    let sources = SourceOwnership(index)
    files = index.files
    var reached: Set<String> = []
    var origins: Set<ManifestReference> = []
    for root in ClusterRoot.find(in: index, sources) {
      var walk = ClusterWalk(of: root, index, sources)
      walk.run(&kustomizer)
      diagnostics.add(walk.diagnostics)
      clusters.append(walk.cluster)
      reached.formUnion(walk.cluster.files)
      origins.formUnion(walk.cluster.objects.compactMap(\.manifest))
    }
    clusters.sort { $0.name.precedesInBytes($1.name) }
    diagnostics.add(index.created.diagnostics)
    topology = Topology(
      clusters: index.created.members.sorted { $0.name.precedesInBytes($1.name) },
      links: clusters.flatMap { Self.links(of: $0, &kustomizer) }, flux: nil, isComplete: false)
    unapplied = Self.objects(of: index, besides: reached, origins, &kustomizer)
  }

  /// The Links of a cluster, each to the cluster that it names. A cluster is known by the folder that
  /// Flux reads for it.
  private static func links(
    of cluster: RepositoryCluster, _ kustomizer: inout Kustomizer
  ) -> [Topology.Link] {
    cluster.objects.compactMap { object in
      guard object.identity.kind == "Link", object.identity.group == "multicluster.linkerd.io",
        let target = object.object.value["spec"]?["targetClusterName"]?.string,
        let manifest = object.manifest,
        let node = kustomizer.file(manifest.path)?.documents.dropFirst(manifest.document).first
      else { return nil }
      let gateway = object.object.value["spec"]?["gatewayAddress"]?.string ?? ""
      let source = cluster.name.utf8.split(separator: UInt8(ascii: "/")).last.flatMap { String($0) }
      return Topology.Link(
        from: source ?? cluster.name, to: target, mode: gateway.isEmpty ? .flat : .gateway,
        at: node["metadata"]?["name"]?.place ?? node.place)
    }
  }

  /// Objects that no cluster gets: those of folders with a kustomization file as it builds them, all
  /// others as they are written.
  private static func objects(
    of index: RepositoryIndex, besides reached: Set<String>, _ origins: Set<ManifestReference>,
    _ kustomizer: inout Kustomizer
  ) -> [ClusterObject] {
    var reached = reached
    var known = origins
    var objects: [ClusterObject] = []
    let charts = index.files.filter { $0.hasSuffix("Chart.yaml") }.map(\.folder)
    let rest = index.files.filter { path in
      !reached.contains(path) && !charts.contains { path.isWithin($0) }
    }
    for path in rest where path.hasSuffix("/kustomization.yaml") || path == "kustomization.yaml" {
      guard let folder = kustomizer.folder(path.folder) else { continue }
      reached.formUnion(folder.files)
      for object in folder.objects where known.insert(object.origin).inserted {
        if let object = ClusterObject(object, appliedBy: .outsideFlux) { objects.append(object) }
      }
    }
    for path in rest where !reached.contains(path) {
      guard let file = kustomizer.file(path), !Diagnostics(file.diagnostics).hasErrors else {
        continue
      }
      for (number, document) in file.documents.enumerated() {
        guard let value = document.value.object, let object = KubernetesObject(value),
          object.identity.group != "kustomize.config.k8s.io"
        else { continue }
        objects.append(
          ClusterObject(
            object, from: .manifest(ManifestReference(path: path, document: number)),
            appliedBy: .outsideFlux))
      }
    }
    return objects
  }
}

extension ClusterObject {
  /// nil for what lacks a kind or a name.
  package convenience init?(_ object: KustomizedObject, appliedBy applier: Applier) {
    guard let own = KubernetesObject(object.value) else { return nil }
    self.init(
      own, from: .manifest(object.origin), appliedBy: applier, patched: object.patched)
  }

  var manifest: ManifestReference? {
    if case .manifest(let reference) = origin { reference } else { nil }
  }
}
