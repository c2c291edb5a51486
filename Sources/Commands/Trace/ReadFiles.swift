import Compiler
import Diagnostics
import YAML

/// The files that answers lead to, each read and searched for lines once.
final class ReadFiles {
  private let compilation: Compilation
  private var texts: [String: SourceText?] = [:]
  /// The manifest that was asked about last: whoever asks for a line asks for the next.
  private var manifest: YAMLFile?

  init(_ compilation: Compilation) { self.compilation = compilation }

  /// Nil where the file is not known.
  func text(_ path: String) -> SourceText? {
    if let known = texts[path] { return known }
    let text = compilation.source(path).map { SourceText($0) }
    texts[path] = .some(text)
    return text
  }

  func manifest(_ path: String, _ bytes: [UInt8]) -> YAMLFile {
    if let manifest, manifest.path == path, manifest.bytes == bytes { return manifest }
    let read = YAMLFile(path: path, bytes: bytes)
    manifest = read
    return read
  }
}
