import Diagnostics
import Values

/// One YAML file, read: its bytes, its documents, and what was wrong with it.
///
/// A syntax error ends its document, not the file: `documents` holds those that parsed.
package final class YAMLFile: Sendable {
  package let path: String
  package let bytes: [UInt8]
  /// Syntax errors, and what is refused whatever the document means: duplicate keys, tags, merge
  /// keys, keys that are not text, and files beyond the limits.
  package let diagnostics: [Diagnostic]
  let arena: YAMLArena

  package init(path: String, bytes: [UInt8], limits: YAMLLimits = .standard) {
    self.path = path
    self.bytes = bytes
    (arena, diagnostics) = YAMLReading.read(bytes, of: path, within: limits)
  }

  /// The root of each document that parsed. A document without content is a null; a file without
  /// documents, or with comments only, has none.
  package var documents: [YAMLNode] {
    arena.roots.map { YAMLNode(file: self, index: $0) }
  }
}
