import Diagnostics

/// One YAML file, read: its bytes, its documents, and what was wrong with it.
package final class YAMLFile: Sendable {
  package let path: String
  package let bytes: [UInt8]

  init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }
}
