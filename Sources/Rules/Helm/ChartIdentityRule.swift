import Diagnostics
import Manifests
import Topology
import Values
import Versions

/// Values of Linkerd's charts by which they cannot be rendered, or without which no proxy starts.
enum ChartIdentityRule: ClusterRule {
  static let codes: [Code] = [
    .missingAnchorValue, .missingIssuerValue, .contestedIssuer, .refusedChartValue,
  ]

  static let explanation = """
    The chart of the control plane needs the trust anchors: 'identityTrustAnchorsPEM', or
    'identity.externalCA: true' where trust-manager brings them. With 'identity.issuer.scheme:
    linkerd.io/tls', which is the default, it needs the issuer's certificate and key as well; with
    'kubernetes.io/tls' somebody else makes the Secret 'linkerd-identity-issuer', and the two values
    are not for it.

    Other values are read by the proxies when they start, and a wrong one stops every pod that is
    injected: a policy that does not exist, a block of addresses that is none, a request above its
    limit.

    Example: a HelmRelease of linkerd-control-plane with 'values: {clusterNetworks: 10.0.0.0}'.

    Cure: the value that the chart's documentation names.
    """

  static func check(_ view: ClusterView) -> [Finding] {
    guard let release = view.chartRelease(.controlPlane) else { return [] }
    return [anchors(release)].compactMap { $0 } + issuer(release) + values(release)
  }

  private static func finding(
    _ code: Code, _ message: String, _ release: ChartRelease, at pointer: JSONPointer? = nil,
    label: String = "", help: [String]
  ) -> Finding {
    Finding(
      code, message, in: release.object, at: pointer ?? release.place, label: label, help: help)
  }

  private static func isFilled(_ value: JSONValue?) -> Bool {
    value?.string.map { !$0.isEmpty } ?? false
  }

  private static func anchors(_ release: ChartRelease) -> Finding? {
    let path = "identityTrustAnchorsPEM"
    guard !release.isOpen(path), !isFilled(release.value(path)),
      !release.isOpen("identity.externalCA"),
      release.value("identity", "externalCA") != .bool(true)
    else { return nil }
    return finding(
      .missingAnchorValue, "\(release.object.identity) gives the mesh no trust anchor", release,
      help: [
        "set '\(path)', by 'valuesFrom' with a 'targetPath' for example; or 'identity.externalCA: true' with a Bundle of trust-manager"
      ])
  }

  private static func issuer(_ release: ChartRelease) -> [Finding] {
    guard !release.isOpen("identity.issuer") || release.value("identity", "issuer", "scheme") != nil
    else { return [] }
    let scheme = release.value("identity", "issuer", "scheme")?.string ?? "linkerd.io/tls"
    let names = ["crtPEM", "keyPEM"]
    switch scheme {
    case "linkerd.io/tls":
      let missing = names.filter {
        !release.isOpen("identity.issuer.tls.\($0)")
          && !isFilled(release.value("identity", "issuer", "tls", $0))
      }
      guard !missing.isEmpty, !release.isOpen else { return [] }
      return [
        finding(
          .missingIssuerValue, "\(release.object.identity) lacks the identity issuer", release,
          label:
            "needs \(missing.map { "'identity.issuer.tls.\($0)'" }.joined(separator: " and "))",
          help: [
            "set 'identity.issuer.scheme: kubernetes.io/tls' where cert-manager makes the issuer"
          ])
      ]
    case "kubernetes.io/tls":
      return names.filter { isFilled(release.value("identity", "issuer", "tls", $0)) }.map {
        finding(
          .contestedIssuer, "'identity.issuer.tls.\($0)' is not for scheme 'kubernetes.io/tls'",
          release, at: release.pointer("identity", "issuer", "tls", $0),
          help: ["remove it: Secret 'linkerd-identity-issuer' holds the issuer"])
      }
    case _ where scheme.isUndecided: return []
    default:
      return [
        refused(
          release, ["identity", "issuer", "scheme"], scheme,
          "'linkerd.io/tls' or 'kubernetes.io/tls'")
      ]
    }
  }

  private static func refused(
    _ release: ChartRelease, _ path: [String], _ text: String, _ expected: String
  ) -> Finding {
    finding(
      .refusedChartValue, "'\(text)' is not valid for '\(path.joined(separator: "."))'", release,
      at: path.reduce(ChartRelease.valuesPointer) { $0.appending($1) },
      label: "expected \(expected)",
      help: [])
  }

  private static let shapes: [([String], MeshAnnotation.Shape)] = [
    (["imagePullPolicy"], .oneOf(MeshAnnotation.pullPolicies)),
    (["proxy", "defaultInboundPolicy"], .oneOf(MeshAnnotation.inboundPolicies)),
    (["proxy", "image", "pullPolicy"], .oneOf(MeshAnnotation.pullPolicies)),
    (["proxy", "logHTTPHeaders"], .oneOf(["insecure", "off"])),
    (["proxy", "opaquePorts"], .ports),
    (["proxyInit", "ignoreInboundPorts"], .ports),
    (["proxyInit", "ignoreOutboundPorts"], .ports),
    (["proxyInit", "skipSubnets"], .networks),
  ]

  private static func values(_ release: ChartRelease) -> [Finding] {
    let shaped = shapes.compactMap { path, shape -> Finding? in
      guard let value = path.dropFirst().reduce(release.values[path[0]], { $0?[$1] }),
        let text = value.scalarText, !text.isEmpty, !text.isUndecided,
        let expected = shape.expectation(of: text)
      else { return nil }
      return refused(release, path, text, expected)
    }
    return shaped + [networks(release)].compactMap { $0 } + resources(release)
  }

  private static func networks(_ release: ChartRelease) -> Finding? {
    guard let text = release.value("clusterNetworks")?.string, !text.isUndecided else { return nil }
    let wrong = text.parts(between: UInt8(ascii: ",")).first { part in
      switch CIDRBlock.parse(part) as Result<CIDRBlock, CIDRBlock.ParseError> {
      case .success, .failure(.hostBits): false
      case .failure: true
      }
    }
    return wrong.map {
      refused(release, ["clusterNetworks"], $0, "a list such as '10.0.0.0/8,172.16.0.0/12'")
    }
  }

  private static func resources(_ release: ChartRelease) -> [Finding] {
    ["cpu", "memory", "ephemeral-storage"].flatMap { resource -> [Finding] in
      let path = ["proxy", "resources", resource]
      let ends = ["request", "limit"].map { end -> (text: String, amount: Quantity?) in
        let text = release.value("proxy", "resources", resource, end)?.scalarText ?? ""
        return (text, Quantity(text))
      }
      let unreadable = zip(["request", "limit"], ends).filter {
        !$1.text.isEmpty && !$1.text.isUndecided && $1.amount == nil
      }.map { refused(release, path + [$0], $1.text, "an amount such as '100m' or '64Mi'") }
      guard unreadable.isEmpty, let request = ends[0].amount, let limit = ends[1].amount,
        request > limit
      else { return unreadable }
      return [
        refused(release, path + ["request"], ends[0].text, "at most the limit, \(ends[1].text)")
      ]
    }
  }
}

extension Code {
  static let missingAnchorValue = Code(
    "missing-anchor-value", .error, "a release of the control plane has no trust anchor")
  static let missingIssuerValue = Code(
    "missing-issuer-value", .error, "a release of the control plane has no identity issuer")
  static let contestedIssuer = Code(
    "contested-issuer", .error, "an issuer is given by value and by Secret")
  static let refusedChartValue = Code(
    "refused-chart-value", .error, "a value of a chart is one that Linkerd cannot use")
}
