import Diagnostics
import Fields

/// A folder inside the repository.
package struct FolderPath: TextField, Hashable {
  /// Without `./` at its start and `/` at its end.
  package let text: String

  package static var placeholder: FolderPath { FolderPath(text: "") }
  package static var grammar: String { "a folder inside the repository such as 'flux'" }

  package static func parse(_ text: String) throws(FieldProblem) -> FolderPath {
    var parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    if parts.first == "." { parts.removeFirst() }
    if parts.last == "" { parts.removeLast() }
    if text.utf8.first == UInt8(ascii: "/") || parts.contains("..") {
      throw FieldProblem(
        .invalidPath, "'\(text)' leaves the repository", label: "expected \(grammar)")
    }
    let isPlain = parts.allSatisfy { part in
      !part.isEmpty && part != "."
        && part.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f && !"\\:*?\"<>|".utf8.contains($0) }
    }
    guard !parts.isEmpty, isPlain else {
      throw FieldProblem(
        .invalidPath, "'\(text)' is not a folder that every system can hold",
        label: "expected \(grammar)")
    }
    return FolderPath(text: parts.joined(separator: "/"))
  }
}

extension Code {
  package static let invalidPath = Code(
    "invalid-path", .error, "a path leaves the repository or cannot exist everywhere")
}
