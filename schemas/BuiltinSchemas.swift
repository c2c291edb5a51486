/// What the API server asks of the kinds that the program knows by itself: the files of this folder,
/// written by scripts/kind-schemas.py, as they were when the program was built.
package enum BuiltinSchemas {
  /// A copy of a file's bytes; nil where there is no such file.
  ///
  /// - Parameter name: without its ending: `traefik.io`.
  package static func bytes(of name: String) -> [UInt8]? {
    let path = "\(name).schema"
    return embeddedFiles.first { $0.path.bytes.elementsEqual(path.utf8) }.map {
      Array($0.text.bytes)
    }
  }

  /// The names of all files, without their ending.
  package static var names: [String] {
    embeddedFiles.map { String($0.path.description.dropLast(".schema".utf8.count)) }
  }
}

extension StaticString {
  /// The text where it lies in the program's image.
  fileprivate var bytes: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: utf8Start, count: utf8CodeUnitCount)
  }
}
