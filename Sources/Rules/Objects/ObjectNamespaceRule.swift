import Diagnostics
import Manifests
import Schemas
import Values

/// Objects of namespaced kinds that name no namespace.
enum ObjectNamespaceRule: ClusterRule {
  static let codes: [Code] = [.missingObjectNamespace]

  static let explanation = """
    Flux applies an object where its metadata says. One that lives in a namespace and names none is
    refused ('namespace not specified'), unless 'targetNamespace' of its Flux Kustomization gives one;
    there is no namespace of the context as kubectl has it.

    Example: a Middleware with 'metadata: {name: compress}' alone.

    Cure: 'namespace' in its metadata.
    """

  static func check(_ view: ClusterView) -> [Finding] {
    view.objects.compactMap { object in
      guard object.identity.namespace.isEmpty, object.applier != .outsideFlux,
        // One that is no text is told by its own rule.
        object.object.value["metadata"]?["namespace"]?.isNull ?? true,
        let apiVersion = object.object.value["apiVersion"]?.string,
        view.schemas.schema(apiVersion, object.identity.kind)?.isNamespaced == true,
        view.graph.node(of: object.applier)?.targetNamespace == nil
      else { return nil }
      return Finding(
        .missingObjectNamespace, "\(object.identity) names no namespace", in: object,
        at: JSONPointer([.key("metadata")]), label: "objects of this kind live in one",
        help: ["add 'namespace' to 'metadata'"])
    }
  }
}

extension FluxGraph.Node {
  fileprivate var targetNamespace: String? {
    object.object.value["spec"]?["targetNamespace"]?.string
  }
}

extension Code {
  static let missingObjectNamespace = Code(
    "missing-object-namespace", .error, "an object that lives in a namespace names none")
}
