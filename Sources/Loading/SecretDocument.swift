import Description
import Diagnostics
import Fields
import YAML

/// A document of a file of encrypted Secrets: a Secret that SOPS has encrypted, or a SealedSecret.
struct SecretDocument {
  let root: YAMLNode
  let seal: SecretFile.Seal

  init(_ root: YAMLNode, seal: SecretFile.Seal) {
    self.root = root
    self.seal = seal
  }

  /// Its kind, or its start.
  var place: Place { root.entry("kind")?.key.place ?? root.place }

  /// `Secret 'a' of namespace 'b'`, as far as it says so.
  var description: String {
    let kind = text("kind") ?? "a document without a kind"
    let name = text("metadata", "name").map { " '\($0)'" } ?? ""
    return kind + name + (text("metadata", "namespace").map { " of namespace '\($0)'" } ?? "")
  }

  func isNamed(_ secret: ExpectedSecret) -> Bool {
    text("metadata", "name") == secret.name && text("metadata", "namespace") == secret.namespace
  }

  /// Whether nothing in it can be a secret in clear.
  var isSealed: Bool {
    isOfKind && clear.isEmpty && (seal == .sealedSecret || hasEnvelope)
  }

  /// What keeps it from being the Secret that is needed; the first of each chain of reasons.
  func problems(for secret: ExpectedSecret, named reference: Place) -> [Diagnostic] {
    let secondary = [Label(reference, "the file is named here")]
    guard isOfKind else { return [wrongKind(secondary)] }
    if seal == .sops && !hasEnvelope { return [unencrypted(secondary)] }
    if let hidden = hiddenName {
      return [
        Diagnostic(
          .wrongSecret, "'\(hidden.name)' is encrypted, so that nobody can tell which Secret it is",
          at: hidden.place, secondary: secondary,
          help: [
            "encrypt what is secret alone: 'encrypted_regex: ^(data|stringData)$' in .sops.yaml"
          ])
      ]
    }
    if !clear.isEmpty { return clear.map { inClear($0, of: secret, secondary) } }
    let found = names(for: secret, secondary)
    return (found.isEmpty ? keys(for: secret, secondary) : found) + scope(secondary)
  }

  /// The text of a scalar by its path; nil where there is none.
  func text(_ path: String...) -> String? {
    guard let node = node(path), node.kind == .scalar, !node.isNull else { return nil }
    return node.text
  }

  func node(_ path: [String]) -> YAMLNode? {
    var node = root
    for key in path {
      guard let next = node[key] else { return nil }
      node = next
    }
    return node
  }
}

extension SecretDocument {
  private var isOfKind: Bool {
    switch seal {
    case .sops: text("apiVersion") == "v1" && text("kind") == "Secret" || hiddenName != nil
    case .sealedSecret:
      text("apiVersion") == "bitnami.com/v1alpha1" && text("kind") == "SealedSecret"
    }
  }

  private func wrongKind(_ secondary: [Label]) -> Diagnostic {
    let expected =
      seal == .sops ? "a Secret (v1) by SOPS" : "a SealedSecret (bitnami.com/v1alpha1)"
    let found = [text("kind"), text("apiVersion").map { "(\($0))" }].compactMap(\.self)
    let isOther =
      seal == .sops ? text("kind") == "SealedSecret" : text("kind") == "Secret" && hasEnvelope
    return Diagnostic(
      .wrongSecret,
      "expected \(expected), found \(found.isEmpty ? root.kindWithArticle : found.joined(separator: " "))",
      at: place, secondary: secondary,
      help: isOther
        ? ["name the file by '\(seal == .sops ? "sealedSecret" : "sops")'"]
        : seal == .sealedSecret && text("kind") == "Secret"
          ? ["seal it with kubeseal; where it was committed in clear, make a new secret first"]
          : [
            "the file holds one document for each Secret, as \(seal == .sops ? "SOPS" : "kubeseal") writes it"
          ])
  }

  /// SOPS' metadata, with the code that Flux recognises an encrypted object by
  /// (isSOPSEncryptedResource, internal/decryptor/decryptor.go of kustomize-controller).
  private var hasEnvelope: Bool {
    text("sops", "mac").map { Self.isEncrypted($0) } ?? false
  }

  private func unencrypted(_ secondary: [Label]) -> Diagnostic {
    let sops = root.entry("sops")
    return Diagnostic(
      .unencryptedSecret,
      sops == nil
        ? "\(description) is not encrypted" : "\(description) has no code of SOPS ('sops.mac')",
      at: sops?.key.place ?? place,
      label: sops == nil ? "has no 'sops', and so is in clear" : "Flux takes it for one in clear",
      secondary: secondary,
      help: [
        "run 'sops encrypt --in-place \(root.file.path)'; where it was committed in clear, make a new secret first"
      ])
  }

  /// A part of its identity that is encrypted.
  private var hiddenName: (name: String, place: Place)? {
    guard seal == .sops else { return nil }
    let paths = [
      ["apiVersion"], ["kind"], ["metadata", "name"], ["metadata", "namespace"], ["type"],
    ]
    for path in paths {
      if let node = node(path), node.kind == .scalar, Self.isEncrypted(node.text) {
        return (path.joined(separator: "."), node.place)
      }
    }
    return nil
  }

  /// What SOPS writes for a value.
  private static func isEncrypted(_ text: String) -> Bool {
    text.hasPrefix("ENC[") && text.hasSuffix("]")
  }

  /// The fields that hold values.
  var values: [(key: YAMLNode, node: YAMLNode)] {
    let fields =
      seal == .sops
      ? [root.entry("data"), root.entry("stringData")]
      : [
        node(["spec"])?.entry("encryptedData"), node(["spec", "template"])?.entry("data"),
      ]
    return fields.compactMap { $0.map { ($0.key, $0.value) } }
  }

  /// What kubectl leaves behind: the whole object, once more.
  private static let lastApplied = "kubectl.kubernetes.io/last-applied-configuration"

  /// The keys of values that anybody can read.
  private var clear: [YAMLNode] {
    let annotations = [
      node(["metadata", "annotations"]), node(["spec", "template", "metadata", "annotations"]),
    ]
    return annotations.compactMap { $0?.entry(Self.lastApplied)?.key } + clearValues
  }

  private var clearValues: [YAMLNode] {
    values.flatMap { values in
      values.node.entries.compactMap { key, value -> YAMLNode? in
        guard value.kind == .scalar else { return key }
        let text = value.text
        // SOPS leaves empty values as they are.
        if text.isEmpty || (seal == .sops && Self.isEncrypted(text)) { return nil }
        if certificates(in: value, below: values.key) != nil { return nil }
        if seal == .sops { return key }
        return Self.isPEM(text) ? key : nil
      }
    }
  }

  /// PEM, as it is or in base64.
  private static func isPEM(_ text: String) -> Bool {
    text.contains("-----BEGIN ") || text.hasPrefix("LS0tLS1CRUdJTi")
  }

  private func inClear(
    _ key: YAMLNode, of secret: ExpectedSecret, _ secondary: [Label]
  ) -> Diagnostic {
    let help =
      switch seal {
      case _ where key.text == Self.lastApplied:
        "leave out the annotation, which repeats the Secret"
      case .sops:
        "let SOPS encrypt all of data and stringData: 'encrypted_regex: ^(data|stringData)$' in .sops.yaml"
      case .sealedSecret: "seal the Secret with kubeseal"
      }
    return Diagnostic(
      .unencryptedSecret, "'\(key.text)' of \(secret) is not encrypted", at: key.place,
      label: "is in clear", secondary: secondary, help: [help])
  }

  private func keys(for secret: ExpectedSecret, _ secondary: [Label]) -> [Diagnostic] {
    let entries = values.flatMap { $0.node.entries.map { (key: $0.key, value: $0.value) } }
    let help = ["it needs \(secret.keys.map { "'\($0)'" }.joined(separator: ", "))"]
    let names = Set(entries.map(\.key.text))
    let absent = secret.keys.filter { !names.contains($0) }
    let empty = entries.filter {
      secret.keys.contains($0.key.text) && ($0.value.isNull || $0.value.text.isEmpty)
    }
    var found = empty.map {
      Diagnostic(
        .missingSecretKey, "'\($0.key.text)' of \(secret) is empty", at: $0.key.place,
        secondary: secondary, help: help)
    }
    if !absent.isEmpty {
      let list = absent.map { "'\($0)'" }.joined(separator: ", ")
      found.append(
        Diagnostic(
          .missingSecretKey, "\(secret) has no \(list)", at: values.first?.key.place ?? place,
          secondary: secondary, help: help))
    }
    return found
  }
}

extension Code {
  package static let wrongSecret = Code(
    "wrong-secret", .error, "a file does not hold the Secret that is needed")
  package static let unencryptedSecret = Code(
    "unencrypted-secret", .error, "a Secret is named as encrypted and is in clear")
  package static let missingSecretKey = Code(
    "missing-secret-key", .error, "a Secret lacks a key that is read")
}
