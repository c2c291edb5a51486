import Diagnostics
import Difference
import Manifests

/// What of a change somebody has to know before it is merged.
package struct DifferenceFindings {
  /// What the side before is called; its files are told as `HEAD:clusters/studio.yaml`.
  private let before: String

  package static let codes: [Code] = [
    .deletedDefinition, .deletedNamespace, .refusedChange, .removedCluster, .renamedKustomization,
  ]

  package init(before: String) { self.before = before }

  /// - Parameters:
  ///   - clusters: those on which it happens, sorted.
  ///   - lines: what is written behind the change.
  package func findings(
    in change: ObjectDifference, on clusters: [String], _ lines: ChangeLines
  ) -> [Diagnostic] {
    let whose = Self.words(clusters)
    let name = change.identity
    var found: [Diagnostic] = []
    for effect in change.effects {
      switch effect {
      case .deletesNamespace:
        found.append(
          Diagnostic(
            .deletedNamespace,
            "namespace '\(name.name)'\(whose) is deleted, and everything in it",
            at: place(lines.object), label: "gave it",
            help: ["to keep it, write 'prune: disabled' for it first, and remove it in a later change"]
          ))
      case .deletesDefinition:
        found.append(
          Diagnostic(
            .deletedDefinition,
            "definition '\(name.name)'\(whose) is deleted, and every object of its kind",
            at: place(lines.object), label: "gave it"))
      case .renamed(let new):
        found.append(
          Diagnostic(
            .renamedKustomization,
            "Flux Kustomization '\(name.name)'\(whose) becomes '\(new)'",
            at: place(lines.object), label: "gave it",
            notes: [
              "Flux prunes what '\(name.name)' owns while '\(new)' makes the same objects: what was "
                + "applied first is deleted last"
            ],
            help: [
              "keep the name; or set 'prune: false' on the old one in a change of its own, and rename it "
                + "in the next"
            ]))
      case .prunesOwned, .runsAgain: break
      }
    }
    if change.change == .refused {
      let fields = change.fields.enumerated().filter(\.element.isImmutable)
      for (number, field) in fields.prefix(1) {
        let lines = lines.fields.indices.contains(number) ? lines.fields[number] : []
        found.append(
          Diagnostic(
            .refusedChange, "'\(field.path)' of \(name)\(whose) cannot be changed",
            at: place(lines), label: "changes it",
            notes: ["the API server refuses the change, and nothing makes the object anew"],
            help: [
              "restore the value; give the object another name; or let Flux make it anew by the "
                + "annotation 'kustomize.toolkit.fluxcd.io/force: enabled'"
            ]))
      }
    }
    return found
  }

  /// Of clusters that only the side before has.
  package func findings(removed clusters: [String], objects: Int) -> [Diagnostic] {
    guard let first = clusters.first else { return [] }
    return [
      Diagnostic(
        .removedCluster,
        "cluster '\(first)'\(Self.others(clusters)) is no longer described; its \(objects) objects stay",
        at: .file(""),
        notes: ["its Flux loses the folder that it reads, and reconciles nothing any more"],
        help: [
          "where the cluster lives on, remove its components first ('state: absent'), so that their "
            + "uninstall Jobs run"
        ])
    ]
  }

  /// ` of cluster 'studio' and 96 others`; nothing where clusters have no names.
  private static func words(_ clusters: [String]) -> String {
    guard let first = clusters.first, !first.isEmpty else { return "" }
    return " of cluster '\(first)'\(others(clusters))"
  }

  private static func others(_ clusters: [String]) -> String {
    switch clusters.count {
    case ...1: ""
    case 2: " and one other"
    default: " and \(clusters.count - 1) others"
    }
  }

  private func place(_ lines: [ChangeLine]) -> Place {
    guard let line = lines.first else { return .file("") }
    return line.side == .after
      ? line.place : Place("\(before):\(line.place.path)", line.place.range)
  }
}

extension Code {
  package static let deletedNamespace = Code(
    "deleted-namespace", .warning, "a change deletes a namespace, and everything in it")
  package static let deletedDefinition = Code(
    "deleted-definition", .warning,
    "a change deletes the definition of a kind, and every object of that kind")
  package static let refusedChange = Code(
    "refused-change", .error, "a change is one that the API server refuses")
  package static let removedCluster = Code(
    "removed-cluster", .warning, "a change leaves out a cluster, and nobody tells that cluster")
  package static let renamedKustomization = Code(
    "renamed-kustomization", .error,
    "a change renames a Flux Kustomization, so that Flux prunes what it owns")
}
