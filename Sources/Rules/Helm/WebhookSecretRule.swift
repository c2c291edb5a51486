import Diagnostics
import Manifests
import Values
import Versions

/// Webhooks whose certificate comes from outside, and whom nobody tells the API server to trust.
enum WebhookSecretRule: ClusterRule {
  static let codes: [Code] = [.webhookWithoutAuthority]

  static let explanation = """
    With 'externalSecret: true' a webhook of Linkerd takes its certificate from a Secret that somebody
    else makes, and the chart no longer knows its authority. The API server has to be told it: by
    'caBundle', or by 'injectCaFrom' or 'injectCaFromSecret', which cert-manager's injector follows.
    Without one of them it refuses the webhook's certificate, and no pod that is to be injected starts.

    Example: 'proxyInjector: {externalSecret: true}'.

    Cure: 'injectCaFrom: linkerd/linkerd-proxy-injector', which names the Certificate.
    """

  private static let webhooks: [Chart: [String]] = [
    .controlPlane: ["policyValidator", "profileValidator", "proxyInjector"],
    .viz: ["tap", "tapInjector"],
  ]
  private static let authorities = ["caBundle", "injectCaFrom", "injectCaFromSecret"]

  static func check(_ view: ClusterView) -> [Finding] {
    view.chartReleases.flatMap { release -> [Finding] in
      (release.chart.flatMap { webhooks[$0] } ?? []).compactMap { name in
        let isTold = authorities.contains {
          release.isOpen("\(name).\($0)")
            || release.value(name, $0)?.string.map { !$0.isEmpty } ?? false
        }
        guard release.value(name, "externalSecret") == .bool(true), !isTold else { return nil }
        return Finding(
          .webhookWithoutAuthority, "nobody tells the API server whom to trust for '\(name)'",
          in: release.object, at: release.pointer(name, "externalSecret"),
          label: "takes the certificate from outside",
          help: ["set '\(name).injectCaFrom' to the Certificate, or '\(name).caBundle'"])
      }
    }
  }
}

extension Code {
  static let webhookWithoutAuthority = Code(
    "webhook-without-authority", .error, "the API server is not told to trust a webhook of Linkerd")
}
