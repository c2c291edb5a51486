import Diagnostics
import Manifests
import Values

/// Objects whose own name, or whose namespace's, the API server refuses.
enum ObjectNameRule: ClusterRule {
  static let codes: [Code] = [.invalidObjectName]

  static let explanation = """
    The name of an object is a DNS name: lower-case letters, digits, '-' and '.', with a letter or
    digit at the ends of each part, and at most 253 characters. That of a namespace has no dots and
    at most 63 characters. Roles and their bindings may have any name without '/' and '%'. The API
    server refuses the object otherwise, and Flux the whole Kustomization.

    Example: 'metadata: {name: My_Config}' in a template, or a name put together of values that the
    template did not expect.

    Cure: another name; 'lowercase(…)' in the expression where the value is text of the user's.
    """

  static func check(_ view: ClusterView) -> [Finding] {
    view.objects.flatMap { object in
      [nameProblem(of: object), namespaceProblem(of: object)].compactMap { $0 }
    }
  }

  private static func nameProblem(of object: RenderedObject) -> Finding? {
    let identity = object.object.identity
    let isNamespace = identity.kind == "Namespace" && identity.group.isEmpty
    let problem =
      identity.group == "rbac.authorization.k8s.io"
      ? pathSegmentProblem(with: identity.name)
      : isNamespace
        ? QualifiedName.problem(withLabel: identity.name)
        : QualifiedName.problem(withDomain: identity.name)
    return problem.map {
      Finding(
        .invalidObjectName, "'\(identity.name)' is not a valid name of a \(identity.kind)",
        in: object, at: JSONPointer([.key("metadata"), .key("name")]), label: $0)
    }
  }

  private static func namespaceProblem(of object: RenderedObject) -> Finding? {
    guard let namespace = object.object.value["metadata"]?["namespace"] else { return nil }
    let pointer = JSONPointer([.key("metadata"), .key("namespace")])
    guard let name = namespace.string else {
      return Finding(
        .invalidObjectName, "the namespace of \(object.object.identity) is not text", in: object,
        at: pointer, label: "of kind '\(namespace.kindName)'")
    }
    return QualifiedName.problem(withLabel: name).map {
      Finding(
        .invalidObjectName, "'\(name)' is not a valid name of a Namespace", in: object,
        at: pointer, label: $0)
    }
  }

  /// What may stand alone between two '/' of a URL (IsValidPathSegmentName).
  private static func pathSegmentProblem(with name: String) -> String? {
    if name.isEmpty || name == "." || name == ".." { return "a name is neither empty nor of dots" }
    let isSegment = !name.utf8.contains { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "%") }
    return isSegment ? nil : "a name of a role holds neither '/' nor '%'"
  }
}

extension Code {
  static let invalidObjectName = Code(
    "invalid-object-name", .error, "an object has a name or a namespace that Kubernetes refuses")
}
