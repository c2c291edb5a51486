import Diagnostics
import Manifests
import Values

/// One object that is made twice for the same cluster.
enum DuplicateObjectRule: ClusterRule {
  static let codes: [Code] = [.duplicateObject, .overlappingPaths]

  static let explanation = """
    An object is known by its group, kind, namespace and name. Where two Flux Kustomizations apply
    the same object, each overwrites the other's at every reconciliation, and when one of them stops
    making it, it deletes the other's too. Within one Kustomization the build fails.

    Two Flux Kustomizations whose folders nest share all files of the inner one.

    Example: 'linkerd' among the namespaces of a cluster: Mooring makes that one itself.

    Cure: leave one of the two out. Where two share an object on purpose, annotate both with
    'kustomize.toolkit.fluxcd.io/prune: disabled'.
    """

  static func check(_ view: ClusterView) -> [Finding] {
    var first: [ObjectIdentity: ClusterObject] = [:]
    var paths: Set<Set<Applier>> = []
    return view.objects.compactMap { object in
      guard let other = first[object.identity] else {
        first[object.identity] = object
        return nil
      }
      guard object.isManifest else { return madeTwice(object, other, view) }
      guard object.applier != other.applier, !isShared(object, other) else { return nil }
      guard object.origin == other.origin, isNested(object.applier, other.applier, view) else {
        return appliedTwice(object, other, view)
      }
      // The same file, by way of two folders: one mistake, however many files lie there.
      guard paths.insert([object.applier, other.applier]).inserted else { return nil }
      return overlap(object, other, view)
    }
  }

  private static func madeTwice(
    _ object: ClusterObject, _ other: ClusterObject, _ view: ClusterView
  ) -> Finding {
    Finding(
      .duplicateObject,
      "\(object.identity) of cluster '\(view.name)' is made twice", in: object,
      at: JSONPointer([.key("metadata"), .key("name")]),
      help: ["leave one of the two out"], other: other)
  }

  private static func appliedTwice(
    _ object: ClusterObject, _ other: ClusterObject, _ view: ClusterView
  ) -> Finding? {
    guard let own = view.graph.node(of: object.applier),
      let its = view.graph.node(of: other.applier)
    else { return nil }
    return Finding(
      .duplicateObject,
      "\(object.identity) is applied by '\(own.reference.name)' and by '\(its.reference.name)'",
      in: object, at: JSONPointer([.key("metadata"), .key("name")]),
      label: "each overwrites the other's, and either may delete it",
      help: ["let one Flux Kustomization apply it"],
      other: object.origin == other.origin ? nil : other)
  }

  private static func overlap(
    _ object: ClusterObject, _ other: ClusterObject, _ view: ClusterView
  ) -> Finding? {
    guard let own = view.graph.node(of: object.applier),
      let its = view.graph.node(of: other.applier)
    else { return nil }
    return Finding(
      .overlappingPaths,
      "Flux Kustomizations '\(own.reference.name)' and '\(its.reference.name)' apply the same files",
      in: own.object, at: JSONPointer([.key("spec"), .key("path")]),
      label: "\(object.identity) is among them",
      help: ["let each file be reached by one of the two"], other: its.object)
  }

  /// Whether the folder of one Flux Kustomization is that of the other, or lies in it.
  private static func isNested(_ a: Applier, _ b: Applier, _ view: ClusterView) -> Bool {
    let paths = [a, b].map { applier in
      view.graph.node(of: applier)?.object.object.value["spec"]?["path"]?.string.map(folder) ?? ""
    }
    return paths[0].utf8.starts(with: paths[1].utf8) || paths[1].utf8.starts(with: paths[0].utf8)
  }

  /// `./apps/` and `apps` are `apps/`.
  private static func folder(_ path: String) -> String {
    var rest = path[...]
    while rest.hasPrefix("./") || rest.hasPrefix("/") { rest.removeFirst() }
    return rest.hasSuffix("/") || rest.isEmpty ? String(rest) : "\(rest)/"
  }

  /// Whether both say that it is not theirs alone.
  private static func isShared(_ object: ClusterObject, _ other: ClusterObject) -> Bool {
    [object, other].allSatisfy { object in
      let annotations = object.object.value["metadata"]?["annotations"]
      let prefix = "kustomize.toolkit.fluxcd.io/"
      return annotations?[prefix + "ssa"] != nil
        || annotations?[prefix + "prune"]?.string?.lowercased() == "disabled"
    }
  }
}

extension Code {
  static let duplicateObject = Code(
    "duplicate-object", .error, "a cluster gets the same object twice", isFinal: true)
  static let overlappingPaths = Code(
    "overlapping-paths", .error, "two Flux Kustomizations apply the same files", isFinal: true)
}
