import Diagnostics

/// What the reading of a description gives beside its values: what is wrong with it, and which fields
/// there are.
package final class FieldReport {
  package private(set) var diagnostics = Diagnostics()
  /// Filled where the description is described, not decoded.
  package private(set) var fields: [FieldDescription] = []

  package init() {}

  package func add(_ diagnostic: Diagnostic) { diagnostics.add(diagnostic) }
  func add(_ field: FieldDescription) { fields.append(field) }
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
