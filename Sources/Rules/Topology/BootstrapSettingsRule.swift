import Diagnostics
import Topology
import Versions

/// Settings of a cluster's bootstrap configuration that do nothing, or say another thing than the
/// rest of the description.
enum BootstrapSettingsRule: TopologyRule {
  static let codes: [Code] = [
    .ineffectiveBootstrap, .bootstrapDisagrees, .bootstrapSecret, .mismatchedNodeImage,
  ]

  static let explanation = """
    kind and K3s are configured by a file that Mooring writes from 'distribution', 'network' and
    'bootstrap'. Blocks and addresses in it come from 'network', which all rules look at: said a
    second time in 'bootstrap.config', they could be another's. A field that is kind's alone does
    nothing for K3s; minikube and other distributions are not configured by a file.

    The file is committed, so no password or token may be in it: K3s takes its token from
    K3S_TOKEN, or from the file that 'token-file' names.

    Of a node image of kind the tag says which Kubernetes it is.

    Example: 'bootstrap: {config: {networking: {podSubnet: 10.1.0.0/16}}}'.

    Cure: say it in the field that the finding names.
    """

  static func check(_ topology: Topology) -> [Diagnostic] {
    topology.clusters.flatMap { cluster -> [Diagnostic] in
      guard let bootstrap = cluster.bootstrap, let distribution = cluster.distribution else {
        return []
      }
      switch distribution.value {
      case .kind:
        return disagreements(bootstrap, with: ofKind) + replacements(bootstrap, of: partsOfKind)
          + (image(bootstrap, cluster).map { [$0] } ?? [])
      case .k3s:
        return ofKindAlone(bootstrap, distribution) + disagreements(bootstrap, with: ofK3s)
          + replacements(bootstrap, of: partsOfK3s) + secrets(bootstrap)
      case .minikube, .other: return [ineffective(bootstrap, distribution, cluster)]
      }
    }
  }

  private static func ineffective(
    _ bootstrap: Topology.Bootstrap, _ distribution: Located<Distribution>,
    _ cluster: Topology.Member
  ) -> Diagnostic {
    Diagnostic(
      .ineffectiveBootstrap, "'bootstrap' of cluster '\(cluster.name)' does nothing",
      at: bootstrap.place, label: "distribution '\(distribution.value.rawValue)' has no such file",
      secondary: distribution.place.map { [Label($0, "this says so")] } ?? [],
      help: [
        distribution.place == nil
          ? "add 'distribution: kind' or 'distribution: k3s', or remove 'bootstrap'"
          : "remove 'bootstrap'"
      ])
  }

  private static func ofKindAlone(
    _ bootstrap: Topology.Bootstrap, _ distribution: Located<Distribution>
  ) -> [Diagnostic] {
    bootstrap.fields.filter { ["nodeImage", "workers"].contains($0.name) }.map { field in
      Diagnostic(
        .ineffectiveBootstrap, "'\(field.name)' does nothing for K3s", at: field.place,
        label: "kind alone has it",
        secondary: distribution.place.map { [Label($0, "the cluster is made by K3s")] } ?? [],
        help: ["remove '\(field.name)'"])
    }
  }

  /// What Mooring writes into kind's file, and the field that says it.
  private static let ofKind: [(path: [String], field: String)] = [
    (["apiVersion"], "distribution"), (["kind"], "distribution"), (["name"], "metadata.name"),
    (["networking", "ipFamily"], "network.pods"), (["networking", "podSubnet"], "network.pods"),
    (["networking", "serviceSubnet"], "network.services"),
    (["networking", "apiServerAddress"], "bootstrap.listenAddress"),
    (["networking", "apiServerPort"], "network.apiServer"),
    (["networking", "disableDefaultCNI"], "bootstrap.defaultCNI"),
  ]
  private static let ofK3s: [(path: [String], field: String)] = [
    (["cluster-cidr"], "network.pods"), (["service-cidr"], "network.services"),
    (["bind-address"], "bootstrap.listenAddress"), (["https-listen-port"], "network.apiServer"),
    (["flannel-backend"], "bootstrap.defaultCNI"),
    (["disable-network-policy"], "bootstrap.defaultCNI"),
  ]

  private static func disagreements(
    _ bootstrap: Topology.Bootstrap, with owned: [(path: [String], field: String)]
  ) -> [Diagnostic] {
    bootstrap.settings.compactMap { setting in
      guard let own = owned.first(where: { $0.path == setting.path }) else { return nil }
      return Diagnostic(
        .bootstrapDisagrees, "'\(setting.path.joined(separator: "."))' is not for 'config'",
        at: setting.place, label: "it follows from '\(own.field)'",
        help: ["remove it, and say it in '\(own.field)'"])
    }
  }

  /// What Mooring writes in part, and whether it is a list, behind which more may stand; else it is a
  /// mapping.
  private static let partsOfKind = [
    "networking": false, "nodes": true, "kubeadmConfigPatches": true,
  ]
  private static let partsOfK3s = ["tls-san": true]

  private static func replacements(
    _ bootstrap: Topology.Bootstrap, of parts: [String: Bool]
  ) -> [Diagnostic] {
    bootstrap.settings.compactMap { setting in
      guard setting.path.count == 1, let isList = parts[setting.path[0]],
        isList ? !setting.isList : !setting.isMapping
      else { return nil }
      let shape = isList ? "a list" : "a mapping"
      return Diagnostic(
        .bootstrapDisagrees, "'\(setting.path[0])' would replace what Mooring writes there",
        at: setting.place, label: "is no \(isList ? "list" : "mapping")",
        help: ["write \(shape): it is added to the one that Mooring writes"])
    }
  }

  /// Keys of K3s whose value is a secret (pkg/cli/cmds/server.go and agent.go of k3s-io/k3s).
  private static let secretsOfK3s: Set<String> = [
    "agent-token", "datastore-endpoint", "etcd-s3-access-key", "etcd-s3-secret-key",
    "etcd-s3-session-token", "token", "vpn-auth",
  ]

  private static func secrets(_ bootstrap: Topology.Bootstrap) -> [Diagnostic] {
    bootstrap.settings.filter { $0.path.count == 1 && secretsOfK3s.contains($0.path[0]) }
      .map { setting in
        var diagnostic = Diagnostic(
          .bootstrapSecret, "'\(setting.path[0])' would be committed in clear", at: setting.place,
          help: [
            ["agent-token", "token"].contains(setting.path[0])
              ? "name a file on the machine with '\(setting.path[0])-file'"
              : "put it into a file of /etc/rancher/k3s/config.yaml.d/ on the machine"
          ])
        diagnostic.isConfidential = true
        return diagnostic
      }
  }

  /// The tag of kindest/node is the version of Kubernetes, with a `v`; other images may have others.
  private static func image(
    _ bootstrap: Topology.Bootstrap, _ cluster: Topology.Member
  ) -> Diagnostic? {
    guard let image = bootstrap.nodeImage, let place = image.place,
      let kubernetes = cluster.kubernetes,
      let tag = image.value.utf8.split(separator: UInt8(ascii: "@")).first?
        .split(separator: UInt8(ascii: ":")).last,
      tag.first == UInt8(ascii: "v"), let text = String(tag.dropFirst()),
      let version = Version(text),
      version.major != kubernetes.value.major || version.minor != kubernetes.value.minor
    else { return nil }
    return Diagnostic(
      .mismatchedNodeImage,
      "the nodes of cluster '\(cluster.name)' are of Kubernetes \(version.major).\(version.minor)",
      at: place,
      secondary: kubernetes.place.map { [Label($0, "the cluster is to be of \(kubernetes.value)")] }
        ?? [],
      help: ["take an image of kind for \(kubernetes.value), or correct 'kubernetes'"])
  }
}

extension Code {
  static let ineffectiveBootstrap = Code(
    "ineffective-bootstrap", .error, "a setting does nothing for the cluster's distribution")
  static let bootstrapDisagrees = Code(
    "bootstrap-disagrees", .error, "a bootstrap setting says what another field already says")
  static let bootstrapSecret = Code(
    "bootstrap-secret", .error, "a password or a token would be committed with a bootstrap file")
  static let mismatchedNodeImage = Code(
    "mismatched-node-image", .error, "kind's node image is of another version of Kubernetes")
}
