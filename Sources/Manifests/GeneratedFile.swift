/// A file of the tree that a compilation gives.
package struct GeneratedFile: Sendable, Hashable {
  /// Relative to the root of the repository, with `/` between its parts: `flux/base/…`.
  package let path: String
  package let bytes: [UInt8]

  package init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }
}
