/// A file of the user's that the tree holds byte by byte, such as a Secret that is encrypted: written
/// anew, its authentication code would no longer fit.
package struct AttachedFile: Sendable {
  /// Where it lies in the repository.
  package let path: String
  package let bytes: [UInt8]
  /// Its documents, in order.
  package let objects: [KubernetesObject]

  package init(path: String, bytes: [UInt8], objects: [KubernetesObject]) {
    self.path = path
    self.bytes = bytes
    self.objects = objects
  }

  /// The name of its copy.
  package var name: String { path.split(separator: "/").last.map(String.init) ?? path }

  package func rendered(in component: String, of cluster: String) -> [RenderedObject] {
    objects.enumerated().map { number, object in
      RenderedObject(
        object,
        by: Maker(
          component: component, template: path, document: number, element: nil, cluster: cluster))
    }
  }
}
