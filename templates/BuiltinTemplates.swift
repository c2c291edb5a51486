/// The component templates that are part of the program: the files of this folder, as they were
/// when it was built.
package enum BuiltinTemplates {
  package struct File: Sendable {
    /// Relative to `templates/`, with `/` between its parts.
    package let path: StaticString
    package let text: StaticString
  }

  /// Sorted by the bytes of their paths. They lie in the program's image: nothing is copied before
  /// a file's bytes are asked for.
  package static let files = embeddedFiles.map { File(path: $0.path, text: $0.text) }

  /// A copy of a file's bytes; nil where there is no such file.
  package static func bytes(of path: String) -> [UInt8]? {
    let files = files
    var range = files.startIndex..<files.endIndex
    while let middle = range.isEmpty ? nil : range.lowerBound + range.count / 2 {
      let candidate = files[middle]
      if candidate.path.utf8.elementsEqual(path.utf8) { return Array(candidate.text.utf8) }
      if candidate.path.utf8.lexicographicallyPrecedes(path.utf8) {
        range = (middle + 1)..<range.upperBound
      } else {
        range = range.lowerBound..<middle
      }
    }
    return nil
  }
}

extension StaticString {
  /// The text where it lies in the program's image.
  fileprivate var utf8: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: utf8Start, count: utf8CodeUnitCount)
  }
}
