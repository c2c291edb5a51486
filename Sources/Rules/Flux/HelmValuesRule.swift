import Diagnostics
import Manifests
import Values

/// HelmReleases whose values come from a ConfigMap of another name.
enum HelmValuesRule: ClusterRule {
  static let codes: [Code] = [.unhashedReference]

  static let explanation = """
    kustomize puts a hash of the contents behind the name of a generated ConfigMap or Secret, and
    follows that in the references that it knows. 'valuesFrom' of a HelmRelease is none of those: it
    keeps the name without the hash, under which nothing exists, and Helm never installs anything.

    Example: 'valuesFrom: [{kind: ConfigMap, name: values}]' beside a configMapGenerator 'values'.

    Cure: 'generatorOptions: {disableNameSuffixHash: true}'; or a 'nameReference' for HelmReleases in
    a file that 'configurations' lists.
    """

  static func check(_ view: ClusterView) -> [Finding] {
    view.objects.filter { $0.isManifest && $0.identity.isHelmRelease }.flatMap { release in
      let references = release.object.value["spec"]?["valuesFrom"]?.array ?? []
      return references.enumerated().compactMap { index, reference in
        judge(reference, at: index, of: release, view)
      }
    }
  }

  private static func judge(
    _ reference: JSONValue, at index: Int, of release: ClusterObject, _ view: ClusterView
  ) -> Finding? {
    guard let kind = reference["kind"]?.string, let name = reference["name"]?.string else {
      return nil
    }
    let identity = ObjectIdentity(
      group: "", kind: kind, namespace: release.identity.namespace, name: name)
    if case .found = view.lookUp(identity) { return nil }
    guard
      let generated = view.objects.first(where: {
        $0.identity.kind == kind && $0.identity.namespace == identity.namespace
          && isHashed($0.identity.name, name)
      })
    else { return nil }
    return Finding(
      .unhashedReference, "\(release.identity) reads values under a name that nothing has",
      in: release,
      at: JSONPointer([.key("spec"), .key("valuesFrom"), .index(index), .key("name")]),
      label: "the \(kind) is named '\(generated.identity.name)'",
      help: ["set 'generatorOptions: {disableNameSuffixHash: true}' beside the generator"],
      other: generated)
  }

  /// A hash of kustomize has ten letters and digits.
  private static func isHashed(_ name: String, _ base: String) -> Bool {
    let suffix = name.utf8.dropFirst(base.utf8.count)
    return name.utf8.starts(with: base.utf8) && suffix.first == UInt8(ascii: "-")
      && suffix.count == 11 && !suffix.dropFirst().contains(UInt8(ascii: "-"))
  }
}

extension Code {
  static let unhashedReference = Code(
    "unhashed-reference", .error, "a HelmRelease reads a generated object without its hash")
}
