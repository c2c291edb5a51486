import Compiler
import Difference
import Manifests

extension ObjectDifference {
  /// What follows from the change, in words that stand behind the object's name.
  var consequences: [String] {
    (change == .orphaned ? ["it stays on the cluster as it is"] : []) + effects.map(\.words)
  }
}

extension ObjectDifference.Effect {
  var words: String {
    switch self {
    case .runs: "its Pods run"
    case .runsAgain: "runs again"
    case .restartsPods: "its Pods restart"
    case .deletesNamespace(let objects):
      "with everything in it\(Self.known(objects))"
    case .deletesDefinition(let objects):
      "with all objects of its kind\(Self.known(objects))"
    case .deletesData: "with what is stored on it"
    case .uninstalls: "Helm uninstalls what it installed"
    case .renamed(let name): "is named '\(name)' now"
    case .prunesOwned(count: 0): "what it owns is pruned"
    case .prunesOwned(let count):
      "what it owns is pruned: \(count) \(count == 1 ? "object" : "objects")"
    case .moves(let from, let to):
      "moves from Flux Kustomization '\(from.name)' to '\(to.name)'"
    case .notApplied: "Flux leaves it on the cluster as it is"
    }
  }

  /// The name that programs are given.
  var word: String {
    switch self {
    case .runs: "runs"
    case .runsAgain: "runsAgain"
    case .restartsPods: "restartsPods"
    case .deletesNamespace: "deletesNamespace"
    case .deletesDefinition: "deletesDefinition"
    case .deletesData: "deletesData"
    case .uninstalls: "uninstalls"
    case .renamed: "renamed"
    case .prunesOwned: "prunesOwned"
    case .moves: "moves"
    case .notApplied: "notApplied"
    }
  }

  private static func known(_ objects: Int) -> String {
    objects == 0 ? "" : ", \(objects) known \(objects == 1 ? "object" : "objects")"
  }
}

/// The clusters on which something happens, as people are told of them.
struct ClusterWords {
  private let clusters: [String]
  private let total: Int

  /// Names that are listed; of more the first stands for all.
  private static let mostNames = 3

  init(_ clusters: [String], of total: Int) {
    self.clusters = clusters
    self.total = total
  }

  /// `studio`, `pro and studio`, `97 clusters, like studio`.
  var text: String {
    guard let first = clusters.first else { return "" }
    if clusters.count == 1 { return first.isEmpty ? "objects" : first }
    if clusters.count <= Self.mostNames, clusters.count < total || total == 2 {
      return clusters.dropLast().joined(separator: ", ") + " and \(clusters.last ?? "")"
    }
    return "\(clusters.count == total ? "all " : "")\(clusters.count) clusters, like \(first)"
  }

  /// Whether some are not named in the text.
  var hasMore: Bool { text.contains(" clusters, like ") && clusters.count < total }
}

extension ClusterDifference.Presence {
  /// What stands behind the name of a cluster.
  var words: String {
    switch self {
    case .added: ", new"
    case .removed: ", no longer described"
    case .kept: ""
    }
  }
}
