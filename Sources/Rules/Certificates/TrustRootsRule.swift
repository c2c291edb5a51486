import Diagnostics
import Manifests
import Values
import Versions

/// The ConfigMap of trust anchors that every pod of the control plane mounts: nobody brings it, or two
/// do.
enum TrustRootsRule: ClusterRule {
  static let codes: [Code] = [.missingTrustRoots, .contestedTrustRoots]

  static let explanation = """
    The pods of the control plane mount ConfigMap 'linkerd-identity-trust-roots', key
    'ca-bundle.crt'. Linkerd's chart makes it, unless 'identity.externalCA' is true: then a Bundle of
    trust-manager has to, which names its target after itself and writes to the namespaces that its
    selector finds. Without the ConfigMap no pod of the control plane starts; where both make it, they
    overwrite each other.

    Example: a Bundle of your own with another key, in place of the built-in template.

    Cure: 'linkerd.identity.anchors: {trustManager: {}}', which sets the value and makes the Bundle;
    or 'install: {}', where neither is needed.
    """

  static let name = "linkerd-identity-trust-roots"
  private static let key = "ca-bundle.crt"

  static func check(_ view: ClusterView) -> [Finding] {
    if let release = view.chartRelease(.controlPlane) { return check(release: release, view) }
    guard let values = view.objects.first(where: isValues) else { return [] }
    let text = values.object.value["data"]?["values.yaml"]?.string ?? ""
    let isExternal = text.contains("externalCA: true")
    let bundle = view.objects.first {
      $0.identity.kind == "Bundle" && $0.identity.name == name
    }
    guard isExternal else {
      return bundle.map { [contested($0)] } ?? []
    }
    guard let bundle else {
      return [
        Finding(
          .missingTrustRoots, "nothing brings the trust anchors of the control plane", in: values,
          at: JSONPointer([.key("data"), .key("values.yaml")]),
          label: "'identity.externalCA' leaves them to a Bundle '\(name)'",
          help: ["'identity.anchors: {trustManager: {}}' makes a Bundle of that name"])
      ]
    }
    return [problem(of: bundle, view)].compactMap(\.self)
  }

  private static func isValues(_ object: ClusterObject) -> Bool {
    object.component == "linkerd-control-plane" && object.identity.kind == "ConfigMap"
      && object.object.value["data"]?["values.yaml"] != nil
  }

  static func contested(_ bundle: ClusterObject) -> Finding {
    Finding(
      .contestedTrustRoots, "\(bundle.identity) writes a ConfigMap that the chart makes too",
      in: bundle, at: JSONPointer([.key("metadata"), .key("name")]),
      help: [
        bundle.isManifest
          ? "set 'identity.externalCA: true', so that the chart leaves it out"
          : "leave it to 'identity.anchors: {trustManager: {}}', which takes it from the chart"
      ])
  }

  static func problem(of bundle: ClusterObject, _ view: ClusterView) -> Finding? {
    let target = bundle.object.value["spec"]?["target"]
    let path: [JSONPointer.Step] = [.key("spec"), .key("target")]
    if target?["configMap"]?["key"]?.string != key {
      return Finding(
        .missingTrustRoots, "\(bundle.identity) does not write '\(key)' of a ConfigMap",
        in: bundle, at: JSONPointer(path), label: "pods mount that key",
        help: ["let 'target.configMap.key' be '\(key)'"])
    }
    let selector = target?["namespaceSelector"]?["matchLabels"]?.object ?? [:]
    let namespace = view.objects.first {
      $0.identity.kind == "Namespace" && $0.identity.name == LinkerdRelease.namespace
    }
    guard let labels = namespace?.object.value["metadata"]?["labels"]?.object,
      let stranger = selector.first(where: { labels[$0.key] != $0.value })
    else { return nil }
    return Finding(
      .missingTrustRoots, "\(bundle.identity) does not find namespace 'linkerd'",
      in: bundle,
      at: JSONPointer(path + [.key("namespaceSelector"), .key("matchLabels"), .key(stranger.key)]),
      label: "a label that the namespace has not",
      help: ["select 'linkerd.io/is-control-plane: \"true\"'"])
  }
}

extension Code {
  static let missingTrustRoots = Code(
    "missing-trust-roots", .error, "nothing brings the trust anchors that the control plane mounts")
  static let contestedTrustRoots = Code(
    "contested-trust-roots", .error, "two make the ConfigMap of trust anchors")
}
