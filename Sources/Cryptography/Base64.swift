import CLibCrypto

/// Base64 with padding and without line breaks (RFC 4648, section 4), as Kubernetes' Secrets hold it.
package enum Base64 {
  package static func encode(_ bytes: [UInt8]) -> String {
    // libcrypto counts in 32 bits and writes a NUL at the end. A multiple of three gives no
    // padding, so that whatever the size, the pieces join to one text.
    let piece = 3 << 20
    var encoded = ""
    encoded.reserveCapacity((bytes.count + 2) / 3 * 4)
    var start = 0
    while start < bytes.count {
      let count = min(piece, bytes.count - start)
      encoded += String(unsafeUninitializedCapacity: (count + 2) / 3 * 4 + 1) { buffer in
        bytes.withUnsafeBufferPointer { source in
          Int(
            EVP_EncodeBlock(buffer.baseAddress, source.baseAddress.map { $0 + start }, Int32(count))
          )
        }
      }
      start += count
    }
    return encoded
  }
}
