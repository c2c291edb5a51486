import CLibCrypto

extension ParsedCertificate {
  /// The kind and the size of its key, which must be one that libcrypto can use where it knows the
  /// kind.
  func publicKey() throws(CertificateError) -> Certificate.PublicKey {
    var identifier: OpaquePointer?
    var algorithm: UnsafeMutablePointer<X509_ALGOR>?
    let encoded = X509_get_X509_PUBKEY(pointer)
    guard X509_PUBKEY_get0_param(&identifier, nil, nil, &algorithm, encoded) == 1 else {
      throw .unreadablePublicKey
    }
    let kind = OBJ_obj2nid(identifier)
    guard kind == NID_rsaEncryption || kind == NID_X9_62_id_ecPublicKey || kind == NID_ED25519
    else { return .other(Self.name(of: identifier)) }
    guard let key = X509_get0_pubkey(pointer) else { throw .unreadablePublicKey }
    switch kind {
    case NID_rsaEncryption: return .rsa(bits: Int(EVP_PKEY_get_bits(key)))
    case NID_ED25519: return .ed25519
    default: return Self.curve(of: UnsafePointer(algorithm))
    }
  }

  /// Go takes curves by name alone; one that is spelt out by its numbers is not used anywhere.
  private static func curve(of algorithm: UnsafePointer<X509_ALGOR>?) -> Certificate.PublicKey {
    var type: Int32 = 0
    var value: UnsafeRawPointer?
    X509_ALGOR_get0(nil, &type, &value, algorithm)
    guard type == V_ASN1_OBJECT, let value else { return .other("ECDSA with a curve of its own") }
    let curve = OpaquePointer(value)
    if let name = EC_curve_nid2nist(OBJ_obj2nid(curve)) {
      return .ecdsa(curve: String(cString: name))
    }
    return .ecdsa(curve: name(of: curve))
  }
}
