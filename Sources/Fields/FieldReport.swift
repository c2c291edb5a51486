import Diagnostics
import YAML

/// What the reading of a description gives beside its values: what is wrong with it, and which fields
/// there are.
package final class FieldReport {
  /// A document with more problems than these is another kind of document, or was made to tire us.
  private static let most = 100

  private var collected = Diagnostics()
  private var count = 0
  /// Fields that lack, with the names that lead to them: a misspelt name found later may explain one.
  private var missing: [(path: [String], diagnostic: Diagnostic)] = []
  /// Filled where the description is described, not decoded.
  package private(set) var fields: [FieldDescription] = []

  package init() {}

  package var diagnostics: Diagnostics {
    var all = collected
    all.add(missing.map(\.diagnostic))
    return all
  }

  /// Whether so much is told already that nothing more is.
  var isFull: Bool { count > Self.most }

  package func add(_ diagnostic: Diagnostic) {
    guard !isFull else { return }
    count += 1
    collected.add(
      count > Self.most ? .tooMany(Self.most, at: diagnostic.primary.place) : diagnostic)
  }

  func addMissing(_ diagnostic: Diagnostic, _ path: [String]) {
    if missing.count < Self.most { missing.append((path, diagnostic)) }
  }

  /// Takes back what lacks in a mapping, and the mapping itself.
  func forgetMissing(below path: [String]) {
    missing.removeAll { $0.path.starts(with: path) }
  }

  func add(_ field: FieldDescription) { fields.append(field) }
}

extension Diagnostic {
  fileprivate static func tooMany(_ limit: Int, at place: Place) -> Diagnostic {
    Diagnostic(
      .tooManyProblems, "the document has more than \(limit) problems, the rest is not shown",
      at: place)
  }
}

/// What is to be known of a field: the source of its documentation.
package struct FieldDescription: Hashable, Sendable {
  package enum Presence: Hashable, Sendable {
    case required
    case optional
    /// What is assumed where the field is not written.
    case assumed(String)
  }

  /// The names that lead to it, with `*` for a name that the user chooses: `spec.namespaces.*.inject`.
  package var path: [String]
  /// What it holds, as a noun with its article.
  package var holds: String
  package var presence: Presence
  /// What it is for: a sentence without a full stop.
  package var purpose: String
  /// The fields of which at most one may be written beside this one.
  package var alternatives: [String]
}
