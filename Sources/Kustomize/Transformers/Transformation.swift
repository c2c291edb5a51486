import Diagnostics
import Values

/// What a kustomization does to the objects that it has so far, one field after the other in the
/// order of kustomize (api/internal/target, configureBuiltinTransformers).
struct Transformation {
  var objects: [BuiltObject]
  private(set) var problems: [Diagnostic] = []
  private(set) var unknowns: [Unknown] = []

  init(_ objects: [BuiltObject]) { self.objects = objects }

  mutating func report(_ problem: Diagnostic) { problems.append(problem) }
  mutating func report(_ unknown: Unknown) { unknowns.append(unknown) }

  /// The objects whose text is a member of a mapping of texts, with the place of each.
  static func pairs(_ mapping: LocatedValue?) -> [(key: String, value: LocatedValue)] {
    (mapping?.members ?? []).map { ($0.key, .text($0.value.text, at: $0.value.place)) }
      .sorted { $0.key.precedesInBytes($1.key) }
  }
}
