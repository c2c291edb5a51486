import Description
import Diagnostics
import Fields
import Values
import YAML

/// Which Secret the document becomes, and where.
extension SecretDocument {
  /// What its names and its type should be and are not.
  func names(for secret: ExpectedSecret, _ secondary: [Label]) -> [Diagnostic] {
    var found = [
      mismatch(["metadata", "name"], secret.name, secondary),
      mismatch(["metadata", "namespace"], secret.namespace, secondary),
    ]
    switch seal {
    case .sops:
      found.append(mismatch(["type"], secret.type, secondary, assumed: "Opaque"))
    case .sealedSecret:
      // The controller takes name and namespace of the SealedSecret (Unseal in
      // pkg/apis/sealedsecrets/v1alpha1/sealedsecret_expansion.go): others show another Secret.
      let template = ["spec", "template"]
      found += [
        mismatch(template + ["metadata", "name"], secret.name, secondary, assumed: secret.name),
        mismatch(
          template + ["metadata", "namespace"], secret.namespace, secondary,
          assumed: secret.namespace),
        mismatch(template + ["type"], secret.type, secondary, assumed: "Opaque"),
      ]
    }
    let metadata = (seal == .sops ? [] : ["spec", "template"]) + ["metadata"]
    for (field, entries) in [("labels", secret.labels), ("annotations", secret.annotations)] {
      for (key, value) in entries.sorted(by: { $0.key < $1.key }) {
        found.append(mismatch(metadata + [field, key], value, secondary))
      }
    }
    return found.compactMap(\.self)
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
    return Diagnostic(
      .wrongSecret,
      found.map { "'\(field)' is '\($0)', and not '\(expected)'" } ?? "there is no '\(field)'",
      at: isWritten ? node?.place ?? place : place, secondary: secondary,
      help: [
        seal == .sops
          ? "write '\(expected)' there: with 'sops edit', which makes the code over the file anew"
          : "seal the Secret again, with '\(expected)': its name and namespace are part of the seal"
      ])
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
