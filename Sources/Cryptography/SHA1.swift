import CLibCrypto

/// SHA-1, by which git names what it keeps. Nothing is trusted for it.
package enum SHA1 {
  package static let byteCount = 20

  /// The digest of two pieces of bytes, one behind the other; nil where the machine's libcrypto has
  /// no SHA-1. Safe to call from any thread.
  package static func digest(_ first: [UInt8], _ second: [UInt8]) -> [UInt8]? {
    guard let algorithm = Algorithm.shared.pointer, let context = EVP_MD_CTX_new() else {
      return nil
    }
    defer { EVP_MD_CTX_free(context) }
    var digest = [UInt8](repeating: 0, count: byteCount)
    guard EVP_DigestInit_ex2(context, algorithm, nil) == 1,
      EVP_DigestUpdate(context, first, first.count) == 1,
      EVP_DigestUpdate(context, second, second.count) == 1,
      EVP_DigestFinal_ex(context, &digest, nil) == 1
    else { return nil }
    return digest
  }

  /// Fetched once, since each fetch costs more than a digest; never changed after.
  private struct Algorithm: @unchecked Sendable {
    static let shared = Algorithm()

    let pointer = EVP_MD_fetch(nil, "SHA1", nil)
  }
}
