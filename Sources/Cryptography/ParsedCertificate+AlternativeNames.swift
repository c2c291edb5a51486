import CLibCrypto

extension ParsedCertificate {
  /// The subject's alternative names of one type, in order: `GEN_DNS`, `GEN_URI`.
  func alternativeNames(_ type: Int32) throws(CertificateError) -> [String] {
    // Minus one says that there is none, minus two that there are several.
    var state: Int32 = 0
    let found = X509_get_ext_d2i(pointer, NID_subject_alt_name, &state, nil)
    guard let names = GeneralNames(found) else {
      if state == -1 { return [] }
      throw .unreadableExtension
    }
    return names.texts(of: type)
  }
}

private struct GeneralNames: ~Copyable {
  private let pointer: OpaquePointer

  init?(_ pointer: UnsafeMutableRawPointer?) {
    guard let pointer else { return nil }
    self.pointer = OpaquePointer(pointer)
  }

  deinit { GENERAL_NAMES_free(pointer) }

  func texts(of type: Int32) -> [String] {
    var texts: [String] = []
    for index in 0..<max(mooring_names_count(pointer), 0) {
      var found: Int32 = 0
      guard let value = GENERAL_NAME_get0_value(mooring_names_at(pointer, index), &found),
        found == type
      else { continue }
      let string = UnsafePointer(value.assumingMemoryBound(to: ASN1_STRING.self))
      texts.append(String(decoding: ParsedCertificate.bytes(of: string), as: UTF8.self))
    }
    return texts
  }
}
