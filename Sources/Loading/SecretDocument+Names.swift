import Description
import Diagnostics
import Fields
import Values
import YAML

/// Which Secret the document becomes, and where.
extension SecretDocument {
  /// What its names and its type should be and are not.
  func names(for secret: ExpectedSecret, _ secondary: [Label]) -> [Diagnostic] {
    var names = [
      mismatch(["metadata", "name"], secret.name, secondary),
      mismatch(["metadata", "namespace"], secret.namespace, secondary),
    ]
    let template = seal == .sops ? [] : ["spec", "template"]
    if seal == .sealedSecret {
      // The controller takes name and namespace of the SealedSecret (Unseal in
      // pkg/apis/sealedsecrets/v1alpha1/sealedsecret_expansion.go): others show another Secret.
      names += [
        mismatch(template + ["metadata", "name"], secret.name, secondary, assumed: secret.name),
        mismatch(
          template + ["metadata", "namespace"], secret.namespace, secondary,
          assumed: secret.namespace),
      ]
    }
    let found = names.compactMap(\.self)
    // Of another Secret the rest may be another, too.
    if !found.isEmpty { return found }
    let type = mismatch(template + ["type"], secret.type, secondary, assumed: "Opaque")
    return ([type] + marks(for: secret, template, secondary)).compactMap(\.self)
  }

  /// The labels and annotations by which it is found or read.
  private func marks(
    for secret: ExpectedSecret, _ template: [String], _ secondary: [Label]
  ) -> [Diagnostic?] {
    [("labels", secret.labels), ("annotations", secret.annotations)].flatMap { field, entries in
      entries.sorted { $0.key < $1.key }.map { key, value in
        mismatch(template + ["metadata", field, key], value, secondary)
      }
    }
  }

  /// - Parameter assumed: what holds where the field is not written.
  private func mismatch(
    _ path: [String], _ expected: String, _ secondary: [Label], assumed: String? = nil
  ) -> Diagnostic? {
    let node = node(path)
    let isWritten = node?.kind == .scalar && node?.isNull == false
    let found = isWritten ? node?.text : assumed
    guard found != expected else { return nil }
    let field = path.joined(separator: ".")
    let message =
      switch found {
      case let found? where isWritten: "'\(field)' is '\(found)', and not '\(expected)'"
      case let found?: "there is no '\(field)', so that it is '\(found)', and not '\(expected)'"
      case nil: "there is no '\(field)'"
      }
    let help =
      switch seal {
      case .sops:
        "set it to '\(expected)' with 'sops edit \(root.file.path)': its code covers the whole file"
      case .sealedSecret where path.last == "type": "write '\(expected)' there; it is not sealed"
      case .sealedSecret:
        "seal the Secret again with '\(expected)': name and namespace are part of the seal"
      }
    return Diagnostic(
      .wrongSecret, message, at: isWritten ? node?.place ?? place : place, secondary: secondary,
      help: [help])
  }

  private static let scopes = [
    "sealedsecrets.bitnami.com/cluster-wide", "sealedsecrets.bitnami.com/namespace-wide",
  ]

  /// The scope that a SealedSecret was sealed for stands at its template, and the one that it is
  /// opened with at itself (Scope and Unseal, ibidem): they have to agree.
  func scope(_ secondary: [Label]) -> [Diagnostic] {
    guard seal == .sealedSecret else { return [] }
    return Self.scopes.compactMap { annotation in
      let own = node(["metadata", "annotations", annotation])
      let sealed = node(["spec", "template", "metadata", "annotations", annotation])
      for node in [own, sealed].compactMap(\.self)
      where node.kind != .scalar || node.scalar != .string("true") {
        return Diagnostic(
          .wrongSealScope, "annotation '\(annotation)' is not the text \"true\"", at: node.place,
          secondary: secondary, help: ["write \"true\" in quotes, or leave the annotation out"])
      }
      guard (own == nil) != (sealed == nil), node(["spec", "template", "metadata"]) != nil else {
        return nil
      }
      let isOwn = own != nil
      return Diagnostic(
        .wrongSealScope,
        "'\(annotation)' stands at the \(isOwn ? "SealedSecret, and not at its template" : "template, and not at the SealedSecret")",
        at: (own ?? sealed)?.place ?? place, secondary: secondary,
        help: ["seal the Secret again with one scope: the controller cannot open it with another"])
    }
  }
}

extension Code {
  package static let wrongSealScope = Code(
    "wrong-seal-scope", .error, "a SealedSecret cannot be opened with the scope that it says")
}
