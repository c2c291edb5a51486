import Diagnostics
import Fields

/// A folder inside the repository that is Mooring's to write.
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
    if let owner = owner(of: parts) {
      throw FieldProblem(
        .invalidPath, "'\(text)' is not Mooring's to write", label: owner,
        help: ["name a folder of its own, such as 'flux'"])
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

  /// Who has a folder already; letter case does not count on some systems.
  private static func owner(of parts: [String]) -> String? {
    let parts = parts.map { $0.lowercased() }
    if parts.isEmpty || parts == ["."] { return "it is the whole repository" }
    if parts.contains("flux-system") { return "'flux-system' is Flux's own" }
    if parts.contains(".git") { return "'.git' is git's own" }
    if parts[0] == "clusters" { return "'clusters' holds the description" }
    if parts[0] == "templates" { return "'templates' holds templates" }
    return nil
  }
}

/// A file inside the repository.
package struct RepositoryPath: TextField, Hashable {
  /// Without `./` at its start.
  package let text: String

  package static var placeholder: RepositoryPath { RepositoryPath(text: "") }
  package static var grammar: String { "a file inside the repository such as 'anchors/root.crt'" }

  package static func parse(_ text: String) throws(FieldProblem) -> RepositoryPath {
    var parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    if parts.first == "." { parts.removeFirst() }
    guard text.utf8.first != UInt8(ascii: "/"), !parts.contains("..") else {
      throw FieldProblem(
        .invalidPath, "'\(text)' leaves the repository", label: "expected \(grammar)")
    }
    guard !parts.isEmpty, parts.allSatisfy({ !$0.isEmpty && $0 != "." }) else {
      throw FieldProblem(
        .invalidPath, "'\(text)' is not the path of a file", label: "expected \(grammar)")
    }
    return RepositoryPath(text: parts.joined(separator: "/"))
  }
}

extension Code {
  package static let invalidPath = Code(
    "invalid-path", .error, "a path leaves the repository or cannot exist everywhere")
}
