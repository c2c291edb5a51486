import Diagnostics
import Kustomize
import Manifests
import Sources
import Values

/// A Flux Kustomization, as far as one has to know it to read what it applies.
struct FluxKustomization {
  let reference: KustomizationReference
  let origin: ManifestReference
  let spec: LocatedValue
  /// The folder that it reads, from the root of the repository.
  private(set) var path: String
  let source: SourceReference

  /// nil where the object is none.
  init?(_ object: LocatedValue, from origin: ManifestReference) {
    guard object["kind"]?.string == "Kustomization",
      object["apiVersion"]?.string?.hasPrefix("kustomize.toolkit.fluxcd.io/") ?? false,
      let spec = object["spec"], let name = object["metadata"]?["name"]?.text, !name.isEmpty
    else { return nil }
    let namespace = object["metadata"]?["namespace"]?.text ?? ""
    reference = KustomizationReference(namespace: namespace, name: name)
    self.origin = origin
    self.spec = spec
    path = Self.folder(spec["path"]?.text ?? "")
    source = SourceReference(spec["sourceRef"], from: namespace)
  }

  /// The one that the Flux operator makes by itself.
  init(_ instance: FluxInstance) {
    reference = instance.reference
    origin = instance.origin
    spec = .object([], .file(instance.origin.path))
    path = instance.path
    source = instance.source
  }

  /// Whether it has what Flux cannot do without: where not, somebody's patch gives it.
  var isWhole: Bool { ["interval", "prune", "sourceRef"].allSatisfy { spec[$0] != nil } }

  /// Whether it applies to a cluster of which only a kubeconfig is known.
  var isForAnotherCluster: Bool { spec["kubeConfig"] != nil }

  /// Whether variables are replaced in what it applies, where there are any.
  var postBuild: LocatedValue? { spec["postBuild"] }

  /// The same, with the path that another folder has in the repository.
  func reading(_ path: String) -> FluxKustomization {
    var kustomization = self
    kustomization.path = path
    return kustomization
  }

  /// Flux joins the path to the folder of its source, and `..` does not lead out of that.
  static func folder(_ path: String) -> String {
    var parts: [String] = []
    for part in SnapshotPath.parts(of: path) {
      switch part {
      case ".": continue
      case "..": _ = parts.popLast()
      default: parts.append(part)
      }
    }
    return parts.joined(separator: "/")
  }
}
