import Cryptography
import Diagnostics
import Manifests
import Topology

extension PublicIssuerRule: ClusterRule {
  /// Issuers that manifests hold: a value of the chart, a Secret whose key alone is encrypted.
  static func check(_ view: ClusterView) -> [Finding] {
    let carried = CarriedCertificates(view)
    // Of whatever clusters share a tree each may have a bundle of its own; one that holds is enough.
    let anchors = carried.anchors.flatMap(\.certificates)
    let isWhole = !carried.anchors.isEmpty && carried.anchors.allSatisfy { $0.problem == nil }
    return carried.issuers.compactMap { value in
      guard let certificate = value.certificates.first, value.problem == nil else { return nil }
      let judged = judge(
        certificate, through: Array(value.certificates.dropFirst()),
        anchors: isWhole ? anchors : [],
        at: view.now)
      return judged.map { code, message, label, help -> Finding in
        Finding(code, message, in: value.object, at: value.pointer, label: label, help: [help])
      }
    }
  }
}
