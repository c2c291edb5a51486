import CLibCrypto

/// A private key. It stays in the memory of libcrypto, which overwrites it at the end, unless
/// somebody asks for its text.
package struct PrivateKey: ~Copyable {
  let pointer: OpaquePointer

  private init(_ pointer: OpaquePointer) { self.pointer = pointer }

  deinit { EVP_PKEY_free(pointer) }

  /// A new one: ECDSA on P-256, of which Linkerd's issuers have to be
  /// (CheckIssuerCertAlgoRequirements, pkg/issuercerts/issuercerts.go).
  package static func p256() -> PrivateKey {
    guard let pointer = mooring_p256_key() else {
      preconditionFailure("libcrypto could not make a key on P-256")
    }
    return PrivateKey(pointer)
  }

  /// Reads the first private key of a PEM file, in any of the forms that libcrypto knows.
  package init(pem: borrowing SecretBytes) throws(PrivateKeyError) {
    ERR_set_mark()
    defer { ERR_pop_to_mark() }
    var isEncrypted = false
    let pointer = pem.withUnsafeBytes { bytes -> OpaquePointer? in
      guard let memory = BIO_new_mem_buf(bytes.baseAddress, Int32(clamping: bytes.count)) else {
        return nil
      }
      defer { BIO_free(memory) }
      // Without a function of ours, libcrypto would ask for a passphrase on the terminal.
      return withUnsafeMutablePointer(to: &isEncrypted) { isAsked in
        PEM_read_bio_PrivateKey(
          memory, nil,
          { _, _, _, isAsked in
            isAsked?.assumingMemoryBound(to: Bool.self).pointee = true
            return -1
          }, isAsked)
      }
    }
    guard let pointer else { throw isEncrypted ? .encrypted : .unreadable }
    self.pointer = pointer
  }

  /// Whether a certificate is of this key.
  package func matches(_ certificate: Certificate) -> Bool {
    ERR_set_mark()
    defer { ERR_pop_to_mark() }
    let parsed = ParsedCertificate(certificate)
    defer { extendLifetime(parsed) }
    return X509_check_private_key(parsed.pointer, pointer) == 1
  }

  /// Hands over the key as PEM of PKCS #8, which everybody reads, in memory that is overwritten
  /// afterwards.
  package func withPEM<Result, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    guard let memory = BIO_new(BIO_s_secmem()) else {
      preconditionFailure("libcrypto gave no memory for a key: the machine is out of memory")
    }
    // Memory of this kind is overwritten as it is freed (BUF_MEM_free).
    defer { BIO_free_all(memory) }
    var start: UnsafePointer<CChar>?
    guard PEM_write_bio_PrivateKey(memory, pointer, nil, nil, 0, nil, nil) == 1 else {
      preconditionFailure("libcrypto could not write a key that it made or read")
    }
    let count = mooring_memory(memory, &start)
    return try body(UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : count))
  }
}

/// Why a file gives no private key.
package enum PrivateKeyError: Error, Hashable, Sendable {
  /// A passphrase would be needed.
  case encrypted
  case unreadable
}

extension PrivateKeyError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .encrypted: "is encrypted with a passphrase"
    case .unreadable: "holds no private key that can be read"
    }
  }
}
