import Diagnostics
import YAML

/// A mapping of the description whose fields its one initialiser declares.
package protocol Described {
  init(_ fields: inout Fields)
}

/// The fields of one mapping, as its initialiser asks for them.
///
/// The same initialiser runs in two modes. Decoding, every call reads the field from the layers below
/// it, reports what is wrong at its place, and gives the value or a placeholder whose origin is
/// `failed`. Describing, every call notes the field's name, type and purpose, from which
/// documentation comes. What is not asked for does not exist: `finish` reports it as unknown.
package struct Fields {
  enum Mode {
    case decode(LayeredNode)
    case describe
    /// The mapping is missing or broken, and that has been said: placeholders, and no words.
    case silent
  }

  let mode: Mode
  let report: FieldReport
  /// The names that lead to this mapping.
  let path: [String]
  /// Whether a missing field is a mistake; not so in a part of a description, such as a group's.
  let isWhole: Bool
  private(set) var declared: [String] = []

  init(_ mode: Mode, path: [String], isWhole: Bool, report: FieldReport) {
    self.mode = mode
    self.report = report
    self.path = path
    self.isWhole = isWhole
  }

  /// Decodes a mapping; reports unknown fields.
  package static func decode<T: Described>(
    _ type: T.Type, from node: LayeredNode, path: [String], isWhole: Bool = true,
    report: FieldReport
  ) -> T {
    var fields = Fields(.decode(node), path: path, isWhole: isWhole, report: report)
    let value = T(&fields)
    fields.finish()
    return value
  }

  /// The documentation of a mapping's fields and of all that is below them.
  package static func describe<T: Described>(_ type: T.Type, path: [String]) -> [FieldDescription] {
    let report = FieldReport()
    var fields = Fields(.describe, path: path, isWhole: true, report: report)
    _ = T(&fields)
    return report.fields
  }

  /// A mapping that is not there.
  func silent<T: Described>(_ type: T.Type) -> T {
    var fields = Fields(.silent, path: path, isWhole: false, report: FieldReport())
    return T(&fields)
  }

  /// The place of the mapping itself: its key where it has one.
  package var place: Place? {
    guard case .decode(let node) = mode else { return nil }
    return node.top.key?.place ?? node.top.node.place
  }

  mutating func declare(
    _ key: String, _ holds: @autoclosure () -> String,
    _ presence: @autoclosure () -> FieldDescription.Presence, _ purpose: String,
    alternatives: [String] = []
  ) {
    declared.append(key)
    // Its words are put together only where somebody reads them.
    guard case .describe = mode else { return }
    report.add(
      FieldDescription(
        path: path + [key], holds: holds(), presence: presence(), purpose: purpose,
        alternatives: alternatives))
  }

  /// Names the fields that may be written, where they are decoded elsewhere.
  mutating func declareOnly(_ keys: [String]) { declared = keys }

  /// Takes every key as known: the mapping is decoded elsewhere.
  package mutating func declareAll() {
    if case .decode(let node) = mode { declared = node.keys }
  }

  /// The field's node; nil where it is absent, removed or broken.
  func node(_ key: String) -> LayeredNode? {
    guard case .decode(let node) = mode else { return nil }
    switch node.member(key) {
    case .present(let member): return member
    case .absent, .removed: return nil
    case .empty(let written):
      reportEmpty(key, written)
      return nil
    }
  }

  /// As `node`, and reports a field that has to be there and is not.
  func requiredNode(_ key: String, holds: @autoclosure () -> String) -> LayeredNode? {
    guard case .decode(let parent) = mode else { return nil }
    switch parent.member(key) {
    case .present(let member): return member
    case .empty(let written): reportEmpty(key, written)
    case .removed(let removal):
      guard isWhole else { return nil }
      report.add(
        Diagnostic(
          .missingField, "'\(dotted(key))' is removed here, and required",
          at: removal.node.place, label: "'null' removes it", help: ["it is \(holds())"]))
    case .absent:
      guard isWhole, let place else { return nil }
      report.add(
        Diagnostic(
          .missingField, "missing field '\(dotted(key))'", at: place,
          label: "has no '\(key)'", help: ["add '\(key)': \(holds())"]))
    }
    return nil
  }

  func dotted(_ key: String) -> String { (path + [key]).joined(separator: ".") }

  private func reportEmpty(_ key: String, _ written: LayerNode) {
    report.add(
      Diagnostic(
        .emptyValue, "'\(key)' has no value", at: written.key?.place ?? written.node.place,
        help: ["give it a value, or write 'null' to remove what lower layers say"]))
  }

  /// Reports a mapping whose fields do not make a whole.
  package func reportIncomplete(_ message: String, help: String) {
    guard case .decode = mode, let place else { return }
    report.add(Diagnostic(.incompleteMapping, message, at: place, help: [help]))
  }

  /// Reports every key that no call asked for.
  func finish() {
    guard case .decode(let node) = mode else { return }
    for layer in node.layers {
      for (key, _) in layer.node.entries where !declared.contains(key.text) {
        reportUnknown(key)
      }
    }
  }

  private func reportUnknown(_ key: YAMLNode) {
    let owner = path.isEmpty ? "this document" : "'\(path.joined(separator: "."))'"
    var diagnostic = Diagnostic(
      .unknownField, "unknown field '\(key.text)'", at: key.place, label: "not a field of \(owner)")
    if let near = closest(to: key.text, among: declared) {
      diagnostic.help = ["the nearest name is '\(near)'"]
    } else {
      diagnostic.help = ["its fields are \(declared.sorted().joined(separator: ", "))"]
    }
    report.add(diagnostic)
  }
}

extension Code {
  package static let missingField = Code(
    "missing-field", .error, "a field that has to be written is not")
  package static let emptyValue = Code(
    "empty-value", .error, "a field is written without a value")
  package static let incompleteMapping = Code(
    "incomplete-mapping", .error, "the fields of a mapping do not make a whole")
  package static let unknownField = Code(
    "unknown-field", .error, "a field is written that does not exist")
}
