/// Whose a file of the tree is, as its path says.
package enum TreeOwner: Hashable, Sendable {
  case cluster(String)
  /// Of the objects of a component that clusters share.
  case base(String)
  case fleet

  private static let foldersOfClusters: Set = ["bootstrap", "clusters", "components", "overlays"]

  /// - Parameter tree: the folder of the tree.
  package init(of path: String, in tree: String) {
    self = .fleet
    let prefix = tree.isEmpty || tree == "." ? 0 : tree.utf8.count + 1
    let parts = path.utf8.dropFirst(prefix).split(separator: UInt8(ascii: "/"), maxSplits: 2)
    guard parts.count == 3 else { return }
    let name = String(Substring(parts[1]))
    switch String(Substring(parts[0])) {
    case "base": self = .base(name)
    case let folder where Self.foldersOfClusters.contains(folder): self = .cluster(name)
    default: break
    }
  }
}
