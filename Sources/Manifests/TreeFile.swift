/// A file of the tree, and what it was made of.
package struct TreeFile: Sendable {
  package enum Content: Sendable {
    case object(RenderedObject)
    case document(RenderedDocument)
    /// A copy of the user's file at a path.
    case attachment(String, component: String?)
    /// A kustomization.yaml, or a file that a ConfigMap carries: made of its folder's other files.
    case assembly(component: String?)
  }

  package let file: GeneratedFile
  package let content: Content

  package init(_ file: GeneratedFile, _ content: Content) {
    self.file = file
    self.content = content
  }
}
