import Values

/// Where an object comes from: what has to be looked at again to find the place of one of its fields.
package enum ObjectOrigin: Hashable, Sendable {
  /// Rendered: replayed where a place is asked for.
  case template(Maker)
  /// Read from a manifest of a repository.
  case manifest(ManifestReference)
}

/// An object in a manifest, whoever wrote it.
package struct ManifestReference: Hashable, Sendable {
  /// Relative to the root of the repository.
  package let path: String
  /// The document within the file, from zero.
  package let document: Int
  /// The place of the object in its document: empty, or an item of a List.
  package let item: JSONPointer

  package init(path: String, document: Int, item: JSONPointer = JSONPointer()) {
    self.path = path
    self.document = document
    self.item = item
  }
}
