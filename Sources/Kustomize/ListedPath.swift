import Sources

/// Where an entry of a kustomization leads.
enum ListedPath: Equatable {
  /// To another repository or a file of the web.
  case remote
  /// Out of this repository.
  case outside
  /// To a place of this repository, from its root.
  case local(String)

  /// - Parameter folder: the folder of the kustomization.
  init(_ text: String, from folder: String) {
    if Self.isRemote(text) {
      self = .remote
      return
    }
    guard text.utf8.first != UInt8(ascii: "/") else {
      self = .outside
      return
    }
    var parts = SnapshotPath.parts(of: folder)
    for part in SnapshotPath.parts(of: text) where part != "." {
      if part != ".." {
        parts.append(part)
      } else if parts.popLast() == nil {
        self = .outside
        return
      }
    }
    self = .local(parts.joined(separator: "/"))
  }

  /// As kustomize tells repositories from paths (api/internal/git/repospec.go).
  private static func isRemote(_ text: String) -> Bool {
    let text = text.lowercased()
    let hosts = ["git::", "gh:", "git@", "github.com:", "github.com/"]
    return hosts.contains { text.hasPrefix($0) } || text.contains("://") || text.contains("?ref=")
  }
}
