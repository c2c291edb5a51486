import Diagnostics
import Manifests
import Values
import Versions

/// Objects of API versions that are gone.
enum RemovedAPIRule: ClusterRule {
  static let codes: [Code] = [.removedAPI, .retiredAPI]

  static let explanation = """
    Kubernetes and the projects around it retire versions of their APIs. An object of one that the
    cluster no longer serves is refused ('no matches for kind'), and Flux then applies nothing of that
    Kustomization. What is known to be gone from the description's Kubernetes, or from every version
    that is still supported, is an error. Where it depends on the release that is installed, it is a
    warning, with the release that stopped serving it.

    Example: 'apiVersion: policy/v1beta1' with 'kind: PodDisruptionBudget'.

    Cure: the version that took its place; read there whether fields have changed, too.
    """

  static func check(_ view: ClusterView) -> [Finding] {
    view.objects.compactMap { object in
      let identity = object.identity
      // Stable groups are most of all, and have no rows.
      guard let apiVersion = object.object.value["apiVersion"]?.string,
        let removal = APIRemoval.of(apiVersion, identity.kind)
      else { return nil }
      return judge(object, removal, view)
    }
  }

  private static func judge(
    _ object: ClusterObject, _ removal: APIRemoval, _ view: ClusterView
  ) -> Finding? {
    switch removal.owner {
    case .kubernetes(let version):
      let kubernetes = view.versions.kubernetes
      guard version <= kubernetes ?? APIRemoval.oldestKubernetes else {
        return finding(
          .retiredAPI, object, removal, "Kubernetes \(version) no longer serves it")
      }
      return finding(.removedAPI, object, removal, "gone since Kubernetes \(version)")
    case .other(let release): return finding(.removedAPI, object, removal, "gone since \(release)")
    case .since(let release):
      return finding(.retiredAPI, object, removal, "\(release) no longer serves it")
    }
  }

  private static func finding(
    _ code: Code, _ object: ClusterObject, _ removal: APIRemoval, _ reason: String
  ) -> Finding {
    Finding(
      code,
      code == .removedAPI
        ? "no cluster knows '\(removal.apiVersion)' of \(object.identity) any more"
        : "'\(removal.apiVersion)' of \(object.identity) is on its way out",
      in: object, at: ["apiVersion"].pointer, label: reason,
      help: [
        removal.replacement.map {
          $0.utf8.contains(UInt8(ascii: " ")) ? "use \($0)" : "write 'apiVersion: \($0)'"
        } ?? "nothing has taken its place: remove it"
      ])
  }
}

extension Code {
  static let removedAPI = Code(
    "removed-api", .error, "an object is of an API version that is gone")
  static let retiredAPI = Code(
    "retired-api", .warning, "an object is of an API version that newer releases do not serve")
}
