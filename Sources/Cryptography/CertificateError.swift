/// Why bytes are no certificate that could be used.
package enum CertificateError: Error, Hashable, Sendable {
  case privateKey
  /// A PEM block of another label.
  case otherBlock(label: String)
  case tooLarge
  case malformed
  case trailingBytes(Int)
  case unreadableName
  case unreadableDate
  case unreadablePublicKey
  case unreadableExtension
}

extension CertificateError: CustomStringConvertible {
  /// What is wrong, in the words of a diagnostic.
  package var description: String {
    switch self {
    case .privateKey: "this is a private key, not a certificate"
    case .otherBlock(let label): "this block holds '\(label)', not a certificate"
    case .tooLarge: "this certificate is larger than \(Certificate.largest >> 10) KiB"
    case .malformed: "what this block holds is not a certificate"
    case .trailingBytes(let count):
      count == 1
        ? "one byte follows the certificate in its block"
        : "\(count) bytes follow the certificate in its block"
    case .unreadableName: "the subject or the issuer of this certificate cannot be read"
    case .unreadableDate: "the validity of this certificate cannot be read"
    case .unreadablePublicKey: "the public key of this certificate cannot be read"
    case .unreadableExtension: "an extension of this certificate is malformed or given twice"
    }
  }
}
