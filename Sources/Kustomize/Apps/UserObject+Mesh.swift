import Diagnostics
import Values
import YAML

/// What the mesh wants to know of an object.
extension UserObject {
  /// An annotation of the object itself.
  package func annotation(_ key: String) -> Located<String>? {
    Self.text(node["metadata"]?["annotations"]?[key])
  }

  /// An annotation of the pods that the object makes.
  package func podAnnotation(_ key: String) -> Located<String>? {
    Self.text(podTemplate?["metadata"]?["annotations"]?[key])
  }

  /// Whether its pods are in the network of their node, where no proxy is injected.
  package var isOnHostNetwork: Bool { podTemplate?["spec"]?["hostNetwork"]?.scalar == .bool(true) }

  /// Whether a HelmRelease changes what its chart renders.
  package var hasPostRenderers: Bool {
    node["spec"]?["postRenderers"]?.elements.first { _ in true } != nil
  }

  /// The words of its first container's command and arguments; nil where the image gives them.
  package var command: [String]? {
    guard let container = podTemplate?["spec"]?["containers"]?.elements.first(where: { _ in true })
    else { return nil }
    guard let command = container["command"] else { return nil }
    let words = Array(command.elements) + (container["args"].map { Array($0.elements) } ?? [])
    return words.map(\.text)
  }

  private var podTemplate: YAMLNode? {
    let spec = node["spec"]
    return (kind == "CronJob" ? spec?["jobTemplate"]?["spec"] : spec)?["template"]
  }

  private static func text(_ node: YAMLNode?) -> Located<String>? {
    node.map { Located($0.text, at: $0.place) }
  }
}
