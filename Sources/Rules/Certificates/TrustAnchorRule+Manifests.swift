import Cryptography
import Diagnostics
import Manifests
import Topology

extension TrustAnchorRule: ClusterRule {
  /// Trust anchors that manifests hold: values of a chart, a ConfigMap, a Bundle.
  static func check(_ view: ClusterView) -> [Finding] {
    CarriedCertificates(view).anchors.flatMap { value -> [Finding] in
      if let problem = value.problem {
        return [
          Finding(
            .unusableTrustAnchor, "the trust anchors of \(value.object.identity) cannot be read",
            in: value.object, at: value.pointer, label: problem,
            help: ["copy the certificates again, whole; 'mooring anchor inspect' shows them"])
        ]
      }
      return value.certificates.compactMap { certificate in
        certificate.problemAsTrustAnchor.map { problem in
          Finding(
            .unusableTrustAnchor, "'\(certificate.subject)' cannot be a trust anchor of Linkerd",
            in: value.object, at: value.pointer, label: problem,
            help: ["'mooring anchor create' makes one"])
        }
      }
    }
  }
}

extension TrustAnchorValidityRule: ClusterRule {
  static func check(_ view: ClusterView) -> [Finding] {
    guard let now = view.now else { return [] }
    return CarriedCertificates(view).anchors.flatMap { value in
      value.certificates.compactMap { certificate in
        problem(of: certificate, at: now).map { code, message, label, help in
          Finding(code, message, in: value.object, at: value.pointer, label: label, help: [help])
        }
      }
    }
  }
}
