import Diagnostics

/// What a Flux Kustomization adds to the folder that it reads.
///
/// Flux writes it into the folder's kustomization.yaml before it builds: `targetNamespace` and name
/// affixes replace the folder's own, images are merged by name, patches and components follow its own.
package struct FluxOverlay: Sendable {
  /// The `spec` of the Flux Kustomization.
  package let spec: LocatedValue

  package init(spec: LocatedValue) { self.spec = spec }

  package init(_ kustomization: KustomizedObject) {
    spec = kustomization.located["spec"] ?? .object([], kustomization.located.place)
  }

  /// The fields that change what a build gives.
  private static let fields = [
    "targetNamespace", "namePrefix", "nameSuffix", "patches", "patchesStrategicMerge",
    "patchesJson6902", "images", "components", "ignoreMissingComponents", "commonMetadata",
    "buildMetadata",
  ]

  /// Whether it leaves the folder as it is.
  var isEmpty: Bool { Self.fields.allSatisfy { spec[$0] == nil } }
}
