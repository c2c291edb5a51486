import Diagnostics
import Fields
import Manifests
import Values

/// Labels and annotations that the API server refuses.
enum MetadataSyntaxRule: ObjectRule {
  static let codes: [Code] = [.invalidLabel, .invalidAnnotation]

  static let explanation = """
    The key of a label or an annotation is a name of at most 63 letters, digits, '-', '_' and '.',
    with a letter or digit at both ends, and may have a DNS name and '/' before it. The value of a
    label is such a name too, or empty; that of an annotation is any text. Neither is ever a number
    or a boolean. The API server refuses the whole object otherwise, and Flux the whole Kustomization.

    Example: 'labels: {team: web and mail}', 'labels: {app/name/part: web}'.

    Cure: another key, or an annotation in place of a label for what is no name.
    """

  static func check(_ object: ClusterObject) -> [Finding] {
    let metadata = object.object.value["metadata"]
    let labels = metadata?["labels"]?.object?.compactMap { judgeLabel($0, of: object) }
    let annotations = metadata?["annotations"]?.object?.compactMap {
      judgeAnnotation($0, of: object)
    }
    return (labels ?? []) + (annotations ?? [])
  }

  private static func judgeLabel(
    _ member: JSONObject.Member, of object: ClusterObject
  ) -> Finding? {
    if let problem = QualifiedName.problem(with: member.key) {
      return finding(
        .invalidLabel, "is not a valid key of a label", problem, member, "labels", object)
    }
    guard let value = member.value.string else {
      return notText(.invalidLabel, "label", member, "labels", object)
    }
    guard let problem = QualifiedName.problem(withLabelValue: value) else { return nil }
    return Finding(
      .invalidLabel, "'\(value)' is not a valid value of label '\(member.key)'", in: object,
      at: pointer(member, "labels"), label: problem,
      help: ["an annotation may hold any text"])
  }

  private static func judgeAnnotation(
    _ member: JSONObject.Member, of object: ClusterObject
  ) -> Finding? {
    // The API server compares keys of annotations in lower case (ValidateAnnotations).
    if let problem = QualifiedName.problem(with: member.key.lowercased()) {
      return finding(
        .invalidAnnotation, "is not a valid key of an annotation", problem, member, "annotations",
        object)
    }
    return member.value.string == nil
      ? notText(.invalidAnnotation, "annotation", member, "annotations", object) : nil
  }

  private static func notText(
    _ code: Code, _ noun: String, _ member: JSONObject.Member, _ part: String,
    _ object: ClusterObject
  ) -> Finding {
    Finding(
      code, "the value of \(noun) '\(member.key)' is not text", in: object,
      at: pointer(member, part), label: "of kind '\(member.value.kindName)'",
      help: ["write it in quotes"])
  }

  private static func finding(
    _ code: Code, _ words: String, _ problem: String, _ member: JSONObject.Member, _ part: String,
    _ object: ClusterObject
  ) -> Finding {
    Finding(
      code, "'\(member.key)' \(words)", in: object, at: pointer(member, part), label: problem)
  }

  private static func pointer(_ member: JSONObject.Member, _ part: String) -> JSONPointer {
    JSONPointer().appending("metadata").appending(part).appending(member.key)
  }
}

extension Code {
  static let invalidLabel = Code(
    "invalid-label", .error, "a label has a key or a value that Kubernetes refuses")
  static let invalidAnnotation = Code(
    "invalid-annotation", .error, "an annotation has a key or a value that Kubernetes refuses")
}
