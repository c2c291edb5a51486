import Diagnostics
import Manifests
import Values
import Versions

/// Annotations that the cluster's version of Linkerd does not read yet.
enum EarlyAnnotationRule: ClusterRule {
  static let codes: [Code] = [.earlyMeshAnnotation]

  static let explanation = """
    Annotations for Linkerd's proxy come with its versions. An older one passes over those that it does
    not know, without a word: 'config.linkerd.io/proxy-enable-native-sidecar' is read from 2.20 on, and
    on 2.18 the Job that carries it never ends.

    Example: 'config.linkerd.io/proxy-enable-native-sidecar: "true"' with Linkerd 2.18.

    Cure: what that version reads ('config.alpha.linkerd.io/proxy-enable-native-sidecar'), or a newer
    Linkerd.
    """

  static func check(_ view: ClusterView) -> [Finding] {
    guard let linkerd = view.linkerd, let newest = linkerd.minorsOfValues.last,
      !linkerd.isBeyondKnown
    else { return [] }
    return view.objects.flatMap { object -> [Finding] in
      let template = PodTemplate(object)
      let isRead = object.identity.kind == "Namespace" && object.identity.group.isEmpty
      let annotations =
        isRead
        ? object.object.value[path: "metadata", "annotations"]?.object ?? [:]
        : template?.annotations ?? [:]
      return annotations.compactMap { member in
        guard let since = MeshAnnotation.annotation(member.key)?.since, newest < since,
          !hasOlder(of: member.key, in: annotations)
        else { return nil }
        let root = (template?.pointer ?? JSONPointer()).appending("metadata")
        return Finding(
          .earlyMeshAnnotation, "Linkerd \(linkerd) does not read '\(member.key)'", in: object,
          at: root.appending("annotations").appending(member.key),
          label: "is read from \(since) on", help: help(member.key, linkerd))
      }
    }
  }

  /// Whether the same is said for older versions, too.
  private static func hasOlder(of key: String, in annotations: JSONObject) -> Bool {
    let name = key.parts(between: UInt8(ascii: "/")).last ?? ""
    return MeshAnnotation.prefixes.contains { $0 + name != key && annotations[$0 + name] != nil }
  }

  private static func help(_ key: String, _ linkerd: LinkerdVersion) -> [String] {
    guard key.hasSuffix("/proxy-enable-native-sidecar"),
      let own = linkerd.release?.nativeSidecarAnnotations[0]
    else { return ["remove it, or install a newer Linkerd"] }
    return ["write '\(own)'"]
  }
}

extension Code {
  static let earlyMeshAnnotation = Code(
    "early-mesh-annotation", .error, "an annotation is of a newer Linkerd than the cluster's")
}
