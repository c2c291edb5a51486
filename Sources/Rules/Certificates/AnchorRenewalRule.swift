import Diagnostics
import Manifests
import Values
import Versions

/// Certificates of cert-manager that renew a trust anchor long before its end.
enum AnchorRenewalRule: ObjectRule {
  static let codes: [Code] = [.earlyAnchorRenewal]

  static let explanation = """
    A renewed trust anchor is another certificate, and every workload of every cluster has to be
    restarted before the old one may go. 'renewBefore' counts from the end: with 'duration: 8760h' and
    'renewBefore: 7320h', as a widely copied example has it, the anchor is renewed 60 days after it was
    issued, and not 60 days before it ends.

    Example: 'renewBefore: 7320h' on Certificate 'linkerd-trust-anchor'.

    Cure: 'renewBefore: 1440h' for 60 days before the end; 'mooring anchor rotate' tells the stages.
    """

  static func check(_ object: ClusterObject) -> [Finding] {
    let spec = object.object.value["spec"]
    let (identity, secret) = (object.identity, spec?["secretName"]?.string ?? "")
    guard identity.kind == "Certificate", identity.group == "cert-manager.io",
      spec?["isCA"] == .bool(true),
      [identity.name, secret].contains(where: { $0.contains("linkerd") && $0.contains("anchor") }),
      let renewBefore = spec?["renewBefore"]?.string.flatMap(GoDuration.seconds)
    else { return [] }
    // cert-manager's default is 90 days (pkg/apis/certmanager/v1/const.go). One that is written as a
    // variable is not known.
    let written = spec?["duration"]?.string
    guard let duration = written.map(GoDuration.seconds) ?? 90 * 86_400 else { return [] }
    // What is renewed before it is issued is refused, which another rule tells.
    guard renewBefore * 2 > duration, renewBefore < duration else { return [] }
    let days = Int((duration - renewBefore) / 86_400)
    return [
      Finding(
        .earlyAnchorRenewal, "\(identity) renews the trust anchor \(days) days after it was made",
        in: object, at: JSONPointer([.key("spec"), .key("renewBefore")]),
        label: "counts from its end", help: ["write '1440h' to renew it 60 days before its end"])
    ]
  }
}

extension Code {
  static let earlyAnchorRenewal = Code(
    "early-anchor-renewal", .warning, "a trust anchor is renewed before half its life is over")
}
