import Diagnostics
import Kustomize
import Manifests
import Values
import YAML

/// Follows what Flux reads for one cluster: from its first folder to the Flux Kustomizations that
/// lie there, to the folders of these, and on.
struct ClusterWalk {
  private let root: ClusterRoot
  private let index: RepositoryIndex
  private let sources: SourceOwnership
  private(set) var cluster: RepositoryCluster
  private(set) var diagnostics = Diagnostics()
  private var waiting: [FluxKustomization] = []
  private var known: Set<KustomizationReference> = []
  /// ConfigMaps and Secrets, by which variables are looked up.
  private var stores: [ObjectIdentity: JSONObject] = [:]

  /// Whether this repository is what Flux reads: it was bootstrapped with it, or reads a folder of
  /// it.
  private var isTrusted: Bool {
    root.kustomization != nil || root.instance != nil
      || known.count > 1 && cluster.objects.contains { $0.applier != .outsideFlux }
  }

  private static let mostKustomizations = 10_000

  init(of root: ClusterRoot, _ index: RepositoryIndex, _ sources: SourceOwnership) {
    self.root = root
    self.index = index
    self.sources = sources
    cluster = RepositoryCluster(name: root.path.isEmpty ? "." : root.path)
  }

  mutating func run(_ kustomizer: inout Kustomizer) {
    begin(&kustomizer)
    while let next = takeNext() {
      guard known.insert(next.reference).inserted, known.count <= Self.mostKustomizations else {
        continue
      }
      apply(next, &kustomizer)
    }
  }

  private mutating func begin(_ kustomizer: inout Kustomizer) {
    if let kustomization = root.kustomization ?? root.instance.map(FluxKustomization.init) {
      waiting.append(kustomization)
      cluster.files.insert(kustomization.origin.path)
    } else if root.path.isEmpty {
      // Whoever keeps Flux Kustomizations in the root does not apply the whole repository.
      for kustomization in index.kustomizations where kustomization.origin.path.folder.isEmpty {
        guard let file = kustomizer.file(kustomization.origin.path) else { continue }
        cluster.files.insert(file.path)
        for (number, document) in file.documents.enumerated() {
          add(document, from: ManifestReference(path: file.path, document: number))
        }
      }
    } else if let folder = kustomizer.folder(root.path) {
      take(folder, .outsideFlux, Variables(), &kustomizer)
    }
  }

  private mutating func add(_ document: YAMLNode, from origin: ManifestReference) {
    guard let value = document.value.object, let object = KubernetesObject(value),
      !cluster.objects.contains(where: { $0.manifest == origin })
    else { return }
    cluster.objects.append(
      ClusterObject(object, from: .manifest(origin), appliedBy: .outsideFlux))
    if let child = FluxKustomization(.written(document), from: origin) {
      waiting.append(index.located(child))
    }
  }

  /// One whose variables are there already comes before one that may have to wait for them.
  private mutating func takeNext() -> FluxKustomization? {
    guard !waiting.isEmpty else { return nil }
    let ready = waiting.firstIndex { next in
      next.variableStores.allSatisfy { $0.isOptional || stores[$0.identity] != nil }
    }
    return waiting.remove(at: ready ?? 0)
  }

  private mutating func apply(_ kustomization: FluxKustomization, _ kustomizer: inout Kustomizer) {
    let applier = Applier.kustomization(kustomization.reference)
    if let question = openQuestion(of: kustomization) {
      diagnostics.add(question)
      cluster.incomplete.insert(applier)
      return
    }
    guard index.folders.contains(kustomization.path),
      let folder = kustomizer.folder(
        kustomization.path, with: FluxOverlay(spec: kustomization.spec))
    else {
      diagnostics.add(missing(kustomization))
      cluster.incomplete.insert(applier)
      return
    }
    noteBootstrap(kustomization, folder)
    take(folder, applier, variables(of: kustomization), &kustomizer)
  }

  /// Why nothing can be said of what it applies; nil where something can.
  private func openQuestion(of kustomization: FluxKustomization) -> Diagnostic? {
    let name = kustomization.reference.name
    if kustomization.isForAnotherCluster {
      let place = kustomization.spec["kubeConfig"]?.place ?? kustomization.spec.place
      return .couldNotCheck(
        "what '\(name)' applies, which goes to another cluster", at: place,
        label: "a kubeconfig that is not here")
    }
    if kustomization.path.utf8.contains(UInt8(ascii: "$")) {
      return .couldNotCheck(
        "what '\(name)' applies", at: kustomization.spec["path"]?.place ?? kustomization.spec.place,
        label: "the path depends on a variable that is not known")
    }
    if !sources.isOwn(kustomization.source),
      root.instance == nil || root.instance?.source != kustomization.source
    {
      return .couldNotCheck(
        "what '\(name)' applies",
        at: kustomization.spec["sourceRef"]?["name"]?.place ?? kustomization.spec.place,
        label: "the source is another repository, which is not read")
    }
    return nil
  }

  private func missing(_ kustomization: FluxKustomization) -> Diagnostic {
    let path = kustomization.path
    guard isTrusted else {
      return .couldNotCheck(
        "what '\(kustomization.reference.name)' applies",
        at: kustomization.spec["path"]?.place ?? kustomization.spec.place,
        label: "there is no such folder, and nothing says that the source is this repository")
    }
    let near = closest(to: path, among: index.folders)
    return Diagnostic(
      .missingFluxPath,
      "Flux Kustomization '\(kustomization.reference.name)' reads a folder that is not there",
      at: kustomization.spec["path"]?.place ?? kustomization.spec.place,
      label: "there is no folder '\(path)'",
      help: [
        near.map { "the nearest folder is './\($0)'" }
          ?? "the path begins at the root of the repository"
      ])
  }

  private mutating func noteBootstrap(
    _ kustomization: FluxKustomization, _ folder: KustomizedFolder
  ) {
    guard kustomization.origin == root.kustomization?.origin, let place = folder.kustomization,
      !folder.isRefused
    else { return }
    let isListed = folder.files.contains(kustomization.origin.path)
    cluster.bootstrap = .init(
      place: place, fluxSystem: kustomization.origin.path.folder, isListed: isListed)
  }

  private mutating func take(
    _ folder: KustomizedFolder, _ applier: Applier, _ variables: Variables,
    _ kustomizer: inout Kustomizer
  ) {
    diagnostics.add(folder.problems)
    cluster.files.formUnion(folder.files)
    if !folder.isWhole { cluster.incomplete.insert(applier) }
    for unknown in folder.unknowns {
      diagnostics.add(
        .couldNotCheck("all of '\(folder.path)'", at: unknown.place, label: unknown.reason))
    }
    for object in folder.objects { add(object, applier, variables, &kustomizer) }
  }

  private mutating func add(
    _ kustomized: KustomizedObject, _ applier: Applier, _ variables: Variables,
    _ kustomizer: inout Kustomizer
  ) {
    let origin = ObjectOrigin.manifest(kustomized.origin)
    var value = kustomized.value
    var located = kustomized.located
    if !variables.isEmpty {
      let substituted = ObjectSubstitution(of: value, variables)
      value = substituted.value
      if value != kustomized.value { located = located.replaced(by: .object(value)) }
      for problem in substituted.problems {
        diagnostics.add(problem.diagnostic(in: kustomized, names: variables.names, &kustomizer))
      }
      if substituted.isUncertain { cluster.uncertain.insert(origin) }
    }
    guard let object = KubernetesObject(value) else { return }
    let identity = object.identity
    if cluster.uncertain.contains(origin),
      [identity.name, identity.namespace].contains(where: { $0.utf8.contains(UInt8(ascii: "$")) })
    {
      cluster.incomplete.insert(applier)
      return
    }
    cluster.objects.append(
      ClusterObject(object, from: origin, appliedBy: applier, patched: kustomized.patched))
    if identity.group.isEmpty, identity.kind == "ConfigMap" || identity.kind == "Secret" {
      stores[identity] = value
    }
    if let child = FluxKustomization(located, from: kustomized.origin) {
      waiting.append(index.located(child))
    }
  }

  private mutating func variables(of kustomization: FluxKustomization) -> Variables {
    var variables = Variables()
    guard let postBuild = kustomization.postBuild else { return variables }
    for store in kustomization.variableStores {
      if let value = stores[store.identity] {
        define(&variables, from: value)
      } else {
        variables.isWhole = false
        if store.isOptional { continue }
        diagnostics.add(
          .couldNotCheck(
            "values that variables give", at: store.place,
            label: "\(store.identity.kind) '\(store.identity.name)' is not in this repository"))
      }
    }
    for member in postBuild["substitute"]?.members ?? [] {
      let value = member.value.text
      // Of a value that somebody else fills in, only the name is known.
      if value.utf8.contains(UInt8(ascii: "$")) {
        variables.define(hidden: member.key)
      } else {
        variables.define(member.key, value)
      }
    }
    return variables
  }

  private func define(_ variables: inout Variables, from store: JSONObject) {
    let isEncrypted = store["sops"] != nil
    for field in ["data", "stringData"] {
      for member in store[field]?.object ?? [:] {
        let isReadable = !isEncrypted && (field == "stringData" || store["kind"] == "ConfigMap")
        if isReadable, let value = member.value.string, !value.utf8.contains(UInt8(ascii: "$")) {
          variables.define(member.key, value)
        } else {
          variables.define(hidden: member.key)
        }
      }
    }
  }
}

extension FluxKustomization {
  /// A ConfigMap or Secret that variables come from.
  struct VariableStore {
    let identity: ObjectIdentity
    let isOptional: Bool
    let place: Place
  }

  var variableStores: [VariableStore] {
    (postBuild?["substituteFrom"]?.elements ?? []).map { entry in
      VariableStore(
        identity: ObjectIdentity(
          group: "", kind: entry["kind"]?.text ?? "", namespace: reference.namespace,
          name: entry["name"]?.text ?? ""),
        isOptional: entry["optional"]?.scalar == true, place: entry["name"]?.place ?? entry.place)
    }
  }
}

extension LocatedValue {
  /// Another value of the same shape, with the places of this one.
  func replaced(by value: JSONValue) -> LocatedValue {
    switch value {
    case .array(let elements):
      let own = self.elements
      return .array(
        elements.indices.map { index in
          own.indices.contains(index)
            ? own[index].replaced(by: elements[index]) : .scalar(elements[index], place)
        }, place)
    case .object(let object):
      let own = members
      return .object(
        object.members.indices.map { index in
          let member = object.members[index]
          let old = own.indices.contains(index) ? own[index].value : .scalar(.null, place)
          return Member(member.key, old.replaced(by: member.value))
        }, place)
    default: return .scalar(value, place)
    }
  }
}
