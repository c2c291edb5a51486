import Manifests

/// Where Flux begins to reconcile a cluster.
struct ClusterRoot {
  /// The folder that it reads first, by which the cluster is known.
  let path: String
  /// The Flux Kustomization that reads it; nil where somebody applies the folder by hand.
  let kustomization: FluxKustomization?
  /// Made by the Flux operator, so that no manifest has it.
  let instance: FluxInstance?

  /// The roots that the Flux objects of a repository speak of: what `flux bootstrap` or the
  /// operator made, and the folders of Flux Kustomizations that no other one reaches.
  static func find(in index: RepositoryIndex, _ sources: SourceOwnership) -> [ClusterRoot] {
    var roots: [ClusterRoot] = []
    var paths: Set<String> = []
    for instance in index.instances where index.folders.contains(instance.path) {
      guard paths.insert(instance.path).inserted else { continue }
      roots.append(ClusterRoot(path: instance.path, kustomization: nil, instance: instance))
    }
    let own = index.kustomizations.filter { sources.isOwn($0.source) }
    for kustomization in own where appliesItself(kustomization, among: own) {
      guard paths.insert(kustomization.path).inserted else { continue }
      roots.append(
        ClusterRoot(path: kustomization.path, kustomization: kustomization, instance: nil))
    }
    // Where it is known how Flux begins, what it does not reach is put away.
    if !roots.isEmpty { return roots }
    return unreached(own, besides: paths, index).map {
      ClusterRoot(path: $0, kustomization: nil, instance: nil)
    }
  }

  /// Such a one is where it all begins, unless it is reached from further out.
  private static func appliesItself(
    _ kustomization: FluxKustomization, among own: [FluxKustomization]
  ) -> Bool {
    let path = kustomization.path
    guard kustomization.origin.path.folder.isWithin(path),
      !path.isEmpty || kustomization.reference.name == "flux-system"
    else { return false }
    return !own.contains { other in
      other.path != path && path.isWithin(other.path) && !other.origin.path.isWithin(path)
    }
  }

  /// The outermost folders that hold Flux Kustomizations and that none of them reads.
  private static func unreached(
    _ own: [FluxKustomization], besides roots: Set<String>, _ index: RepositoryIndex
  ) -> [String] {
    // The whole repository is read by one that applies itself, or by an example.
    let read = Set(own.map(\.path)).subtracting([""]).union(roots)
    var found: [String] = []
    // A part of one is completed by whoever lists it.
    let folders = Set(index.kustomizations.filter(\.isWhole).map(\.origin.path.folder))
    for folder in folders.sorted(by: { $0.utf8.count < $1.utf8.count })
    where !isReached(folder, by: read)
      && !found.contains(where: { !$0.isEmpty && folder.isWithin($0) })
    {
      found.append(folder)
    }
    return found.sorted()
  }

  private static func isReached(_ folder: String, by read: Set<String>) -> Bool {
    var folder = folder
    while true {
      if read.contains(folder) { return true }
      if folder.isEmpty { return false }
      folder = folder.folder
    }
  }
}
