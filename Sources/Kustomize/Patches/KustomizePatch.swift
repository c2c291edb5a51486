import Diagnostics
import Values
import YAML

/// A patch of a kustomization: what it changes, as far as it could be read.
struct KustomizePatch: Sendable {
  enum Change: Sendable {
    /// Objects as far as they change, each known by its own name where there is no target.
    case merge([LocatedValue])
    case operations([LocatedPatchOperation])
  }

  let change: Change
  let target: ObjectSelector?
  /// Where it is written, or listed.
  let place: Place
  var mayChangeName = false
  var mayChangeKind = false

  /// Why a text is no patch.
  struct Refusal: Error {
    let problems: [Diagnostic]
  }

  /// - Parameter documents: the patch as YAML.
  static func change(
    _ documents: [LocatedValue], at place: Place
  ) throws(Refusal) -> Change {
    let documents = documents.filter { !$0.isNull }
    guard let first = documents.first else {
      throw Refusal(problems: [
        Diagnostic(
          .invalidKustomizePatch, "the patch is empty", at: place,
          help: ["write what changes, or remove the entry"])
      ])
    }
    if first.kind == .array {
      return .operations(try LocatedPatchOperation.read(first))
    }
    var problems: [Diagnostic] = []
    for document in documents { problems += refusals(of: document) }
    if !problems.isEmpty { throw Refusal(problems: problems) }
    return .merge(documents)
  }

  private static func refusals(of document: LocatedValue) -> [Diagnostic] {
    guard document.kind == .object else {
      return [
        Diagnostic(
          .invalidKustomizePatch, "the patch is neither an object nor a list of operations",
          at: document.place)
      ]
    }
    let isNamed = !(document["metadata"]?["name"]?.text ?? "").isEmpty
    let hasKind = !(document["kind"]?.text ?? "").isEmpty
    if isNamed && hasKind { return [] }
    let missing = hasKind ? "'metadata.name'" : isNamed ? "'kind'" : "'kind' and 'metadata.name'"
    let lacks =
      hasKind || isNamed ? "has no \(missing)" : "has neither 'kind' nor 'metadata.name'"
    return [
      Diagnostic(
        .invalidKustomizePatch, "the patch \(lacks), so kustomize does not take it for one",
        at: document.place,
        help: ["write \(missing), even where 'target' says what is patched: any text will do there"]
      )
    ]
  }
}

extension Code {
  package static let invalidKustomizePatch = Code(
    "invalid-kustomize-patch", .error, "a patch of a kustomization is no patch")
}
