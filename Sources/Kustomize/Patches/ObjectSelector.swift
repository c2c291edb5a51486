import Diagnostics

/// The `target` of a patch: every part that is given has to match.
struct ObjectSelector: Sendable {
  private let patterns: [String: AnchoredPattern]
  private let labels: LabelSelector?
  private let annotations: LabelSelector?
  /// The name, where it is no pattern.
  let name: String?
  let place: Place

  struct Refusal: Error {
    let diagnostic: Diagnostic
  }

  init(_ target: LocatedValue) throws(Refusal) {
    var patterns: [String: AnchoredPattern] = [:]
    for key in ["group", "version", "kind", "name", "namespace"] {
      guard let value = target[key], !value.text.isEmpty else { continue }
      guard let pattern = AnchoredPattern(value.text) else {
        throw Refusal(
          diagnostic: Diagnostic(
            .invalidSelector, "'\(key)' of a patch's target is no regular expression",
            at: value.place,
            help: ["the fields of a target are regular expressions: write '.*' for any text"]))
      }
      patterns[key] = pattern
    }
    self.patterns = patterns
    let selector = { (key: String) throws(Refusal) -> LabelSelector? in
      guard let value = target[key], !value.text.isEmpty else { return nil }
      guard let selector = LabelSelector(value.text) else {
        throw Refusal(
          diagnostic: Diagnostic(
            .invalidSelector, "'\(key)' is no selector", at: value.place,
            help: ["such as 'app=web,tier in (front, back)'"]))
      }
      return selector
    }
    labels = try selector("labelSelector")
    annotations = try selector("annotationSelector")
    name = patterns["name"].flatMap { $0.isLiteral ? target["name"]?.text : nil }
    place = target.place
  }

  func selects(_ object: BuiltObject) -> Bool {
    matches("kind", object.kind.kind) && matches("group", object.kind.group)
      && matches("version", object.kind.version)
      && (matches("name", object.originalID.name) || matches("name", object.name))
      && (matches("namespace", Self.namespace(object.originalID))
        || matches("namespace", Self.namespace(object.id)))
      && selects(object.located["metadata"]?["labels"], labels)
      && selects(object.located["metadata"]?["annotations"], annotations)
  }

  private static func namespace(_ id: ObjectID) -> String {
    id.namespace.isEmpty ? "_non_namespaceable_" : id.namespace
  }

  private func matches(_ key: String, _ text: String) -> Bool {
    patterns[key]?.matches(text) ?? true
  }

  private func selects(_ mapping: LocatedValue?, _ selector: LabelSelector?) -> Bool {
    selector?.selects { mapping?[$0]?.text } ?? true
  }
}

extension Code {
  package static let invalidSelector = Code(
    "invalid-selector", .error, "the target of a patch cannot be read")
}
