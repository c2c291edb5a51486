/// What one file may cost: descriptions and templates are untrusted input.
package struct YAMLLimits: Sendable {
  /// Bytes of a file.
  package var bytes = 16 << 20
  /// Collections within collections, aliases followed.
  package var depth = 100
  /// Nodes of a file, as written.
  package var nodes = 2_000_000
  /// Nodes that the aliases of a file repeat; of long texts each 64 bytes count as one.
  package var repeatedNodes = 100_000
  /// Problems that are told; what is beyond is counted.
  package var diagnostics = 100
  /// Documents with a syntax error, after which a file is given up.
  package var brokenDocuments = 20

  package static let standard = YAMLLimits()

  package init() {}
}
