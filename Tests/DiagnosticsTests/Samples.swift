import Diagnostics

extension Code {
  static let sample = Code("sample", .error, "a sample of a mistake")
  static let doubt = Code("doubt", .warning, "a sample of a doubt")
}

/// Files that the findings of a test point into.
struct Samples {
  private let files: [String: [UInt8]]

  init(_ files: [String: String]) { self.files = files.mapValues { Array($0.utf8) } }

  func bytes(_ path: String) -> [UInt8]? { files[path] }

  /// The first place of a text; its absence is a mistake of the test.
  func place(of text: String, in path: String = "a.yaml") -> Place {
    let bytes = files[path] ?? []
    let wanted = Array(text.utf8)
    let start = bytes.indices.first { bytes[$0...].starts(with: wanted) }
    guard let start else { preconditionFailure("'\(text)' is not in \(path)") }
    return Place(path, start..<(start + wanted.count))
  }

  func text(of diagnostic: Diagnostic, isColoured: Bool = false) -> String {
    TextRenderer(isColoured: isColoured).render([diagnostic], source: bytes)
  }
}
