import Compiler
import Difference
import Schemas
import Values

/// Both sides, with the clusters that were asked for.
struct ComparedSides {
  let before: ComparedFleet
  let after: ComparedFleet
  /// How many clusters there are on either side.
  let count: Int

  /// - Parameter arguments: of `--cluster`; all clusters where none is named.
  init(
    before: ComparedFleet, after: ComparedFleet, _ arguments: ParsedArguments
  ) throws(CommandError) {
    let all = Set((before.clusters + after.clusters).map(\.name))
    let asked = Set(arguments.values(of: "cluster"))
    for name in asked.sorted() where !all.contains(name) {
      throw unknownCluster(name, among: all.sorted { $0.precedesInBytes($1) })
    }
    if asked.isEmpty {
      self.before = before
      self.after = after
      count = all.count
    } else {
      self.before = before.keeping(asked)
      self.after = after.keeping(asked)
      count = asked.count
    }
  }

  func difference(_ schemas: SchemaSet) -> FleetDifference {
    FleetComparison(schemas: schemas).difference(from: before.clusters, to: after.clusters)
  }
}
