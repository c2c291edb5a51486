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

  /// One kind of one version: told once for a cluster, since one search replaces all of them.
  private struct Kind: Hashable {
    let apiVersion: String
    let kind: String
  }

  static func check(_ view: ClusterView) -> [Finding] {
    var first: [(object: ClusterObject, removal: APIRemoval)] = []
    var counts: [Kind: Int] = [:]
    for object in view.objects {
      guard let apiVersion = object.object.value["apiVersion"]?.string,
        let removal = APIRemoval.of(apiVersion, object.identity.kind)
      else { continue }
      let kind = Kind(apiVersion: apiVersion, kind: object.identity.kind)
      counts[kind, default: 0] += 1
      if counts[kind] == 1 { first.append((object, removal)) }
    }
    return first.map { object, removal in
      let kind = Kind(apiVersion: removal.apiVersion, kind: object.identity.kind)
      var finding = judge(object, removal, view)
      if let count = counts[kind], count > 1 {
        finding.label += ", and for \(count - 1) more of this kind"
      }
      return finding
    }
  }

  private static func judge(
    _ object: ClusterObject, _ removal: APIRemoval, _ view: ClusterView
  ) -> Finding {
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
