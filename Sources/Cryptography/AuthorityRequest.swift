import CLibCrypto

/// What a new certificate of an authority is to say.
package struct AuthorityRequest: Sendable {
  package var commonName: String
  /// The first and the last second of its validity, since 1970.
  package var notBefore: Int64
  package var notAfter: Int64
  /// How many authorities may stand between it and the end of a chain.
  package var pathLength: Int

  package init(commonName: String, notBefore: Int64, notAfter: Int64, pathLength: Int) {
    self.commonName = commonName
    self.notBefore = notBefore
    self.notAfter = notAfter
    self.pathLength = pathLength
  }

  /// The longest common name (ub-common-name of RFC 5280, appendix A.1).
  package static let longestCommonName = 64

  /// A certificate that its own key signs.
  package func selfSigned(by key: borrowing PrivateKey) -> Certificate {
    let draft = draft(of: key)
    X509_set_issuer_name(draft.pointer, X509_get_subject_name(draft.pointer))
    return sign(draft, issuer: draft.pointer, with: key)
  }

  /// A certificate of a key that an authority signs.
  package func signed(
    _ key: borrowing PrivateKey, by issuer: Certificate, with issuerKey: borrowing PrivateKey
  ) -> Certificate {
    let draft = draft(of: key)
    let parsed = ParsedCertificate(issuer)
    X509_set_issuer_name(draft.pointer, X509_get_subject_name(parsed.pointer))
    let certificate = sign(draft, issuer: parsed.pointer, with: issuerKey)
    // Its pointer alone is no use of it.
    extendLifetime(parsed)
    return certificate
  }

  private func draft(of key: borrowing PrivateKey) -> DraftCertificate {
    let draft = DraftCertificate()
    let certificate = draft.pointer
    let serialNumber = SerialNumber()
    let text = Array(commonName.utf8)
    guard X509_set_version(certificate, Int(X509_VERSION_3)) == 1,
      X509_set_serialNumber(certificate, serialNumber.pointer) == 1,
      X509_NAME_add_entry_by_txt(
        X509_get_subject_name(certificate), "CN", MBSTRING_UTF8, text, Int32(text.count), -1, 0)
        == 1,
      X509_set_pubkey(certificate, key.pointer) == 1,
      ASN1_TIME_set(X509_getm_notBefore(certificate), time_t(notBefore)) != nil,
      ASN1_TIME_set(X509_getm_notAfter(certificate), time_t(notAfter)) != nil
    else { preconditionFailure("a certificate was asked for whose name or dates cannot be") }
    extendLifetime(serialNumber)
    return draft
  }

  /// As CreateRootCA and GenerateCA of Linkerd's pkg/tls/ca.go, with identifiers of the keys: by these
  /// a chain is found where two anchors have one name.
  private func sign(
    _ draft: borrowing DraftCertificate, issuer: OpaquePointer, with key: borrowing PrivateKey
  ) -> Certificate {
    draft.add(NID_basic_constraints, "critical,CA:TRUE,pathlen:\(pathLength)", issuer)
    draft.add(NID_key_usage, "critical,keyCertSign,cRLSign", issuer)
    draft.add(NID_subject_key_identifier, "hash", issuer)
    // A root needs none. Of an authority without one, libcrypto would write an empty identifier.
    if issuer != draft.pointer, X509_get0_subject_key_id(issuer) != nil {
      draft.add(NID_authority_key_identifier, "keyid", issuer)
    }
    guard X509_sign(draft.pointer, key.pointer, EVP_sha256()) > 0,
      let certificate = try? Certificate(der: ParsedCertificate.der(of: draft.pointer))
    else { preconditionFailure("libcrypto could not sign a certificate") }
    return certificate
  }
}

/// A certificate under construction.
private struct DraftCertificate: ~Copyable {
  let pointer: OpaquePointer

  init() {
    guard let pointer = X509_new() else {
      preconditionFailure("libcrypto gave no certificate: the machine is out of memory")
    }
    self.pointer = pointer
  }

  deinit { X509_free(pointer) }

  func add(_ kind: Int32, _ value: String, _ issuer: OpaquePointer) {
    var context = v3_ext_ctx()
    X509V3_set_ctx(&context, issuer, pointer, nil, nil, 0)
    guard let made = X509V3_EXT_conf_nid(nil, &context, kind, value) else {
      preconditionFailure("libcrypto could not make an extension")
    }
    defer { X509_EXTENSION_free(made) }
    X509_add_ext(pointer, made, -1)
  }
}

/// 159 random bits: nobody guesses them, and no two are alike (RFC 5280, section 4.1.2.2).
private struct SerialNumber: ~Copyable {
  let pointer: UnsafeMutablePointer<ASN1_INTEGER>

  init() {
    var bytes = [UInt8](repeating: 0, count: 20)
    guard RAND_bytes(&bytes, Int32(bytes.count)) == 1, let pointer = ASN1_INTEGER_new() else {
      preconditionFailure("libcrypto gave no random numbers")
    }
    // Positive, and as long in whatever form it is written.
    bytes[0] = bytes[0] & 0x7F | 0x40
    ASN1_STRING_set(pointer, bytes, Int32(bytes.count))
    self.pointer = pointer
  }

  deinit { ASN1_INTEGER_free(pointer) }
}
