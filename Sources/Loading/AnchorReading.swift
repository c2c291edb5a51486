import Cryptography
import Description
import Diagnostics
import Fields
import Sources
import Topology
import Values
import YAML

/// Reads the files of public certificates that a fleet names.
struct AnchorReading {
  private(set) var anchors: [TrustAnchor] = []
  private(set) var diagnostics = Diagnostics()
  /// Files that hold a private key: their text is never shown.
  private(set) var secretFiles: Set<String> = []

  init(_ spec: TrustAnchorSpec, in snapshot: any Snapshot) throws(SourceError) {
    for path in spec.certificates where path.isKnown {
      guard let place = path.place else { continue }
      let file = try NamedFile(path.value.text, in: snapshot)
      if let (message, help) = file.problem(at: path.value.text) {
        diagnostics.add(Diagnostic(.missingCertificate, message, at: place, help: [help]))
      }
      if case .bytes(let bytes) = file { read(bytes, path.value.text, named: place) }
    }
  }

  private mutating func read(_ bytes: [UInt8], _ path: String, named place: Place) {
    if let conflicts = MergeConflicts(in: bytes) {
      return diagnostics.add(conflicts.diagnostic(in: path))
    }
    let (blocks, problems) = PEM.blocks(in: bytes)
    if let key = blocks.first(where: \.isPrivateKey) {
      secretFiles.insert(path)
      diagnostics.add(
        Diagnostic(
          .privateKey, "'\(path)' holds a private key", at: place,
          label: "block '\(key.label)'",
          notes: ["whoever reads the repository could issue any identity of the mesh"],
          help: [
            "take the key out of the repository and of its history, and make a new trust anchor"
          ]))
      return
    }
    for problem in problems {
      diagnostics.add(
        Diagnostic(
          .unreadableCertificate, problem.message, at: Place(path, problem.range),
          help: [problem.help]))
    }
    for block in blocks {
      do throws(CertificateError) {
        anchors.append(
          TrustAnchor(try Certificate(block), at: Place(path, block.header)))
      } catch {
        diagnostics.add(
          Diagnostic(
            .unreadableCertificate, error.description, at: Place(path, block.header)))
      }
    }
    if blocks.isEmpty && problems.isEmpty {
      diagnostics.add(
        Diagnostic(
          .unreadableCertificate, "'\(path)' holds no certificate", at: place,
          help: ["expected PEM: a block that begins with '-----BEGIN CERTIFICATE-----'"]))
    }
  }
}

extension Code {
  package static let missingCertificate = Code(
    "missing-certificate", .error, "a file of certificates is not there")
  package static let unreadableCertificate = Code(
    "unreadable-certificate", .error, "a file holds no certificate that can be read")
  package static let privateKey = Code(
    "private-key", .error, "a private key lies in the repository in clear")
}
