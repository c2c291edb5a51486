import Diagnostics
import Manifests
import Values

/// Annotations for Flux that Flux silently ignores.
enum FluxAnnotationRule: ObjectRule {
  static let codes: [Code] = [.ineffectiveFluxAnnotation]

  static let explanation = """
    kustomize-controller reads a few annotations below 'kustomize.toolkit.fluxcd.io/', each with
    values of its own: 'force: enabled', 'prune: disabled', 'reconcile: disabled', 'substitute:
    disabled', and 'ssa: Override', 'Merge', 'IfNotPresent' or 'Ignore'. Anything else is ignored
    without a word: 'force: "true"' leaves a Job stuck at its next change.

    Example: 'kustomize.toolkit.fluxcd.io/force: "true"'.

    Cure: the value that Flux knows.
    """

  private static let prefix = "kustomize.toolkit.fluxcd.io/"

  /// What kustomize-controller compares with, and whether letter case counts.
  private static let values: [String: (words: [String], caseCounts: Bool)] = [
    "force": (["enabled"], false),
    "prune": (["disabled"], false),
    "reconcile": (["disabled"], false),
    "substitute": (["disabled"], true),
    "ssa": (["Override", "Merge", "IfNotPresent", "Ignore"], false),
  ]

  static func check(_ object: ClusterObject) -> [Finding] {
    let annotations = object.object.value["metadata"]?["annotations"]?.object
    return annotations?.compactMap { judge($0.key, $0.value, in: object) } ?? []
  }

  private static func judge(
    _ key: String, _ value: JSONValue, in object: ClusterObject
  ) -> Finding? {
    guard key.utf8.starts(with: prefix.utf8) else { return nil }
    let pointer = JSONPointer([.key("metadata"), .key("annotations"), .key(key)])
    let name = String(key.dropFirst(prefix.count))
    guard let known = values[name] else {
      return Finding(
        .ineffectiveFluxAnnotation, "Flux knows no annotation '\(key)'", in: object, at: pointer,
        help: closest(to: name, among: values.keys.sorted())
          .map { ["the nearest is '\(prefix)\($0)'"] } ?? [])
    }
    guard case .string(let text) = value else { return nil }
    let isKnown = known.words.contains { word in
      known.caseCounts ? word == text : word.lowercased() == text.lowercased()
    }
    if isKnown { return nil }
    return Finding(
      .ineffectiveFluxAnnotation, "Flux ignores '\(text)' as the value of '\(key)'", in: object,
      at: pointer, help: ["it knows \(known.words.map { "'\($0)'" }.joined(separator: ", "))"])
  }
}

extension Code {
  static let ineffectiveFluxAnnotation = Code(
    "ineffective-flux-annotation", .error, "an annotation for Flux does nothing")
}
