import Compiler
import Values

/// The clusters that a change reaches, written for those who make jobs of them.
struct ClusterMatrix {
  private let affected: AffectedClusters
  private let base: BaseRevision
  private let most: Int?

  /// - Parameter most: how many jobs there may be; nil for one for each cluster.
  init(_ affected: AffectedClusters, base: BaseRevision, most: Int?) {
    self.affected = affected
    self.base = base
    self.most = most
  }

  func text(_ format: MatrixFormat) throws(CommandError) -> String {
    switch format {
    case .text: list + summary
    case .json: JSONDocument.text(json)
    case .github: JSONDocument.text(["include": .array(try entries(format))])
    case .gitlab: try pipeline()
    }
  }

  /// How many there are, of how many, since when.
  var summary: String {
    let count = affected.clusters.count
    let removed =
      affected.removed.isEmpty ? "" : "; removed: \(affected.removed.joined(separator: ", "))"
    let clusters = affected.total == 1 ? "cluster" : "clusters"
    return "\(count) of \(affected.total) \(clusters) reached since \(base.phrase)\(removed)\n"
  }

  private var list: String {
    let width = affected.clusters.map(\.name.utf8.count).max() ?? 0
    return affected.clusters.map { cluster in
      let padding = String(repeating: " ", count: width - cluster.name.utf8.count)
      let files = "\(cluster.files) \(cluster.files == 1 ? "file" : "files")"
      let reason =
        switch cluster.reason {
        case .created: "created"
        case .changed: "\(files) changed"
        case .drifted: "\(files) not as the description gives"
        case .unknown: "not known"
        }
      return "\(cluster.name)\(padding)  \(reason)\n"
    }.joined()
  }

  private var json: JSONValue {
    let clusters = affected.clusters.map { cluster -> JSONValue in
      [
        "name": .string(cluster.name), "reason": .string(cluster.reason.rawValue),
        "files": .integer(Int64(cluster.files)),
      ]
    }
    return [
      "base": .string(base.commit), "total": .integer(Int64(affected.total)),
      "clusters": .array(clusters), "removed": .array(affected.removed.map { .string($0) }),
    ]
  }

  /// One for each job.
  private func entries(_ format: MatrixFormat) throws(CommandError) -> [JSONValue] {
    guard most != nil else {
      return try groups(format).map { ["cluster": .string($0)] }
    }
    return try groups(format).map { ["clusters": .string($0)] }
  }

  /// The clusters of each job, parted by commas, as `check --cluster` takes them.
  private func groups(_ format: MatrixFormat) throws(CommandError) -> [String] {
    let names = affected.clusters.map(\.name)
    guard let most else {
      if names.count > format.mostJobs {
        throw CommandError(
          "\(names.count) clusters are reached, and a matrix has \(format.mostJobs) jobs at most",
          help: "give jobs several clusters each: '--max 16'")
      }
      return names
    }
    return (0..<min(most, names.count)).map { job in
      stride(from: job, to: names.count, by: most).map { names[$0] }.joined(separator: ",")
    }
  }

  /// A child pipeline: a matrix is no input of a job in GitLab, and a pipeline without jobs fails.
  private func pipeline() throws(CommandError) -> String {
    let groups = try groups(.gitlab)
    if groups.isEmpty {
      return """
        mooring:
          script: ["echo 'no cluster is reached'"]

        """
    }
    let entries = groups.map { "\"\($0)\"" }.joined(separator: ", ")
    return """
      mooring:
        extends: .mooring
        parallel:
          matrix:
            - CLUSTERS: [\(entries)]

      """
  }
}
