import Diagnostics
import Topology

/// Labels and annotations of namespaces that a field of the description, or somebody else, writes.
enum ReservedKeyRule: TopologyRule {
  static let codes: [Code] = [.reservedKey]

  static let explanation = """
    Some labels and annotations of a namespace have a field of their own, by which Mooring knows what
    they mean and can check it; others are written by Flux or by the API server. Written by hand
    beside that, one of the two is lost.

    Example: 'annotations: {linkerd.io/inject: enabled}', which is 'inject: enabled'.

    Cure: the field; or nothing, where Flux or the API server writes the key.
    """

  /// Who writes a key.
  private enum Writer {
    case field(String)
    case other(String)
  }

  private static let annotations: [String: Writer] = [
    "linkerd.io/inject": .field("inject"),
    "kustomize.toolkit.fluxcd.io/prune": .other("Mooring writes it, so that none is ever deleted"),
    "kustomize.toolkit.fluxcd.io/ssa": .field("manage"),
  ]

  private static let labels: [String: Writer] = [
    "pod-security.kubernetes.io/enforce": .field("podSecurity"),
    "kubernetes.io/metadata.name": .other("the API server writes it"),
    "kustomize.toolkit.fluxcd.io/name": .other("Flux writes it"),
    "kustomize.toolkit.fluxcd.io/namespace": .other("Flux writes it"),
  ]

  static func check(_ topology: Topology) -> [Diagnostic] {
    topology.clusters.flatMap(\.namespaces).flatMap { namespace in
      judge(namespace.labels, "label", labels)
        + judge(namespace.annotations, "annotation", annotations)
    }
  }

  private static func judge(
    _ entries: [Topology.Namespace.Entry], _ kind: String, _ writers: [String: Writer]
  ) -> [Diagnostic] {
    entries.compactMap { entry in
      guard let writer = writers[entry.key], let place = entry.value.place else { return nil }
      let message = "\(kind) '\(entry.key)' is not for the description to write"
      switch writer {
      case .field(let field):
        return Diagnostic(
          .reservedKey, message, at: place, label: "'\(field)' writes it",
          help: ["remove it, and write '\(field)' instead"])
      case .other(let words):
        return Diagnostic(.reservedKey, message, at: place, label: words, help: ["remove it"])
      }
    }
  }
}

extension Code {
  static let reservedKey = Code(
    "reserved-key", .error,
    "a label or an annotation is written that a field or somebody else writes")
}
