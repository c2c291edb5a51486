import CLibCrypto
import Synchronization

/// SHA-256, through libcrypto.
package enum SHA256 {
  /// Safe to call from any thread; threads that hash much take a `Hasher` of their own.
  package static func digest(_ bytes: [UInt8]) -> Digest {
    bytes.withUnsafeBytes { digest($0) }
  }

  package static func digest(_ bytes: UnsafeRawBufferPointer) -> Digest {
    shared.withLock { $0.digest(bytes) }
  }

  /// The digest of a text's UTF-8 bytes.
  package static func digest(_ text: String) -> Digest {
    var text = text
    return text.withUTF8 { digest(UnsafeRawBufferPointer($0)) }
  }

  private static let shared = Mutex(Hasher())

  /// A context of libcrypto, made once and used for one digest after the other.
  ///
  /// It has one owner at a time, which alone may use it, so it may go from thread to thread.
  package struct Hasher: ~Copyable, @unchecked Sendable {
    private let context: OpaquePointer

    package init() {
      guard let context = EVP_MD_CTX_new() else {
        preconditionFailure("libcrypto gave no digest context: the machine is out of memory")
      }
      self.context = context
    }

    deinit { EVP_MD_CTX_free(context) }

    package mutating func digest(_ bytes: [UInt8]) -> Digest {
      bytes.withUnsafeBytes { digest($0) }
    }

    package mutating func digest(_ bytes: UnsafeRawBufferPointer) -> Digest {
      withUnsafeTemporaryAllocation(byteCount: Digest.byteCount, alignment: 8) { result in
        guard
          EVP_DigestInit_ex2(context, Algorithm.sha256.pointer, nil) == 1,
          EVP_DigestUpdate(context, bytes.baseAddress, bytes.count) == 1,
          EVP_DigestFinal_ex(
            context, result.baseAddress?.assumingMemoryBound(to: UInt8.self), nil) == 1,
          let digest = Digest(bytes: UnsafeRawBufferPointer(result))
        else { preconditionFailure("libcrypto could not compute a SHA-256 digest") }
        return digest
      }
    }
  }

  /// The algorithm as libcrypto's provider gives it: fetched once, since each fetch costs more
  /// than a digest. It is never changed after, so that threads may share it.
  private struct Algorithm: @unchecked Sendable {
    static let sha256 = Algorithm()

    let pointer: OpaquePointer

    private init() {
      guard let pointer = EVP_MD_fetch(nil, "SHA256", nil) else {
        preconditionFailure("libcrypto has no SHA-256: its configuration disables it")
      }
      self.pointer = pointer
    }
  }
}
