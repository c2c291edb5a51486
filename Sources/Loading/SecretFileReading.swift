import Description
import Diagnostics
import Fields
import Manifests
import Sources
import Values
import YAML

/// Reads the files of encrypted Secrets that clusters name, and judges whether each is what the mesh
/// needs: only its owner can open it, so what is in clear has to be right.
struct SecretFileReading {
  private(set) var diagnostics = Diagnostics()
  /// Every file that could be read, by path.
  private(set) var attachments: [String: AttachedFile] = [:]
  private(set) var files: [String: YAMLFile] = [:]
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
      masked[path] = mask(bytes, keepingKeys: false)
      for error in errors { diagnostics.add(error) }
      return
    }
    let documents = yaml.documents.filter { !$0.isNull }.map { SecretDocument($0, seal: file.seal) }
    if documents.contains(where: { !$0.isSealed }) {
      masked[path] = mask(bytes, keepingKeys: true)
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
        diagnostics.add(document.problems(for: expected, named: place))
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

  /// The lines of a file with `*` for what follows the first colon of each, so that places in it can
  /// be shown, and values cannot.
  private func mask(_ bytes: [UInt8], keepingKeys: Bool) -> [UInt8] {
    var isKey = keepingKeys
    return bytes.map { byte in
      switch byte {
      case UInt8(ascii: "\n"):
        isKey = keepingKeys
        return byte
      case UInt8(ascii: ":"): isKey = false
      case _ where isKey, UInt8(ascii: " "): return byte
      default: return UInt8(ascii: "*")
      }
      return byte
    }
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
