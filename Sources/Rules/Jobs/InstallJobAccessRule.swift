import Diagnostics
import Manifests
import Values

/// Jobs that may do everything on a cluster.
enum InstallJobAccessRule: ClusterRule {
  static let codes: [Code] = [.overWideAccess]

  static let explanation = """
    An install Job runs a script, often with a program from the internet, by a ServiceAccount of its
    own. Bound to 'cluster-admin', or to a role with '*' for groups, resources and verbs, that script
    may read every Secret of the cluster and change every object: whoever changes the image or the
    script owns the cluster.

    Example: a ClusterRoleBinding of the Job's ServiceAccount to 'cluster-admin'.

    Cure: a ClusterRole that lists what the Job applies; for roles that it makes, the verbs 'bind' and
    'escalate' on those.
    """

  static func check(_ view: ClusterView) -> [Finding] {
    let jobs = view.pods.filter(\.isOfJob)
    if jobs.isEmpty { return [] }
    let bindings = view.objects("rbac.authorization.k8s.io", "ClusterRoleBinding")
    return bindings.compactMap { binding in
      guard let job = jobs.first(where: { isBound($0, by: binding) }),
        let reason = width(of: binding, view)
      else { return nil }
      return Finding(
        .overWideAccess, "\(job.object.identity) may do everything on the cluster", in: binding,
        at: ["roleRef", "name"].pointer, label: reason,
        help: ["bind a role that lists what the Job applies"], other: job.object,
        otherLabel: "runs by the ServiceAccount that is bound")
    }
  }

  private static func isBound(_ job: PodTemplate, by binding: ClusterObject) -> Bool {
    let account = job.spec["serviceAccountName"]?.string ?? "default"
    return (binding.object.value["subjects"]?.array ?? []).contains {
      $0["kind"]?.string == "ServiceAccount" && $0["name"]?.string == account
        && $0["namespace"]?.string == job.object.identity.namespace
    }
  }

  private static func width(of binding: ClusterObject, _ view: ClusterView) -> String? {
    let name = binding.object.value[path: "roleRef", "name"]?.string ?? ""
    if name == "cluster-admin" { return "holds every right" }
    let role = view.object("rbac.authorization.k8s.io", "ClusterRole", "", name)
    let isWide = (role?.object.value["rules"]?.array ?? []).contains { rule in
      ["apiGroups", "resources", "verbs"].allSatisfy {
        rule[$0]?.array?.contains("*") == true
      }
    }
    return isWide ? "its rules have '*' for groups, resources and verbs" : nil
  }
}

extension Code {
  static let overWideAccess = Code(
    "over-wide-access", .error, "a Job may do everything on its cluster")
}
