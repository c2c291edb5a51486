import Diagnostics
import Manifests
import Topology
import Values
import Versions

/// Links that a service mirror cannot use.
enum LinkObjectRule: ClusterRule {
  static let codes: [Code] = [
    .misnamedLink, .incompleteLink, .linkWithoutController, .absentLinkCredentials,
    .copiedOwnerLabels, .outdatedLink,
  ]

  static let explanation = """
    A link between clusters is several objects that have to agree. The Link's name, its
    'targetClusterName' and 'controllers[].link.ref.name' in the values of chart linkerd-multicluster
    are one name: that of the other cluster. Without an entry of 'controllers' no service mirror runs,
    and with two, two fight over the same mirrors. 'clusterCredentialsSecret' names a Secret in the
    Link's namespace with the kubeconfig.

    A Link with a gateway has its address, its port and the probe; without the probe the mirror never
    counts the gateway as alive.

    A mirror has the labels of its Service. Where Flux applied that, the mirror says that Flux owns it,
    and tools that look by these labels take it for an orphan. 'excludedLabels' leaves them out.

    Example: Link 'pro' with 'targetClusterName: production'.

    Cure: one name for all of them; 'linkerd multicluster link-gen' writes them so.
    """

  static func check(_ view: ClusterView) -> [Finding] {
    let links = view.objects("multicluster.linkerd.io", "Link")
    if links.isEmpty { return [] }
    return links.flatMap { link -> [Finding] in
      let spec = link.object.value["spec"] ?? .null
      return [
        misnamed(link, spec), incomplete(link, spec), uncontrolled(link, view),
        credentials(link, spec, view), copied(link, spec), outdated(link, view),
      ].compactMap { $0 }
    }
  }

  private static func misnamed(_ link: ClusterObject, _ spec: JSONValue) -> Finding? {
    guard let target = spec["targetClusterName"]?.string, target != link.identity.name,
      !target.isUndecided
    else { return nil }
    return Finding(
      .misnamedLink, "\(link.identity) is for a cluster of another name, '\(target)'", in: link,
      at: ["spec", "targetClusterName"].pointer, help: ["give both one name"])
  }

  private static func incomplete(_ link: ClusterObject, _ spec: JSONValue) -> Finding? {
    guard let address = spec["gatewayAddress"]?.string, !address.isEmpty else { return nil }
    let missing = ["gatewayIdentity", "gatewayPort", "probeSpec"].filter { spec[$0] == nil }
    if let first = missing.first {
      return Finding(
        .incompleteLink, "\(link.identity) has a gateway and no '\(first)'", in: link,
        at: ["spec", "gatewayAddress"].pointer,
        help: ["add '\(first)' of the other cluster's gateway"])
    }
    let hosts = address.parts(between: UInt8(ascii: ","))
    let loopback = hosts.first { host in
      guard !host.isUndecided else { return false }
      return host == "localhost" || host == "0.0.0.0" || host == "::" || host == "::1"
        || (host.hasPrefix("127.") && IPAddress(host) != nil)
    }
    return loopback.map {
      Finding(
        .incompleteLink, "the gateway of \(link.identity) is '\($0)', which each pod is itself",
        in: link, at: ["spec", "gatewayAddress"].pointer,
        help: ["write an address by which this cluster's pods reach the other one"])
    }
  }

  private static func uncontrolled(_ link: ClusterObject, _ view: ClusterView) -> Finding? {
    guard let release = view.chartRelease(.multicluster), !release.isOpen("controllers"),
      case .edge(let tag) = release.version,
      let minor = LinkerdRelease.release(of: tag)?.minor, minor >= MulticlusterRelease.oldest
    else { return nil }
    let names = (release.value("controllers")?.array ?? []).compactMap {
      $0["link"]?["ref"]?["name"]?.string
    }
    if names.contains(where: \.isUndecided) { return nil }
    let count = names.filter { $0 == link.identity.name }.count
    if count == 1 { return nil }
    return Finding(
      .linkWithoutController,
      count == 0
        ? "no service mirror runs for \(link.identity)"
        : "\(count) service mirrors run for \(link.identity)",
      in: count == 0 ? link : release.object,
      at: count == 0 ? ["metadata", "name"].pointer : release.pointer("controllers"),
      help: [
        count == 0
          ? "add '{link: {ref: {name: \(link.identity.name)}}}' to 'controllers' of chart linkerd-multicluster"
          : "keep one entry of 'controllers' for each Link"
      ], other: count == 0 ? release.object : link,
      otherLabel: count == 0 ? "has no controller for it" : "the Link")
  }

  private static let owner = "kustomize.toolkit.fluxcd.io"

  /// Only of a Link that Flux applies: who else has the Services' labels is not known.
  private static func copied(_ link: ClusterObject, _ spec: JSONValue) -> Finding? {
    let excluded = (spec["excludedLabels"]?.array ?? []).compactMap(\.string)
    if excluded.contains(where: { $0.utf8.holds(owner) || $0.isUndecided || $0 == "*" }) {
      return nil
    }
    return Finding(
      .copiedOwnerLabels, "mirrors of \(link.identity) look as if Flux owned them", in: link,
      at: (spec["excludedLabels"] == nil ? ["spec"] : ["spec", "excludedLabels"]).pointer,
      label: "copies the labels of Flux from each Service",
      help: ["add '\(owner)/*' to 'excludedLabels'"])
  }

  /// As `linkerd multicluster check` compares them.
  private static func outdated(_ link: ClusterObject, _ view: ClusterView) -> Finding? {
    let key = "linkerd.io/created-by"
    guard case .tag(let tag)? = view.linkerd, link.isManifest,
      let text = link.object.value[path: "metadata", "annotations"]?[key]?.string,
      text.hasPrefix("linkerd/cli edge-"), text != "linkerd/cli \(tag)"
    else { return nil }
    return Finding(
      .outdatedLink, "\(link.identity) was made by another release than this cluster's, \(tag)",
      in: link, at: ["metadata", "annotations", key].pointer,
      help: ["make it again with the CLI of \(tag)"])
  }

  private static func credentials(
    _ link: ClusterObject, _ spec: JSONValue, _ view: ClusterView
  ) -> Finding? {
    guard let name = spec["clusterCredentialsSecret"]?.string, !name.isUndecided,
      link.isManifest, view.incomplete.isEmpty
    else { return nil }
    let namespace = link.identity.namespace
    let isBrought = view.objects.contains { object in
      guard object.identity.namespace == namespace else { return false }
      return SecretProducer(object)?.secret == name
    }
    // An operator or a policy may copy it from elsewhere.
    let isCopied = view.objects.contains {
      ["ClusterExternalSecret", "ClusterPolicy", "PushSecret"].contains($0.identity.kind)
    }
    if isBrought || isCopied { return nil }
    return Finding(
      .absentLinkCredentials, "nothing brings Secret '\(name)' of \(link.identity)", in: link,
      at: ["spec", "clusterCredentialsSecret"].pointer, label: "the service mirror waits for it",
      help: ["add an ExternalSecret, a SealedSecret or an encrypted Secret of that name"])
  }
}

extension Code {
  static let misnamedLink = Code(
    "misnamed-link", .error, "a Link and the cluster that it is for have different names")
  static let incompleteLink = Code(
    "incomplete-link", .error, "a Link's gateway cannot be reached or is not probed")
  static let linkWithoutController = Code(
    "link-without-controller", .error, "a Link has no service mirror of its own, or several")
  static let copiedOwnerLabels = Code(
    "copied-owner-labels", .warning, "mirrors of a Link get the labels by which Flux knows its own")
  static let outdatedLink = Code(
    "outdated-link", .warning, "a Link was made by another release of Linkerd than the cluster's")
  static let absentLinkCredentials = Code(
    "absent-link-credentials", .error, "nothing brings the credentials that a Link names")
}
