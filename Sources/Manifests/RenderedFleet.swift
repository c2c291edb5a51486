import Diagnostics
import Values

/// Which template made an object: enough to render it again.
package struct Maker: Hashable, Sendable {
  package let component: String
  /// The template's file: `templates/linkerd-crds/cluster/job.yaml`.
  package let template: String
  /// The document within the file, from zero.
  package let document: Int
  /// The place in the list or the mapping that the document gives; nil where it gives one object.
  package let element: JSONPointer.Step?
  /// nil for an object that all clusters share.
  package let cluster: String?

  package init(
    component: String, template: String, document: Int, element: JSONPointer.Step?,
    cluster: String?
  ) {
    self.component = component
    self.template = template
    self.document = document
    self.element = element
    self.cluster = cluster
  }
}

package struct RenderedObject: Sendable {
  package let object: KubernetesObject
  package let maker: Maker
  /// What patches of the description changed in it, and where they say so.
  package let patched: [JSONPointer: Place]

  package init(
    _ object: KubernetesObject, by maker: Maker, patched: [JSONPointer: Place] = [:]
  ) {
    self.object = object
    self.maker = maker
    self.patched = patched
  }

  /// The patch that a part of the object is from; nil where it is from its template.
  package func patch(of pointer: JSONPointer) -> Place? {
    patched.patch(of: pointer)
  }

  /// The first patch below a part of the object, or of the part itself.
  package func patch(within pointer: JSONPointer) -> Place? { patched.patch(within: pointer) }
}

/// A file of the tree that is no object of the cluster.
package struct RenderedDocument: Sendable {
  package enum Kind: Hashable, Sendable {
    /// The kustomize Component of an app, for the user to list.
    case component(app: String)
    /// A file that the cluster is made with.
    case bootstrap(file: String)
  }

  package let kind: Kind
  package let value: JSONObject
  package let maker: Maker

  package init(_ kind: Kind, _ value: JSONObject, by maker: Maker) {
    self.kind = kind
    self.value = value
    self.maker = maker
  }
}

extension RenderedDocument.Kind: CustomStringConvertible {
  package var description: String {
    switch self {
    case .component(let app): "the kustomize Component of app '\(app)'"
    case .bootstrap(let file): "the bootstrap file '\(file)'"
    }
  }
}

/// The objects of one component that depend on the fleet alone.
package struct RenderedBase: Sendable {
  package let component: String
  package let objects: [RenderedObject]
  package let carried: CarriedFiles?

  package init(component: String, objects: [RenderedObject], carried: CarriedFiles?) {
    self.component = component
    self.objects = objects
    self.carried = carried
  }

  package var isEmpty: Bool { objects.isEmpty && carried == nil }
}

/// One component on one cluster.
package struct RenderedComponent: Sendable {
  package let name: String
  /// What Flux reads: the Kustomization, and a source of its own.
  package var flux: [RenderedObject]
  /// What the cluster has of its own; all of the component's objects where it leaves the base out.
  package var objects: [RenderedObject]
  /// The files that it carries by itself, where it leaves the base out.
  package var carried: CarriedFiles?
  /// Whether the objects that clusters share are the base's.
  package var includesBase = true
  /// Files of the user's, as they are.
  package let attached: [AttachedFile]
  /// What lies in the tree and is applied by nobody but the user.
  package let documents: [RenderedDocument]
  /// Whether a Flux Kustomization of the component reads its overlay: not so where it reads an
  /// upstream source, or where there is none.
  package let readsTree: Bool

  package init(
    name: String, flux: [RenderedObject], objects: [RenderedObject],
    attached: [AttachedFile] = [], documents: [RenderedDocument] = [], readsTree: Bool
  ) {
    self.name = name
    self.flux = flux
    self.objects = objects
    self.attached = attached
    self.documents = documents
    self.readsTree = readsTree
  }

  /// The same objects, with those of its base among the cluster's own.
  package func leavingOut(_ base: RenderedBase?) -> RenderedComponent {
    guard includesBase, let base else { return self }
    var whole = self
    whole.objects = base.objects + objects
    whole.carried = base.carried
    whole.includesBase = false
    return whole
  }
}

package struct RenderedCluster: Sendable {
  package let name: String
  /// The file that describes the cluster.
  package let description: String
  /// In the order in which Flux applies them.
  package var components: [RenderedComponent]

  package init(name: String, description: String, components: [RenderedComponent]) {
    self.name = name
    self.description = description
    self.components = components
  }

  /// The same objects, with those of some bases among the cluster's own.
  package func leavingOut(_ bases: [RenderedBase]) -> RenderedCluster {
    if bases.isEmpty { return self }
    var whole = self
    for (index, component) in components.enumerated() where component.readsTree {
      whole.components[index] = component.leavingOut(
        bases.first { $0.component == component.name })
    }
    return whole
  }
}

/// All objects of a compilation.
package struct RenderedFleet: Sendable {
  /// The folder of the tree, relative to the root: `flux`.
  package let tree: String
  /// The file that describes the fleet.
  package let description: String
  /// Sorted by component.
  package let bases: [RenderedBase]
  /// Sorted by name.
  package let clusters: [RenderedCluster]

  package init(
    tree: String, description: String, bases: [RenderedBase], clusters: [RenderedCluster]
  ) {
    self.tree = tree
    self.description = description
    self.bases = bases
    self.clusters = clusters
  }
}
