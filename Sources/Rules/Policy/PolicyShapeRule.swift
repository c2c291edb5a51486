import Diagnostics
import Fields
import Manifests
import Topology
import Values
import Versions

/// Policies that Linkerd's admission webhook refuses.
enum PolicyShapeRule: ObjectRule {
  static let codes: [Code] = [
    .refusedServer, .refusedAuthorization, .refusedNetworks, .refusedRateLimit, .refusedRoute,
  ]

  static let explanation = """
    Linkerd's policy controller looks at each policy before the API server keeps it, and refuses what
    it could not enforce; then Flux applies nothing of that Kustomization.

    A Server has a policy that exists. An AuthorizationPolicy names a Server, a route or its own
    namespace, and at most one MeshTLSAuthentication or ServiceAccount and one NetworkAuthentication:
    all of them have to agree, so two identities would let nobody in. Several identities belong into
    one MeshTLSAuthentication. A NetworkAuthentication has at least one
    network, whose exceptions lie inside it. Limits of an HTTPLocalRateLimitPolicy are above zero,
    and none is above the total. A route for an EgressNetwork names a port of it.

    Example: an AuthorizationPolicy with two ServiceAccounts in 'requiredAuthenticationRefs'.

    Cure: one MeshTLSAuthentication whose 'identityRefs' lists both.
    """

  private static let group = "policy.linkerd.io"

  static func check(_ object: ClusterObject) -> [Finding] {
    let spec = object.object.value["spec"] ?? .null
    switch (object.identity.group, object.identity.kind) {
    case (group, "Server"): return [server(object, spec)].compactMap { $0 }
    case (group, "AuthorizationPolicy"): return [authorization(object, spec)].compactMap { $0 }
    case (group, "NetworkAuthentication"), (group, "EgressNetwork"):
      return networks(object, spec)
    case (group, "HTTPLocalRateLimitPolicy"): return [rateLimit(object, spec)].compactMap { $0 }
    case (group, "HTTPRoute"), ("gateway.networking.k8s.io", "HTTPRoute"),
      ("gateway.networking.k8s.io", "GRPCRoute"):
      return route(object, spec)
    default: return []
    }
  }

  /// Which pods it selects is for the schema to say.
  private static func server(_ object: ClusterObject, _ spec: JSONValue) -> Finding? {
    guard let policy = spec["accessPolicy"]?.string, !policy.isUndecided,
      !MeshAnnotation.inboundPolicies.contains(policy)
    else { return nil }
    return Finding(
      .refusedServer, "'\(policy)' is no policy of \(object.identity)", in: object,
      at: ["spec", "accessPolicy"].pointer,
      label: "expected \(MeshAnnotation.inboundPolicies.map { "'\($0)'" }.joinedAsAlternatives())")
  }

  private static let targets: Set<String> = [
    "policy.linkerd.io/Server", "core/Namespace", "/Namespace", "policy.linkerd.io/HTTPRoute",
    "gateway.networking.k8s.io/HTTPRoute", "gateway.networking.k8s.io/GRPCRoute",
  ]

  private static func key(_ reference: JSONValue) -> String {
    "\(reference["group"]?.string ?? "")/\(reference["kind"]?.string ?? "")"
  }

  private static func authorization(_ object: ClusterObject, _ spec: JSONValue) -> Finding? {
    guard let target = spec["targetRef"] else { return nil }
    if !targets.contains(key(target)), !target.isUndecided {
      return Finding(
        .refusedAuthorization, "\(object.identity) is for a '\(target["kind"]?.string ?? "")'",
        in: object, at: ["spec", "targetRef", "kind"].pointer,
        label: "of group '\(target["group"]?.string ?? "")'",
        help: ["name a Server or an HTTPRoute of group 'policy.linkerd.io', or the Namespace"])
    }
    if target["kind"]?.string == "Namespace", let name = target["name"]?.string, !name.isUndecided,
      !object.identity.namespace.isEmpty, name != object.identity.namespace
    {
      return Finding(
        .refusedAuthorization,
        "\(object.identity) is for another namespace than its own, '\(name)'", in: object,
        at: ["spec", "targetRef", "name"].pointer,
        help: ["put it into namespace '\(name)'"])
    }
    return references(object, spec["requiredAuthenticationRefs"]?.array ?? [])
  }

  private static func references(_ object: ClusterObject, _ references: [JSONValue]) -> Finding? {
    var identity: Int?
    var network: Int?
    for (index, reference) in references.enumerated() {
      let pointer = ["spec", "requiredAuthenticationRefs"].pointer.appending(index)
      switch key(reference) {
      case "policy.linkerd.io/MeshTLSAuthentication", "/ServiceAccount", "core/ServiceAccount":
        if identity != nil {
          return Finding(
            .refusedAuthorization, "\(object.identity) asks for two identities at once", in: object,
            at: pointer, label: "no client has both",
            help: ["list both in 'identityRefs' of one MeshTLSAuthentication"])
        }
        identity = index
      case "policy.linkerd.io/NetworkAuthentication":
        if network != nil {
          return Finding(
            .refusedAuthorization, "\(object.identity) names two NetworkAuthentications",
            in: object,
            at: pointer, help: ["list the networks of both in one NetworkAuthentication"])
        }
        network = index
      default:
        if reference.isUndecided { continue }
        return Finding(
          .refusedAuthorization,
          "\(object.identity) asks for a '\(reference["kind"]?.string ?? "")'", in: object,
          at: pointer.appending("kind"), label: "of group '\(reference["group"]?.string ?? "")'",
          help: [
            "name a MeshTLSAuthentication or a NetworkAuthentication of group 'policy.linkerd.io', or a ServiceAccount"
          ])
      }
    }
    return nil
  }

  private static func networks(_ object: ClusterObject, _ spec: JSONValue) -> [Finding] {
    let isRequired = object.identity.kind == "NetworkAuthentication"
    guard let networks = spec["networks"]?.array, !networks.isEmpty else {
      guard isRequired || spec["networks"] != nil else { return [] }
      return [
        Finding(
          .refusedNetworks, "\(object.identity) has no network", in: object, at: ["spec"].pointer,
          help: ["list at least one in 'networks'"])
      ]
    }
    return networks.enumerated().flatMap { index, network -> [Finding] in
      let pointer = ["spec", "networks"].pointer.appending(index)
      guard let text = network["cidr"]?.string, !text.isUndecided else { return [] }
      let block: CIDRBlock
      switch parse(text) {
      case .success(let parsed): block = parsed
      case .failure(let problem):
        return [refused(object, pointer.appending("cidr"), text, problem)]
      }
      return (network["except"]?.array ?? []).enumerated().compactMap { place, value in
        guard let inner = value.string, !inner.isUndecided else { return nil }
        let pointer = pointer.appending("except").appending(place)
        switch parse(inner) {
        case .failure(let problem): return refused(object, pointer, inner, problem)
        case .success(let exception):
          if block.contains(exception), exception != block { return nil }
          return Finding(
            .refusedNetworks,
            exception.contains(block)
              ? "exception '\(inner)' leaves nothing of '\(text)'"
              : "exception '\(inner)' does not lie within '\(text)'",
            in: object, at: pointer, help: ["an exception is a smaller block inside its network"])
        }
      }
    }
  }

  private struct Problem: Error { let help: String }

  /// The controller takes an address for a block of its own, and host bits for what they are in.
  private static func parse(_ text: String) -> Result<CIDRBlock, Problem> {
    switch CIDRBlock.parse(text) as Result<CIDRBlock, CIDRBlock.ParseError> {
    case .success(let block), .failure(.hostBits(let block)): return .success(block)
    case .failure(.missingPrefix(let address)):
      if let block = CIDRBlock(address, prefixLength: address.family.bits) {
        return .success(block)
      }
      return .failure(Problem(help: "write a block such as '10.0.0.0/8'"))
    case .failure: return .failure(Problem(help: "write a block such as '10.0.0.0/8'"))
    }
  }

  private static func refused(
    _ object: ClusterObject, _ pointer: JSONPointer, _ text: String, _ problem: Problem
  ) -> Finding {
    Finding(
      .refusedNetworks, "'\(text)' is not a block of addresses", in: object, at: pointer,
      help: [problem.help])
  }

  private static func rateLimit(_ object: ClusterObject, _ spec: JSONValue) -> Finding? {
    let total = rate(spec["total"])
    let limits =
      [
        (["spec", "total"].pointer, total), (["spec", "identity"].pointer, rate(spec["identity"])),
      ]
      + (spec["overrides"]?.array ?? []).enumerated().map { index, override in
        (["spec", "overrides"].pointer.appending(index), rate(override))
      }
    for (pointer, limit) in limits {
      guard let limit else { continue }
      let place = pointer.appending("requestsPerSecond")
      if limit <= 0 {
        return Finding(
          .refusedRateLimit, "a limit of \(object.identity) is not above zero", in: object,
          at: place,
          help: ["write a number from 1 on, or remove the limit"])
      }
      if let total, limit > total {
        return Finding(
          .refusedRateLimit, "a limit of \(object.identity) is above the total", in: object,
          at: place, label: "the total is \(total)", help: ["lower it, or raise the total"])
      }
    }
    return nil
  }

  private static func rate(_ limit: JSONValue?) -> Int64? {
    if case .integer(let number)? = limit?["requestsPerSecond"] { number } else { nil }
  }

  /// Which back-ends need a port is for the schema to say.
  private static func route(_ object: ClusterObject, _ spec: JSONValue) -> [Finding] {
    (spec["parentRefs"]?.array ?? []).enumerated().compactMap { index, parent in
      guard parent["kind"]?.string == "EgressNetwork", parent["port"] == nil else { return nil }
      return Finding(
        .refusedRoute, "\(object.identity) is for an EgressNetwork and names no port", in: object,
        at: ["spec", "parentRefs"].pointer.appending(index), help: ["add 'port'"])
    }
  }
}

extension Code {
  static let refusedServer = Code(
    "refused-server", .error, "a Server is one that Linkerd's admission webhook refuses")
  static let refusedAuthorization = Code(
    "refused-authorization", .error, "an AuthorizationPolicy is one that Linkerd refuses")
  static let refusedNetworks = Code(
    "refused-networks", .error, "networks of a policy are none that Linkerd takes")
  static let refusedRateLimit = Code(
    "refused-rate-limit", .error, "a rate limit is one that Linkerd refuses")
  static let refusedRoute = Code(
    "refused-route", .error, "a route is for an EgressNetwork without a port")
}
