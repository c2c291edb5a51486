/// Which sources are the repository itself, and which are somebody else's.
struct SourceOwnership {
  private let own: Set<SourceReference>
  private let ownURLs: Set<String>
  private let defined: [SourceReference: String]

  /// What `flux bootstrap` names the source of the repository.
  private static let bootstrapName = "flux-system"

  init(_ index: RepositoryIndex) {
    defined = index.sources
    var own = Set(index.instances.map(\.source))
    var paths: [SourceReference: [String]] = [:]
    for kustomization in index.kustomizations {
      paths[kustomization.source, default: []].append(kustomization.path)
    }
    for (source, paths) in paths {
      // One that nothing here defines was made when Flux was set up, from this repository.
      let isNamedSo =
        source.name == Self.bootstrapName || index.sources[source] == nil
        || index.isMadeHere(source)
      // A few may have moved on without it.
      let here = paths.count { !$0.isEmpty && index.folders.contains($0) }
      if isNamedSo || here * 2 > paths.count { own.insert(source) }
    }
    self.own = own
    ownURLs = Set(own.compactMap { index.sources[$0] }.filter { !$0.isEmpty })
  }

  func isOwn(_ source: SourceReference) -> Bool {
    own.contains(source) || defined[source].map(ownURLs.contains) ?? false
  }
}
