import Cryptography
import Description
import Diagnostics
import Topology
import YAML

/// Certificates beside what is secret: they are public, and may be in clear.
extension SecretDocument {
  /// The certificates of a value that holds nothing else; nil where it holds anything else.
  func certificates(in value: YAMLNode, below field: YAMLNode) -> [Certificate]? {
    var bytes = Array(value.text.utf8)
    // Values of 'data' are Base64, but for those of a SealedSecret's template, which are as they are.
    if seal == .sops, field.text == "data" {
      guard let decoded = try? Base64.decode(bytes[...]) else { return nil }
      bytes = decoded
    }
    let (blocks, problems) = PEM.blocks(in: bytes)
    guard !blocks.isEmpty, problems.isEmpty else { return nil }
    let certificates = blocks.compactMap { try? Certificate($0) }
    return certificates.count == blocks.count ? certificates : nil
  }

  /// The certificates in clear under a key, each at the key; none where they are encrypted.
  func certificates(of key: String) -> [Located<Certificate>] {
    values.flatMap { values in
      values.node.entries.filter { $0.key.text == key && $0.value.kind == .scalar }
        .flatMap { key, value in
          (certificates(in: value, below: values.key) ?? []).map { Located($0, at: key.place) }
        }
    }
  }

  /// What is in clear of the identity issuer; nil where its certificate is not.
  var issuer: PublicIssuer? {
    let chain = certificates(of: "tls.crt")
    let authorities = certificates(of: "ca.crt")
    if chain.isEmpty && authorities.isEmpty { return nil }
    return PublicIssuer(chain: chain, authorities: authorities)
  }
}
