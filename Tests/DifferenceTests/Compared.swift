import Difference
import Manifests
import Values
import YAML

/// What somebody applies to a cluster: the manifests of a stream.
struct Applied {
  /// The name of a Flux Kustomization in namespace `flux-system`; nil for what Flux was set up with.
  let applier: String?
  let manifests: String

  init(_ manifests: String, by applier: String? = nil) {
    self.applier = applier
    self.manifests = manifests
  }

  var objects: [ClusterObject] {
    let file = YAMLFile(path: "objects.yaml", bytes: Array(manifests.utf8))
    return file.documents.enumerated().compactMap { index, document in
      document.value.object.flatMap { KubernetesObject($0) }.map { object in
        ClusterObject(
          object, from: .manifest(ManifestReference(path: file.path, document: index)),
          appliedBy: applier.map {
            .kustomization(KustomizationReference(namespace: "flux-system", name: $0))
          } ?? .outsideFlux)
      }
    }
  }

  /// A Flux Kustomization that prunes, unless its spec says otherwise.
  static func kustomization(_ name: String, _ spec: String = "prune: true") -> Applied {
    Applied(
      """
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: {name: \(name), namespace: flux-system}
      spec: {path: ./\(name), sourceRef: {kind: GitRepository, name: flux-system}, \(spec)}
      """)
  }
}

/// The difference of one cluster.
func compared(_ before: [Applied], _ after: [Applied]) -> FleetDifference {
  FleetComparison().difference(
    from: [ClusterObjects(name: "studio", objects: before.flatMap(\.objects))],
    to: [ClusterObjects(name: "studio", objects: after.flatMap(\.objects))])
}

/// The fields that differ between two manifests of one object.
func fields(_ before: String, _ after: String) -> [FieldDifference] {
  compared([Applied(before)], [Applied(after)]).clusters.flatMap(\.objects).flatMap(\.fields)
}

extension FleetDifference {
  /// `changed Deployment shop/web [restartsPods]`, without the fields.
  var lines: [String] {
    clusters.flatMap(\.objects).map { object in
      "\(object.change) \(object.identity)"
        + (object.effects.isEmpty ? "" : " \(object.effects.map(\.words))")
    }
  }
}

extension ObjectDifference.Effect {
  fileprivate var words: Words { Words(text: text) }

  private var text: String {
    switch self {
    case .renamed(let name): "renamed \(name)"
    case .prunesOwned(let count): "prunes \(count)"
    case .deletesNamespace(let count): "deletesNamespace \(count)"
    case .deletesDefinition(let count): "deletesDefinition \(count)"
    case .moves(let from, let to): "moves \(from.name) \(to.name)"
    default: "\(self)"
    }
  }

  /// A text that is shown without quotes in a list.
  struct Words: CustomStringConvertible, CustomDebugStringConvertible {
    let text: String
    var description: String { text }
    var debugDescription: String { text }
  }
}

extension FieldDifference {
  /// `spec.replicas: 1 -> 2`, with `!` where it cannot change.
  var line: String {
    "\(path): \(before.map(Self.text) ?? "nothing") -> \(after.map(Self.text) ?? "nothing")"
      + (isImmutable ? " !" : "")
  }

  private static func text(_ value: JSONValue) -> String {
    switch value {
    case .null: "null"
    case .bool(let value): "\(value)"
    case .integer(let value): "\(value)"
    case .number(let value): "\(value)"
    case .string(let text): text
    case .array(let elements): "[\(elements.map(text).joined(separator: ", "))]"
    case .object(let object):
      "{\(object.map { "\($0.key): \(text($0.value))" }.joined(separator: ", "))}"
    }
  }
}
