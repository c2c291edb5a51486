/// Files of PEM blocks: certificates and keys as text (RFC 7468).
package enum PEM {
  static let largestBlock = 1 << 20
  static let mostBlocks = 1000
  static let mostProblems = 100

  /// Every block of a file in order, and why others could not be read.
  ///
  /// As strict as Go's reader, which Linkerd and Kubernetes use and which skips in silence what it
  /// cannot read: boundaries are whole lines. Other text between blocks is allowed. Of private keys
  /// every one is given, wherever it begins and however broken it is, so that none passes unseen.
  package static func blocks(in bytes: [UInt8]) -> (blocks: [PEMBlock], problems: [PEMProblem]) {
    var scanner = PEMScanner(bytes)
    scanner.scan()
    return (scanner.blocks, scanner.problems)
  }

  /// Whether a label is that of a private key: of PKCS #8, RSA, EC, DSA, encrypted or OpenSSH.
  package static func isPrivateKey(label: String) -> Bool { label.contains("PRIVATE KEY") }

  /// Base64 in lines of 64 columns between two boundaries, with LF and a final newline.
  package static func encode(_ der: [UInt8], label: String) -> String {
    let encoded = Array(Base64.encode(der).utf8)
    var text = Array(begin(label).utf8)
    text.reserveCapacity(encoded.count + encoded.count / 64 + 2 * text.count + 4)
    text.append(UInt8(ascii: "\n"))
    for start in stride(from: 0, to: encoded.count, by: 64) {
      text += encoded[start..<min(start + 64, encoded.count)]
      text.append(UInt8(ascii: "\n"))
    }
    text += end(label).utf8
    text.append(UInt8(ascii: "\n"))
    return String(decoding: text, as: UTF8.self)
  }

  static func begin(_ label: String) -> String { "-----BEGIN \(label)-----" }
  static func end(_ label: String) -> String { "-----END \(label)-----" }
}
