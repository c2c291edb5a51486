import CLibCrypto

/// One search of libcrypto for a way from a certificate to a trust anchor.
struct ChainVerification: ~Copyable {
  private let store: OpaquePointer
  private let others: OpaquePointer
  private let context: OpaquePointer

  /// What keeps a chain from holding, and the certificate that is to blame.
  struct Failure {
    let code: Int32
    let certificate: Certificate
  }

  init() {
    guard let store = X509_STORE_new(), let others = mooring_certificates_new(),
      let context = X509_STORE_CTX_new()
    else { preconditionFailure("libcrypto gave no store: the machine is out of memory") }
    self.store = store
    self.others = others
    self.context = context
  }

  deinit {
    X509_STORE_CTX_free(context)
    mooring_certificates_free(others)
    X509_STORE_free(store)
  }

  /// The store shares the certificate with its owner.
  func trust(_ anchor: borrowing ParsedCertificate) {
    X509_STORE_add_cert(store, anchor.pointer)
  }

  func offer(_ intermediate: borrowing ParsedCertificate) {
    X509_add_cert(others, intermediate.pointer, X509_ADD_FLAG_UP_REF)
  }

  /// nil where the chain holds; dates count only where a time is given. To be called once.
  func failure(of leaf: Certificate, at time: Int64?) -> Failure? {
    let parsed = ParsedCertificate(leaf)
    guard X509_STORE_CTX_init(context, store, parsed.pointer, others) == 1,
      let parameters = X509_STORE_CTX_get0_param(context)
    else { preconditionFailure("libcrypto could not begin to verify a certificate") }
    // An anchor is trusted because it is one, even where another authority signed it.
    X509_VERIFY_PARAM_set_flags(parameters, UInt(X509_V_FLAG_PARTIAL_CHAIN))
    if let time {
      X509_VERIFY_PARAM_set_time(parameters, time_t(time))
    } else {
      X509_VERIFY_PARAM_set_flags(parameters, UInt(X509_V_FLAG_NO_CHECK_TIME))
    }
    let holds = X509_verify_cert(context) == 1
    let blamed = holds ? nil : blamed ?? leaf
    // The context points to the leaf, which must not be freed before.
    extendLifetime(parsed)
    return blamed.map { Failure(code: X509_STORE_CTX_get_error(context), certificate: $0) }
  }

  /// The certificate that libcrypto had reached when it gave up.
  private var blamed: Certificate? {
    X509_STORE_CTX_get_current_cert(context)
      .flatMap { try? Certificate(der: ParsedCertificate.der(of: $0)) }
  }
}
