import Diagnostics
import Manifests
import Values

extension FleetDifference {
  /// What the change does that cannot be taken back, or that a cluster refuses.
  package var findings: [DifferenceFinding] {
    clusters.filter { $0.presence == .kept }.flatMap { cluster in
      cluster.objects.flatMap { $0.findings(in: cluster) }
    }
  }
}

extension ObjectDifference {
  fileprivate func findings(in cluster: ClusterDifference) -> [DifferenceFinding] {
    var findings: [DifferenceFinding] = []
    if change == .refused, let field = fields.first(where: \.isImmutable) {
      findings.append(refusal(of: field, in: cluster.name))
    }
    for effect in effects {
      switch effect {
      case .deletesNamespace(let count):
        findings.append(
          deletion(
            .deletedNamespace, in: cluster.name,
            "and with it everything in it\(Self.among(count))"))
      case .deletesDefinition(let count):
        let kind = before?.spec["names"]?["kind"]?.string ?? ""
        findings.append(
          deletion(
            .deletedDefinition, in: cluster.name,
            "and with it all objects of kind '\(kind)'\(Self.among(count))"))
      case .deletesData where !identity.isNamespace:
        findings.append(
          deletion(.deletedData, in: cluster.name, "and with it what is stored there"))
      case .prunesOwned(let count):
        if let rename = rename(count, in: cluster) { findings.append(rename) }
      default: break
      }
    }
    return findings
  }

  private static func among(_ count: Int) -> String {
    switch count {
    case 0: ""
    case 1: ": 1 object of this repository, and whatever else there is"
    default: ": \(count) objects of this repository, and whatever else there is"
    }
  }

  /// What happens to the object itself.
  private var fate: String {
    switch change {
    case .recreated: "Flux removes \(identity) to make it anew"
    case .pruned, .orphaned: "Flux deletes \(identity)"
    default: "Flux may delete \(identity) before it applies it again"
    }
  }

  private func deletion(
    _ code: Code, in cluster: String, _ loss: String
  ) -> DifferenceFinding {
    let help =
      switch change {
      case .recreated:
        "give it another name, and remove this one when nothing of it is needed any more"
      case .pruned, .orphaned:
        "to keep it on the cluster, annotate it with 'kustomize.toolkit.fluxcd.io/prune: disabled', "
          + "let Flux apply that, and remove it from the tree then"
      default:
        "annotate it with 'kustomize.toolkit.fluxcd.io/prune: disabled', let Flux apply that, and "
          + "move it then"
      }
    return finding(
      code, "\(fate), \(loss)", in: cluster, at: JSONPointer([.key("metadata"), .key("name")]),
      label: moveLabel ?? "", help: [help])
  }

  private var moveLabel: String? {
    for case .moves(let from, let to) in effects {
      return "'\(from.name)' applies it no more, and '\(to.name)' does now"
    }
    return nil
  }

  private func rename(
    _ count: Int, in cluster: ClusterDifference
  ) -> DifferenceFinding? {
    for case .renamed(let name) in effects where identity.isFluxKustomization {
      let new = cluster.objects.first {
        $0.change == .created && $0.identity.isFluxKustomization
          && name
            == ($0.identity.namespace == identity.namespace
              ? $0.identity.name : "\($0.identity.namespace)/\($0.identity.name)")
      }
      let owned =
        switch count {
        case 0: "all that it applied, and makes it again"
        case 1: "the object that it applied, and makes it again"
        default: "the \(count) objects that it applied, and makes them again"
        }
      return DifferenceFinding(
        code: .renamedFluxKustomization,
        message: "Flux Kustomization '\(identity.name)' is named '\(name)' now: Flux deletes "
          + owned,
        label: "it was '\(identity.name)'",
        help: [
          "keep the name '\(identity.name)'",
          "to give it another, first set 'deletionPolicy: Orphan' in '\(identity.name)', let Flux "
            + "apply that, and rename it then",
        ], cluster: cluster.name, before: before, after: new?.after,
        pointer: JSONPointer([.key("metadata"), .key("name")]))
    }
    return nil
  }

  private func refusal(of field: FieldDifference, in cluster: String) -> DifferenceFinding {
    let others = fields.count(where: \.isImmutable) - 1
    let also = others == 0 ? "" : others == 1 ? ", nor another field" : ", nor \(others) others"
    return finding(
      .refusedChange,
      "'\(field.path)' of \(identity) cannot change\(also): the cluster refuses it, and Flux fails",
      in: cluster, at: Self.place(of: field, in: after), label: field.wasBefore,
      help: [refusalHelp])
  }

  private var refusalHelp: String {
    if identity.isClaim || identity.isStatefulSet || identity.kind == "PersistentVolume" {
      return "undo it, or give the object another name: one that is made anew may lose what is "
        + "stored"
    }
    if identity.isDefinition {
      return "undo it: a definition that is made anew takes all objects of its kind with it"
    }
    return "undo it, give the object another name, or annotate it with "
      + "'kustomize.toolkit.fluxcd.io/force: enabled', so that Flux makes it anew"
  }

  /// The field in the object after, or what is left of the way to it.
  private static func place(of field: FieldDifference, in after: ClusterObject?) -> JSONPointer {
    if let pointer = field.pointerAfter { return pointer }
    let value = JSONValue.object(after?.object.value ?? [:])
    var pointer = field.pointerBefore ?? JSONPointer()
    while !pointer.steps.isEmpty, value[pointer] == nil { pointer.steps.removeLast() }
    return pointer
  }

  private func finding(
    _ code: Code, _ message: String, in cluster: String, at pointer: JSONPointer, label: String,
    help: [String]
  ) -> DifferenceFinding {
    DifferenceFinding(
      code: code, message: message, label: label, help: help, cluster: cluster, before: before,
      after: after, pointer: pointer)
  }
}

extension FieldDifference {
  /// The value before, where it is short enough to be read beside a line.
  fileprivate var wasBefore: String {
    if isSecret { return "" }
    switch before {
    case nil: return "it was not there"
    case .string(let text) where text.utf8.count <= 60 && !text.utf8.contains(UInt8(ascii: "\n")):
      return "it was '\(text)'"
    case .integer(let value): return "it was \(value)"
    case .bool(let value): return "it was \(value)"
    default: return after == nil ? "it is gone" : "it was another"
    }
  }
}

extension Code {
  package static let deletedData = Code(
    "deleted-data", .warning, "a change deletes what is stored on a volume")
  package static let deletedDefinition = Code(
    "deleted-definition", .warning, "a change deletes a definition, and all objects of its kind")
  package static let deletedNamespace = Code(
    "deleted-namespace", .warning, "a change deletes a namespace, and all that is in it")
  package static let refusedChange = Code(
    "refused-change", .error, "a change of a field that cannot change fails on the cluster")
  package static let renamedFluxKustomization = Code(
    "renamed-flux-kustomization", .error,
    "a renamed Flux Kustomization deletes all that it applied before it is applied again")
}
