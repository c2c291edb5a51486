import Diagnostics
import Difference
import Manifests
import Values

/// What of a change somebody has to know before it is merged, at the lines that make it.
package enum DifferenceFindings {
  /// What only a comparison finds.
  package static let codes: [Code] = [
    .deletedData, .deletedDefinition, .deletedNamespace, .refusedChange,
    .renamedFluxKustomization,
  ]

  /// What is found on several clusters alike.
  private struct Shared {
    let finding: DifferenceFinding
    var clusters: [String]
  }

  private struct Signature: Hashable {
    let code: Code
    let identity: ObjectIdentity?
    let pointer: JSONPointer
    let label: String
  }

  /// The clusters that are named; of the others there is a number.
  private static let mostNames = 5

  /// - Parameters:
  ///   - prefix: what stands before a path of the side before: `1a2b3c4:`.
  ///   - ownPrefix: what stands before one of the side after.
  package static func diagnostics(
    for findings: [DifferenceFinding], _ places: inout ChangePlaces, before prefix: String,
    after ownPrefix: String = ""
  ) -> [Diagnostic] {
    var positions: [Signature: Int] = [:]
    var shared: [Shared] = []
    for finding in findings {
      let signature = Signature(
        code: finding.code, identity: (finding.after ?? finding.before)?.identity,
        pointer: finding.pointer, label: finding.label)
      if let position = positions[signature] {
        shared[position].clusters.append(finding.cluster)
      } else {
        positions[signature] = shared.count
        shared.append(Shared(finding: finding, clusters: [finding.cluster]))
      }
    }
    let lines = places.lines(of: shared.map(\.finding))
    return zip(shared, lines).map { shared, line in
      let finding = shared.finding
      return Diagnostic(
        finding.code, finding.message, at: place(line, prefix, ownPrefix), label: finding.label,
        notes: note(of: shared.clusters), help: finding.help)
    }
  }

  private static func place(
    _ line: ChangeLine?, _ prefix: String, _ ownPrefix: String
  ) -> Place {
    guard let line else { return .file("") }
    return Place(
      (line.side == .after ? ownPrefix : prefix) + line.place.path, line.place.range)
  }

  /// Where it happens; nothing where clusters have no names.
  private static func note(of clusters: [String]) -> [String] {
    if clusters == [""] { return [] }
    let names = clusters.prefix(mostNames).joined(separator: ", ")
    let rest = clusters.count - mostNames
    let others = rest == 1 ? "1 other cluster" : "\(rest) other clusters"
    return ["on \(names)\(rest > 0 ? " and \(others)" : "")"]
  }
}
