import Cryptography
import Diagnostics
import YAML

/// The certificates of a file: of PEM, or of manifests in which PEM stands somewhere: a Secret, the
/// ConfigMap of a bundle, a list of them as kubectl prints it.
struct CertificateFile {
  struct Found {
    let certificate: Certificate
    /// The field of a manifest, such as `data.ca-bundle.crt`; empty in a file of PEM.
    let field: String
  }

  let path: String
  private(set) var certificates: [Found] = []
  /// Why something in it could not be read, in words of a diagnostic.
  private(set) var problems: [String] = []
  /// Where private keys are, which are not read.
  private(set) var keys: [String] = []

  init(_ path: String, _ bytes: [UInt8]) {
    self.path = path
    guard Self.isManifest(bytes) else {
      read(bytes, field: "")
      return
    }
    let file = YAMLFile(path: path, bytes: bytes)
    if file.diagnostics.contains(where: { $0.severity == .error }) {
      problems.append("this cannot be read as YAML")
    }
    for document in file.documents { read(document, field: "") }
  }

  /// A line that begins with `apiVersion` or `kind`, or the brace of JSON.
  private static func isManifest(_ bytes: [UInt8]) -> Bool {
    let blank: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D]
    if bytes.first(where: { !blank.contains($0) }) == UInt8(ascii: "{") { return true }
    return bytes.split(separator: UInt8(ascii: "\n")).contains { line in
      line.starts(with: "apiVersion:".utf8) || line.starts(with: "kind:".utf8)
    }
  }

  private mutating func read(_ document: YAMLNode, field: String) {
    // Values of a Secret's 'data' are Base64.
    var waiting = [(document, field)]
    while let (node, field) = waiting.popLast() {
      switch node.kind {
      case .scalar: read(scalar: node.text, field: field)
      case .sequence:
        for (index, element) in node.elements.enumerated().reversed() {
          waiting.append((element, "\(field)[\(index)]"))
        }
      case .mapping:
        for (key, value) in node.entries.reversed() {
          waiting.append((value, field.isEmpty ? key.text : "\(field).\(key.text)"))
        }
      }
    }
  }

  private mutating func read(scalar text: String, field: String) {
    if text.contains("-----BEGIN ") {
      read(Array(text.utf8), field: field)
    } else if text.hasPrefix(Self.encodedStart) {
      // The label alone tells a key, of which no more is decoded.
      let start = try? Base64.decode(Array(text.utf8.prefix(60 / 4 * 4))[...])
      if let start, String(decoding: start, as: UTF8.self).contains("PRIVATE KEY") {
        keys.append(field)
      } else if let bytes = try? Base64.decode(Array(text.utf8)[...]) {
        read(bytes, field: field)
      } else {
        problems.append("'\(field)' is cut off: it is no Base64")
      }
    }
  }

  /// `-----BEGIN ` in Base64.
  private static let encodedStart = "LS0tLS1CRUdJTi"

  private mutating func read(_ bytes: [UInt8], field: String) {
    let (blocks, problems) = PEM.blocks(in: bytes)
    // What a chart was installed with is YAML in a field: its PEM is indented.
    if blocks.isEmpty, !field.isEmpty {
      let inner = YAMLFile(path: path, bytes: bytes)
      if let root = inner.documents.first, root.kind == .mapping {
        return read(root, field: field)
      }
    }
    for problem in problems { report(problem.message, field) }
    for block in blocks {
      if block.isPrivateKey {
        keys.append(field)
        continue
      }
      do throws(CertificateError) {
        certificates.append(Found(certificate: try Certificate(block), field: field))
      } catch {
        report(error.description, field)
      }
    }
  }

  private mutating func report(_ problem: String, _ field: String) {
    problems.append(field.isEmpty ? problem : "'\(field)': \(problem)")
  }
}
