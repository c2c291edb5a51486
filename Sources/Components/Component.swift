import Diagnostics
import JSONE
import YAML

/// A folder of templates/: its settings and its manifests, compiled.
package struct Component: Sendable {
  package let name: String
  package let settings: ComponentSettings
  /// Whether a cluster has it: falsy, or without a value, where it has not.
  package let presence: Template
  /// A list of the user's Flux Kustomizations that it waits for: `{name, namespace}` each.
  package let requires: Template?
  /// A list of paths: files of the user's that lie in its folder as they are.
  package let attach: Template?
  /// What the template of all install Jobs needs to know of its Job; nil where it has none.
  package let job: Template?
  /// A mapping that its other templates read as `component.facts`: what they would say twice.
  package let facts: Template?
  /// Fields of the component's Flux Kustomization that differ from the common ones.
  package let flux: Template?
  /// Whether it has a Flux Kustomization of its own; where not, it has no overlay either, and nothing
  /// waits for it.
  package let hasKustomization: Bool
  /// What clusters share; reads the facts of the fleet only.
  package let base: [TemplateFile]
  /// What each cluster has of its own.
  package let cluster: [TemplateFile]
  /// Objects that lie beside the Flux Kustomization, such as a source.
  package let sources: [TemplateFile]
  /// Kustomize Components by app, for the user to list: files of the tree, and no objects.
  package let components: [TemplateFile]
  /// Files that a cluster is made with, by name: nothing applies them.
  package let bootstrap: [TemplateFile]
  /// Text of each file that the component carries into the cluster, by name.
  package let scripts: [(name: String, text: String)]
  /// Where each of them lies, by name.
  package let scriptPaths: [String: String]
}

/// A file of templates, one template a document.
package struct TemplateFile: Sendable {
  package let path: String
  package let documents: [TemplateDocument]
}

package struct TemplateDocument: Sendable {
  package let template: Template
  package let place: Place
}

/// All components, and the templates that they share.
package struct Catalogue: Sendable {
  /// Each after all that it depends on; else by name.
  package let components: [Component]
  /// The Flux Kustomization of every component.
  package let kustomization: TemplateFile
  /// The install Job of every component that has one.
  package let installJob: TemplateFile

  package func component(_ name: String) -> Component? { components.first { $0.name == name } }
}
