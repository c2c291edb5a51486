import Diagnostics
import Manifests
import Values

/// Flux Kustomizations and HelmReleases whose source is not there.
enum MissingSourceRule: ClusterRule {
  static let codes: [Code] = [.missingSource]

  static let explanation = """
    A Flux Kustomization reads a GitRepository, OCIRepository or Bucket; a HelmRelease reads its chart
    from a HelmRepository, GitRepository or Bucket, or by 'chartRef' from an OCIRepository or
    HelmChart. The reference has a kind, a name, and a namespace where that is another one than the
    object's own. Where no such source exists, nothing is ever applied, and the object says
    'SourceNotFound' where few people look.

    Example: 'sourceRef: {kind: HelmRepository, name: jetstack}' in namespace 'apps', with the
    HelmRepository in namespace 'flux-system'.

    Cure: the name of the source, and 'namespace' where it is in another one.
    """

  private static let group = "source.toolkit.fluxcd.io"

  static func check(_ view: ClusterView) -> [Finding] {
    guard view.incomplete.isEmpty else { return [] }
    let given = Set(
      view.graph.nodes.filter { $0.parent == nil }.compactMap { name(ofSourceOf: $0.object) })
    return view.objects.compactMap { object in
      guard object.isManifest, let path = reference(in: object) else { return nil }
      let reference = JSONValue.object(object.object.value)[JSONPointer(path)]
      let name = reference?["name"]?.string ?? ""
      // What Flux was set up with is applied before everything else, often by no manifest.
      if object.identity.isFluxKustomization, given.contains(name) || name == "flux-system" {
        return nil
      }
      return judge(object, path, reference, view)
    }
  }

  private static func name(ofSourceOf object: ClusterObject) -> String? {
    object.object.value["spec"]?["sourceRef"]?["name"]?.string
  }

  /// Where the object says what it reads.
  private static func reference(in object: ClusterObject) -> [JSONPointer.Step]? {
    let spec = object.object.value["spec"]
    if object.identity.isFluxKustomization { return [.key("spec"), .key("sourceRef")] }
    guard object.identity.isHelmRelease else { return nil }
    if spec?["chartRef"] != nil { return [.key("spec"), .key("chartRef")] }
    return [.key("spec"), .key("chart"), .key("spec"), .key("sourceRef")]
  }

  private static func judge(
    _ object: ClusterObject, _ path: [JSONPointer.Step], _ reference: JSONValue?,
    _ view: ClusterView
  ) -> Finding? {
    guard let kind = reference?["kind"]?.string, let name = reference?["name"]?.string else {
      return nil
    }
    let namespace = reference?["namespace"]?.string ?? object.identity.namespace
    let identity = ObjectIdentity(group: group, kind: kind, namespace: namespace, name: name)
    guard case .absent = view.lookUp(identity) else { return nil }
    let sources = view.objects.map(\.identity).filter { $0.group == group }
    let namesake = sources.first { $0.name == name }
    let near = closest(to: name, among: sources.filter { $0.kind == kind }.map(\.name))
    return Finding(
      .missingSource, "\(object.identity) reads a source that is not there", in: object,
      at: JSONPointer(path + [.key("name")]), label: "there is no \(identity)",
      help: [
        namesake.map { "there is a \($0): its kind and its namespace have to be said" }
          ?? near.map { "the nearest name is '\($0)'" }
          ?? "add the \(kind), or name one that is there"
      ])
  }
}

extension Code {
  static let missingSource = Code(
    "missing-source", .error, "a Flux object reads a source that is not there")
}
