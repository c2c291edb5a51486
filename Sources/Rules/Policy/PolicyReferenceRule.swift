import Diagnostics
import Manifests
import Values

/// Policies that name what is not there.
enum PolicyReferenceRule: ClusterRule {
  static let codes: [Code] = [.absentPolicyTarget, .absentAuthentication]

  static let explanation = """
    An AuthorizationPolicy for a Server or a route that is not there authorizes nothing, and the ports
    that it was written for keep the default policy: closed where that is 'deny', open where it is
    not. An authentication that is not there matches no client, so nobody gets in.

    All are looked up in the namespace of the policy, but for authentications with a namespace.

    Example: 'targetRef: {kind: Server, name: web-htpt}'.

    Cure: the name that the Server has.
    """

  static func check(_ view: ClusterView) -> [Finding] {
    let policies = view.objects("policy.linkerd.io", "AuthorizationPolicy")
    let limits = view.objects("policy.linkerd.io", "HTTPLocalRateLimitPolicy")
    return (policies + limits).compactMap { target(of: $0, view) }
      + policies.flatMap { authentications(of: $0, view) }
  }

  private static func target(of policy: ClusterObject, _ view: ClusterView) -> Finding? {
    guard let target = policy.object.value[path: "spec", "targetRef"],
      let kind = target["kind"]?.string, kind != "Namespace"
    else { return nil }
    return missing(
      target, kind, policy.identity.namespace, policy, .absentPolicyTarget,
      ["spec", "targetRef", "name"].pointer, view)
  }

  private static func authentications(
    of policy: ClusterObject, _ view: ClusterView
  ) -> [Finding] {
    let references = policy.object.value[path: "spec", "requiredAuthenticationRefs"]?.array ?? []
    return references.enumerated().compactMap { index, reference in
      guard let kind = reference["kind"]?.string,
        ["MeshTLSAuthentication", "NetworkAuthentication"].contains(kind)
      else { return nil }
      let pointer = ["spec", "requiredAuthenticationRefs"].pointer.appending(index)
      return missing(
        reference, kind, reference["namespace"]?.string ?? policy.identity.namespace, policy,
        .absentAuthentication, pointer.appending("name"), view)
    }
  }

  private static func missing(
    _ reference: JSONValue, _ kind: String, _ namespace: String, _ policy: ClusterObject,
    _ code: Code, _ pointer: JSONPointer, _ view: ClusterView
  ) -> Finding? {
    guard let name = reference["name"]?.string, !name.isUndecided,
      let group = reference["group"]?.string, !group.isEmpty, group != "core"
    else { return nil }
    let identity = ObjectIdentity(group: group, kind: kind, namespace: namespace, name: name)
    guard view.lacks(identity, askedForBy: policy) else { return nil }
    let names = view.objects(group, kind).map(\.identity)
    let elsewhere = names.first { $0.name == name }
    let near = closest(
      to: name, among: names.filter { $0.namespace == namespace }.map(\.name))
    return Finding(
      code, "\(policy.identity) names \(identity), which is not there", in: policy, at: pointer,
      help: [
        elsewhere.map { "there is one in namespace '\($0.namespace)'" }
          ?? near.map { "the nearest name is '\($0)'" } ?? "add it, or name another"
      ])
  }
}

extension Code {
  static let absentPolicyTarget = Code(
    "absent-policy-target", .error, "a policy is for a Server or a route that is not there")
  static let absentAuthentication = Code(
    "absent-authentication", .error, "a policy asks for an authentication that is not there")
}
