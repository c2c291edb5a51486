import CLibCrypto

/// A certificate as libcrypto holds it.
///
/// Its methods leave reasons of failure in the thread's error queue; `Certificate` and
/// `CertificateChain`, through which everybody comes, take them away.
struct ParsedCertificate: ~Copyable {
  let pointer: OpaquePointer
  /// The bytes that it was read from; others may follow them.
  private let byteCount: Int

  init?(_ der: [UInt8]) {
    let (parsed, count) = der.withUnsafeBufferPointer { buffer in
      var next = buffer.baseAddress
      let parsed = d2i_X509(nil, &next, buffer.count)
      return (parsed, next.flatMap { next in buffer.baseAddress.map { next - $0 } } ?? 0)
    }
    guard let parsed else { return nil }
    pointer = parsed
    byteCount = count
  }

  /// The libcrypto form of a certificate that was read before.
  init(_ certificate: Certificate) {
    guard let parsed = ParsedCertificate(certificate.der) else {
      preconditionFailure("a certificate that was read could not be read again")
    }
    self = parsed
  }

  deinit { X509_free(pointer) }

  /// What libcrypto found in the extensions, which it reads when it is first asked.
  var flags: UInt32 { X509_get_extension_flags(pointer) }

  /// Throws what reading alone does not notice.
  func check(_ der: [UInt8]) throws(CertificateError) {
    if byteCount < der.count { throw .trailingBytes(der.count - byteCount) }
    // libcrypto reads more than DER allows; a certificate of which there could be several texts
    // would not be the one that its digest names.
    if Self.der(of: pointer) != der { throw .malformed }
    if flags & UInt32(EXFLAG_INVALID) != 0 { throw .unreadableExtension }
  }

  static func der(of certificate: OpaquePointer) -> [UInt8] {
    var encoded: UnsafeMutablePointer<UInt8>?
    let count = i2d_X509(certificate, &encoded)
    defer { mooring_free(encoded) }
    guard let encoded, count > 0 else { return [] }
    return Array(UnsafeBufferPointer(start: encoded, count: Int(count)))
  }
}
