import Cryptography
import Description
import Diagnostics
import Fields
import Manifests
import Sources
import Topology
import Values
import YAML

/// Reads the files of encrypted Secrets that clusters name, and judges whether each is what the mesh
/// needs: only its owner can open it, so what is in clear has to be right.
struct SecretFileReading {
  private(set) var diagnostics = Diagnostics()
  /// Every file that could be read, by path.
  private(set) var attachments: [String: AttachedFile] = [:]
  private(set) var files: [String: YAMLFile] = [:]
  /// What is in clear of identity issuers and of bundles of trust anchors, by the path of their file.
  private(set) var issuers: [String: PublicIssuer] = [:]
  private(set) var bundles: [String: [Located<Certificate>]] = [:]
  /// What is shown in place of files of which something is in clear, or may be.
  private(set) var masked: [String: [UInt8]] = [:]

  init(_ clusters: [Cluster], in snapshot: any Snapshot) throws(SourceError) {
    var judged: Set<Request> = []
    var contents: [String: NamedFile] = [:]
    for file in clusters.flatMap(\.secretFiles) where file.path.isKnown {
      guard let place = file.path.place else { continue }
      let path = file.path.value.text
      if contents[path] == nil { contents[path] = try NamedFile(path, in: snapshot) }
      if let (message, help) = contents[path]?.problem(at: path) {
        diagnostics.add(Diagnostic(.missingSecretFile, message, at: place, help: [help]))
      }
      guard case .bytes(let bytes)? = contents[path] else { continue }
      // Of clusters that share a file the first one is told.
      guard judged.insert(Request(path: path, seal: file.seal, secrets: file.secrets)).inserted
      else { continue }
      judge(path, bytes, file, named: place)
    }
  }

  private struct Request: Hashable {
    let path: String
    let seal: SecretFile.Seal
    let secrets: [ExpectedSecret]
  }

  private mutating func judge(
    _ path: String, _ bytes: [UInt8], _ file: SecretFile, named place: Place
  ) {
    let yaml = files[path] ?? YAMLFile(path: path, bytes: bytes)
    files[path] = yaml
    let errors = yaml.diagnostics.filter { $0.severity == .error }
    guard errors.isEmpty else {
      // Nothing is known of it, so nothing of it is shown.
      masked[path] = mask(bytes, keepingKeysOf: [])
      for error in errors { diagnostics.add(unreadable(error, named: place)) }
      return
    }
    let documents = yaml.documents.filter { !$0.isNull }.map { SecretDocument($0, seal: file.seal) }
    if documents.contains(where: { !$0.isSealed }) {
      masked[path] = mask(bytes, keepingKeysOf: yaml.documents)
    }
    if documents.isEmpty {
      diagnostics.add(
        Diagnostic(
          .wrongSecret, "'\(path)' holds nothing", at: place,
          help: ["put \(file.secrets.map(\.description).joined(separator: " and ")) into it"]))
    }
    for (document, expected) in pairs(documents, file.secrets) {
      switch (document, expected) {
      case (let document?, let expected?):
        let problems = document.problems(for: expected, named: place)
        diagnostics.add(problems)
        if problems.isEmpty { readCertificates(of: document, expected, path) }
      case (let document?, nil):
        diagnostics.add(
          Diagnostic(
            .wrongSecret, "\(document.description) is nothing that anybody asks for",
            at: document.place, secondary: [Label(place, "the file is named here")],
            help: ["keep it in another file"]))
      case (nil, let expected?) where !documents.isEmpty:
        diagnostics.add(
          Diagnostic(
            .wrongSecret, "'\(path)' does not hold \(expected)", at: place,
            help: ["put it into the file, as one more document"]))
      default: break
      }
    }
    attachments[path] = AttachedFile(
      path: path, bytes: bytes,
      objects: yaml.documents.compactMap { $0.value.object.flatMap({ KubernetesObject($0) }) })
  }

  private mutating func readCertificates(
    of document: SecretDocument, _ secret: ExpectedSecret, _ path: String
  ) {
    if secret == .issuer { issuers[path] = document.issuer }
    if secret == .anchors, let key = secret.keys.first {
      let bundle = document.certificates(of: key)
      if !bundle.isEmpty { bundles[path] = bundle }
    }
  }

  /// An error of the reader of YAML without its words, which may repeat what the file holds.
  private func unreadable(_ error: Diagnostic, named place: Place) -> Diagnostic {
    Diagnostic(
      error.code, "the file cannot be read as YAML", at: error.primary.place,
      label: "from here on", secondary: [Label(place, "the file is named here")],
      notes: ["\(error.code.summary); more is not told, since the file may be in clear"],
      help: ["restore it from git, or make it again with SOPS or kubeseal"])
  }

  /// A file with `*` for all but the keys of its mappings, so that places in it can be shown, and
  /// values cannot.
  private func mask(_ bytes: [UInt8], keepingKeysOf documents: [YAMLNode]) -> [UInt8] {
    var masked = bytes.map { byte in
      switch byte {
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: " "), UInt8(ascii: ":"): byte
      default: UInt8(ascii: "*")
      }
    }
    var waiting = documents
    while let node = waiting.popLast() {
      for (key, value) in node.entries {
        let range = key.place.range.clamped(to: bytes.indices)
        masked.replaceSubrange(range, with: bytes[range])
        waiting.append(value)
      }
      waiting += node.elements
    }
    return masked
  }

  /// Each document with the Secret that it is to be: by name, then in order.
  private func pairs(
    _ documents: [SecretDocument], _ secrets: [ExpectedSecret]
  ) -> [(SecretDocument?, ExpectedSecret?)] {
    var pairs: [(SecretDocument?, ExpectedSecret?)] = []
    var secrets = secrets
    var strangers: [SecretDocument] = []
    for document in documents {
      if let index = secrets.firstIndex(where: document.isNamed) {
        pairs.append((document, secrets.remove(at: index)))
      } else {
        strangers.append(document)
      }
    }
    for index in 0..<max(strangers.count, secrets.count) {
      pairs.append(
        (
          strangers.indices.contains(index) ? strangers[index] : nil,
          secrets.indices.contains(index) ? secrets[index] : nil
        ))
    }
    return pairs
  }
}

extension SecretFileReading {
  /// Tells files that SOPS has encrypted, where nothing says how Flux decrypts them.
  mutating func reportMissingDecryption(of clusters: [Cluster], in namespace: String) {
    for file in clusters.flatMap(\.secretFiles) where file.seal == .sops && file.path.isKnown {
      guard let place = file.path.place else { continue }
      diagnostics.add(
        Diagnostic(
          .missingDecryption,
          "'\(file.path.value.text)' is encrypted by SOPS, and nothing says how Flux decrypts it",
          at: place,
          help: [
            "add 'flux.decryption: {secret: NAME}' to the fleet: the Secret of private keys, in namespace '\(namespace)'",
            "where Flux asks a key service as who it is, 'flux.decryption: {}' is enough",
          ]))
    }
  }
}

extension ExpectedSecret: CustomStringConvertible {
  package var description: String { "Secret '\(name)' of namespace '\(namespace)'" }
}

extension Code {
  package static let missingSecretFile = Code(
    "missing-secret-file", .error, "a file of a Secret is not there")
  package static let missingDecryption = Code(
    "missing-decryption", .error, "a Secret is encrypted and nothing says how Flux decrypts it")
}
