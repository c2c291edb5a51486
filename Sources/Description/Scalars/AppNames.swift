import Diagnostics
import Fields

/// The name of an app: a part of the name of its Flux Kustomization, which Flux writes as a label on
/// all that it applies.
package struct AppName: TextField, Hashable {
  package let text: String

  /// What its Flux Kustomization is called, where that is Mooring's.
  package static let prefix = "mooring-app-"
  private static let longest = DNSName.longestLabel - prefix.utf8.count

  package static var placeholder: AppName { AppName(text: "") }
  package static var grammar: String { LabelName.grammar }

  package static func parse(_ text: String) throws(FieldProblem) -> AppName {
    let name = try LabelName.parse(text)
    guard name.text.utf8.count <= longest else {
      throw FieldProblem(
        .invalidName, "the name is \(name.text.utf8.count) characters long",
        label: "the name of an app has at most \(longest)")
    }
    return AppName(text: name.text)
  }
}

/// A folder of the user's.
package struct AppPath: TextField, Hashable {
  /// Without `./` at its start and `/` at its end.
  package let text: String

  package static var placeholder: AppPath { AppPath(text: "") }
  package static var grammar: String { "a folder inside the repository such as 'apps/workloads'" }

  package static func parse(_ text: String) throws(FieldProblem) -> AppPath {
    var parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      .map { String($0) ?? "" }
    if parts.first == "." { parts.removeFirst() }
    if parts.last == "" { parts.removeLast() }
    guard text.utf8.first != UInt8(ascii: "/"), !parts.contains("..") else {
      throw FieldProblem(
        .invalidPath, "'\(text)' leaves the repository", label: "expected \(grammar)")
    }
    guard !parts.isEmpty, parts.allSatisfy({ !$0.isEmpty && $0 != "." }) else {
      throw FieldProblem(
        .invalidPath, "'\(text)' is not a folder of the repository", label: "expected \(grammar)")
    }
    return AppPath(text: parts.joined(separator: "/"))
  }
}
