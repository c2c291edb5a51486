/// Helm charts that bring the definitions of custom resources, by the API groups of these.
package enum DefinitionInstaller {
  /// What has to be said in a chart's values for it to bring them; nil where it always does.
  package struct Chart: Sendable {
    package let groups: [String]
    /// Paths of booleans, one of which has to be true.
    package let switches: [[String]]

    init(_ groups: [String], where switches: [[String]] = []) {
      self.groups = groups
      self.switches = switches
    }
  }

  /// By the name of the chart, as its repository or its OCI address has it; as the projects document
  /// their charts. One that is not here is not known to bring anything, and nothing is said of it. Not
  /// Cilium: whoever has it needs it before Flux itself can run.
  package static let charts: [String: Chart] = [
    "cert-manager": Chart(
      ["cert-manager.io", "acme.cert-manager.io"], where: [["crds", "enabled"], ["installCRDs"]]),
    "cloudnative-pg": Chart(["postgresql.cnpg.io"]),
    "external-secrets": Chart(["external-secrets.io", "generators.external-secrets.io"]),
    "flux-operator": Chart(["fluxcd.controlplane.io"]),
    "gateway-helm": Chart(["gateway.envoyproxy.io"]),
    "grafana-operator": Chart(["grafana.integreatly.org"]),
    "keda": Chart(["keda.sh"]),
    "kube-prometheus-stack": Chart(["monitoring.coreos.com"]),
    "kyverno": Chart(["kyverno.io"]),
    "linkerd-crds": Chart(["linkerd.io", "policy.linkerd.io", "workload.linkerd.io"]),
    "linkerd-multicluster": Chart(["multicluster.linkerd.io"]),
    "longhorn": Chart(["longhorn.io"]),
    "metallb": Chart(["metallb.io"]),
    "prometheus-operator-crds": Chart(["monitoring.coreos.com"]),
    "rook-ceph": Chart(["ceph.rook.io"]),
    "sealed-secrets": Chart(["bitnami.com"]),
    "tailscale-operator": Chart(["tailscale.com"]),
    "traefik": Chart(["traefik.io"]),
    "traefik-crds": Chart(["traefik.io"]),
    "trust-manager": Chart(["trust.cert-manager.io"]),
    "velero": Chart(["velero.io"]),
    "volsync": Chart(["volsync.backube"]),
  ]
}
