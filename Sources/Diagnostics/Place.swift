/// A span of a source file.
///
/// Columns and lines are never stored: they follow from the bytes when somebody asks to see them.
package struct Place: Hashable, Sendable {
  /// The file, relative to the root of the snapshot, with `/` between its parts.
  package var path: String
  /// Byte offsets into the file; may be empty, where something is missing.
  package var range: Range<Int>

  package init(_ path: String, _ range: Range<Int>) {
    self.path = path
    self.range = range
  }

  /// The start of a file: for what is wrong with the file as a whole.
  package static func file(_ path: String) -> Place { Place(path, 0..<0) }
}

extension Place: Comparable {
  package static func < (a: Place, b: Place) -> Bool {
    if a.path != b.path { return a.path.utf8.lexicographicallyPrecedes(b.path.utf8) }
    if a.range.lowerBound != b.range.lowerBound { return a.range.lowerBound < b.range.lowerBound }
    return a.range.upperBound < b.range.upperBound
  }
}
