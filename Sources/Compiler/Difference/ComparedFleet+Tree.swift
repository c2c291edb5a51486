import Difference
import FileTree
import FluxRepository
import Kustomize
import Manifests
import Sources
import Values

extension ComparedFleet {
  /// What the committed tree of a revision gives each cluster, as kustomize builds it.
  ///
  /// Only what Mooring wrote is read: the folder of Flux objects of each cluster that the lock names,
  /// and the folders of the tree that these reconcile.
  init(tree snapshot: any Snapshot, _ lock: Lock, at location: TreeLocation) {
    var kustomizer = Kustomizer(snapshot)
    let prefix = location.folder.isEmpty ? "" : location.folder + "/"
    let clusters = Self.clusters(of: lock, below: "\(prefix)clusters/").map { name in
      ClusterObjects(
        name: name,
        objects: Self.objects(of: "\(prefix)clusters/\(name)/mooring", in: prefix, &kustomizer))
    }
    var documents: [Document] = []
    for folder in ["\(prefix)bootstrap/", "\(prefix)components/"] {
      for file in lock.files where file.path.utf8.starts(with: folder.utf8) {
        guard let bytes = (try? snapshot.bytes(of: file.path)) ?? nil else { continue }
        let cluster = Self.cluster(of: file.path, below: folder)
        documents.append(Document(path: file.path, cluster: cluster, bytes: bytes))
      }
    }
    self.init(
      clusters: clusters, documents: documents, writing: .manifests(kustomizer, snapshot))
  }

  private static func cluster(of path: String, below folder: String) -> String {
    String(path.utf8.dropFirst(folder.utf8.count).prefix { $0 != UInt8(ascii: "/") }) ?? ""
  }

  /// The clusters that the lock has Flux objects of, each once.
  private static func clusters(of lock: Lock, below prefix: String) -> [String] {
    var names: [String] = []
    for file in lock.files where file.path.utf8.starts(with: prefix.utf8) {
      let name = cluster(of: file.path, below: prefix)
      if names.last != name { names.append(name) }
    }
    return names
  }

  private static func objects(
    of folder: String, in tree: String, _ kustomizer: inout Kustomizer
  ) -> [ClusterObject] {
    guard let flux = kustomizer.folder(folder) else { return [] }
    let components = flux.objects.filter { $0.kind == "Kustomization" }.compactMap { object in
      component(object.name).map { (name: $0, path: object.value["spec"]?["path"]?.string ?? "") }
    }
    var objects = flux.objects.compactMap { object -> ClusterObject? in
      let stem = object.kind == "Kustomization" ? component(object.name) ?? "" : object.name
      let owner = components.filter { stem.hasPrefix($0.name) }
        .max { $0.name.utf8.count < $1.name.utf8.count }
      return ClusterObject(
        object, appliedBy: owner.map { .component($0.name) } ?? .outsideFlux)
    }
    for component in components {
      let path =
        component.path.hasPrefix("./") ? String(component.path.dropFirst(2)) : component.path
      // Any other path is one of a source that is not this repository.
      guard path.hasPrefix("\(tree)overlays/"), let overlay = kustomizer.folder(path) else {
        continue
      }
      objects += overlay.objects.compactMap {
        ClusterObject($0, appliedBy: .component(component.name))
      }
    }
    return objects
  }

  /// The component that a Flux Kustomization is of, by its name.
  private static func component(_ name: String) -> String? {
    let prefix = "mooring-"
    return name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : nil
  }
}
