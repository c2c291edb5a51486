import Diagnostics
import Fields
import Manifests
import Values

/// Exports with a value that no Link selects.
enum ExportValueRule: ObjectRule {
  static let codes: [Code] = [.unknownExportValue]

  static let explanation = """
    A Link selects Services by the values of two labels. 'mirror.linkerd.io/exported: "true"' mirrors
    through the gateway, 'remote-discovery' mirrors pod to pod, and 'mirror.linkerd.io/federated:
    member' joins a federated Service. Other values are selected only by a Link whose selectors
    somebody changed.

    Example: 'mirror.linkerd.io/exported: gateway'.

    Cure: the value of the mode that is meant.
    """

  private static let values = [
    "mirror.linkerd.io/exported": ["true", "remote-discovery"],
    "mirror.linkerd.io/federated": ["member"],
  ]
  /// Words that say no: somebody switches an export off.
  private static let negative: Set<String> = ["", "false", "disabled", "no"]

  static func check(_ object: ClusterObject) -> [Finding] {
    guard object.identity.kind == "Service", object.identity.group.isEmpty else { return [] }
    let labels = object.object.value[path: "metadata", "labels"]?.object ?? [:]
    return labels.compactMap { label in
      guard let known = values[label.key], let text = label.value.string, !known.contains(text),
        !negative.contains(text.lowercased()), !text.isUndecided
      else { return nil }
      return Finding(
        .unknownExportValue, "no Link selects '\(label.key): \(text)' unless it is changed to",
        in: object, at: ["metadata", "labels", label.key].pointer,
        help: ["write \(known.map { "'\($0)'" }.joinedAsAlternatives())"])
    }
  }
}

extension Code {
  static let unknownExportValue = Code(
    "unknown-export-value", .warning, "a Service is exported by a value that no Link selects")
}
