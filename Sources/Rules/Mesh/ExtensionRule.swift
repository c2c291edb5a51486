import Diagnostics
import Manifests
import Values

/// Two namespaces that claim to be the same extension of Linkerd.
enum ExtensionRule: ClusterRule {
  static let codes: [Code] = [.duplicateExtension]

  static let explanation = """
    Linkerd's CLI finds an extension by the label 'linkerd.io/extension' of its namespace. Where two
    namespaces have the same value, 'linkerd check' fails, and the commands of the extension take one
    of the two.

    Example: the label 'linkerd.io/extension: viz' on 'linkerd-viz' and on 'monitoring'.

    Cure: the label on the namespace that the extension is installed in, alone.
    """

  private static let label = "linkerd.io/extension"

  static func check(_ view: ClusterView) -> [Finding] {
    var first: [String: ClusterObject] = [:]
    return view.objects("", "Namespace").compactMap { namespace in
      guard let name = namespace.object.value[path: "metadata", "labels"]?[label]?.string,
        !name.isUndecided
      else { return nil }
      guard let other = first[name] else {
        first[name] = namespace
        return nil
      }
      if other.identity == namespace.identity { return nil }
      return Finding(
        .duplicateExtension,
        "namespaces '\(other.identity.name)' and '\(namespace.identity.name)' are both extension '\(name)'",
        in: namespace, at: ["metadata", "labels", label].pointer,
        help: ["remove the label where the extension is not installed"], other: other)
    }
  }
}

extension Code {
  static let duplicateExtension = Code(
    "duplicate-extension", .error, "two namespaces are labelled as the same extension of Linkerd")
}
