import CLibCrypto

extension ParsedCertificate {
  func subject() throws(CertificateError) -> String {
    try Self.text(of: X509_get_subject_name(pointer))
  }

  func issuer() throws(CertificateError) -> String {
    try Self.text(of: X509_get_issuer_name(pointer))
  }

  static func text(of name: OpaquePointer?) throws(CertificateError) -> String {
    guard let name, let memory = MemoryText() else { throw .unreadableName }
    guard X509_NAME_print_ex(memory.pointer, name, 0, mooring_name_style) >= 0 else {
      throw .unreadableName
    }
    return memory.text
  }

  func commonName() throws(CertificateError) -> String? {
    let name = X509_get_subject_name(pointer)
    var index: Int32 = -1
    var last: OpaquePointer?
    while true {
      index = X509_NAME_get_index_by_NID(name, NID_commonName, index)
      if index < 0 { break }
      last = X509_NAME_get_entry(name, index)
    }
    guard let last else { return nil }
    var text: UnsafeMutablePointer<UInt8>?
    let count = ASN1_STRING_to_UTF8(&text, X509_NAME_ENTRY_get_data(last))
    defer { mooring_free(text) }
    guard count >= 0 else { throw .unreadableName }
    return String(decoding: UnsafeBufferPointer(start: text, count: Int(count)), as: UTF8.self)
  }

  var serialNumber: String {
    guard let number = X509_get0_serialNumber(pointer) else { return "" }
    let digits: StaticString = "0123456789ABCDEF"
    var text: [UInt8] = []
    if ASN1_STRING_type(number) & V_ASN1_NEG != 0 { text.append(UInt8(ascii: "-")) }
    for byte in Self.bytes(of: number) {
      text.append(digits.utf8Start[Int(byte >> 4)])
      text.append(digits.utf8Start[Int(byte & 0xF)])
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The two ends of its validity, in seconds since 1970.
  func validity() throws(CertificateError) -> (notBefore: Int64, notAfter: Int64) {
    guard let epoch = Epoch(),
      let notBefore = epoch.seconds(until: X509_get0_notBefore(pointer)),
      let notAfter = epoch.seconds(until: X509_get0_notAfter(pointer))
    else { throw .unreadableDate }
    return (notBefore, notAfter)
  }

  var pathLength: Int? {
    let length = X509_get_pathlen(pointer)
    return length < 0 ? nil : length
  }

  var keyUsage: Certificate.KeyUsage? {
    guard flags & UInt32(EXFLAG_KUSAGE) != 0 else { return nil }
    return Certificate.KeyUsage(rawValue: X509_get_key_usage(pointer))
  }

  var signatureAlgorithm: (name: String, digest: String?) {
    var algorithm: UnsafePointer<X509_ALGOR>?
    X509_get0_signature(nil, &algorithm, pointer)
    var identifier: OpaquePointer?
    X509_ALGOR_get0(&identifier, nil, nil, algorithm)
    var digest = NID_undef
    X509_get_signature_info(pointer, &digest, nil, nil, nil)
    return (
      Self.name(of: identifier), digest == NID_undef ? nil : String(cString: OBJ_nid2sn(digest))
    )
  }

  var subjectKeyIdentifier: [UInt8]? {
    X509_get0_subject_key_id(pointer).map { Self.bytes(of: $0) }
  }

  var authorityKeyIdentifier: [UInt8]? {
    X509_get0_authority_key_id(pointer).map { Self.bytes(of: $0) }
  }

  /// The name of what an object identifier stands for, else its numbers.
  static func name(of identifier: OpaquePointer?) -> String {
    guard let identifier else { return "" }
    let known = OBJ_obj2nid(identifier)
    if known != NID_undef { return String(cString: OBJ_nid2ln(known)) }
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 128) { buffer in
      guard let start = buffer.baseAddress,
        OBJ_obj2txt(start, Int32(buffer.count), identifier, 1) > 0
      else { return "" }
      return String(cString: start)
    }
  }

  static func bytes(of string: UnsafePointer<ASN1_STRING>) -> [UInt8] {
    Array(
      UnsafeBufferPointer(
        start: ASN1_STRING_get0_data(string), count: Int(ASN1_STRING_length(string))))
  }
}

/// A text that libcrypto writes to.
private struct MemoryText: ~Copyable {
  let pointer: OpaquePointer

  init?() {
    guard let pointer = BIO_new(BIO_s_mem()) else { return nil }
    self.pointer = pointer
  }

  deinit { BIO_free(pointer) }

  var text: String {
    var start: UnsafePointer<CChar>?
    let count = mooring_memory(pointer, &start)
    return String(
      decoding: UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : count),
      as: UTF8.self)
  }
}

/// The beginning of 1970, from which seconds are counted.
private struct Epoch: ~Copyable {
  private let pointer: UnsafeMutablePointer<ASN1_TIME>

  init?() {
    guard let pointer = ASN1_TIME_set(nil, 0) else { return nil }
    self.pointer = pointer
  }

  deinit { ASN1_TIME_free(pointer) }

  func seconds(until time: UnsafePointer<ASN1_TIME>?) -> Int64? {
    var days: Int32 = 0
    var seconds: Int32 = 0
    // Without a time, libcrypto would take the present one.
    guard let time, ASN1_TIME_diff(&days, &seconds, pointer, time) == 1 else { return nil }
    return Int64(days) * 86_400 + Int64(seconds)
  }
}
