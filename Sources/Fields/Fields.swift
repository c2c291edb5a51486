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
  /// Whether any key is known: the mapping is decoded elsewhere.
  private var isOpen = false
  /// Required fields that are absent, told at the end: one that is misspelt is not missing as well.
  private var missing: [(key: String, diagnostic: Diagnostic)] = []
  private var incomplete: Diagnostic?
  /// Whether a field of the mapping itself is wrong, so that it may be incomplete for that alone.
  var isBroken = false

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
  package mutating func declareAll() { isOpen = true }

  /// The field's node; nil where it is absent, removed or broken.
  mutating func node(_ key: String) -> LayeredNode? {
    guard case .decode(let node) = mode else { return nil }
    switch node.member(key) {
    case .present(let member): return member
    case .absent, .removed: return nil
    case .empty(let written):
      reportEmpty(
        key, written,
        help: node.layers.count > 1
          ? "give it a value, or write 'null' to remove what lower layers say"
          : "give it a value, or remove the line")
      return nil
    }
  }

  /// As `node`, and reports a field that has to be there and is not.
  mutating func requiredNode(
    _ key: String, holds: @autoclosure () -> String
  ) -> LayeredNode? {
    guard case .decode(let parent) = mode else { return nil }
    switch parent.member(key) {
    case .present(let member): return member
    case .empty(let written): reportEmpty(key, written, help: "give it \(holds())")
    case .removed(let removal):
      guard isWhole else { return nil }
      report.add(
        Diagnostic(
          .missingField, "'\(dotted(key))' is removed here, and required",
          at: removal.node.place, label: "'null' removes it", help: ["it is \(holds())"]))
    case .absent:
      guard isWhole, let place else { return nil }
      let diagnostic = Diagnostic(
        .missingField, "missing field '\(dotted(key))'", at: place,
        label: "has no '\(key)'", help: ["add '\(key)': \(holds())"])
      missing.append((key, diagnostic))
    }
    return nil
  }

  func dotted(_ key: String) -> String { (path + [key]).joined(separator: ".") }

  mutating func reportEmpty(_ key: String, _ written: LayerNode, help: String) {
    isBroken = true
    // What is empty and yet has a place is an alias that stands for nothing, which has been said.
    guard written.node.place.range.isEmpty else { return }
    report.add(
      Diagnostic(
        .emptyValue, "'\(key)' has no value", at: written.key?.place ?? written.node.place,
        help: [help]))
  }

  /// Reports a mapping whose fields do not make a whole, unless one of them is wrong by itself.
  package mutating func reportIncomplete(_ message: String, help: String) {
    guard case .decode = mode, let place else { return }
    incomplete = Diagnostic(.incompleteMapping, message, at: place, help: [help])
  }

  /// Reports every key that no call asked for, and what is missing. Returns whether all is well.
  @discardableResult
  mutating func finish() -> Bool {
    guard case .decode(let node) = mode else { return true }
    var hasUnknown = false
    for layer in isOpen ? [] : node.layers {
      for (key, _) in layer.node.entries where !declared.contains(key.text) {
        hasUnknown = true
        guard key.isTextKey, !report.isFull else { continue }
        let near = closest(to: LookAlike.replaced(in: key.text), among: declared)
        if let near {
          missing.removeAll { $0.key == near }
          // What lacks in the mapping may be in the misspelt one.
          report.forgetMissing(below: path + [near])
        }
        reportUnknown(key, in: layer.layer, near: near)
      }
    }
    let isComplete = !hasUnknown && missing.isEmpty
    if missing.isEmpty && incomplete == nil || isWrittenTwice { return isComplete }
    for (key, diagnostic) in missing { report.addMissing(diagnostic, path + [key]) }
    if let incomplete, !hasUnknown, !isBroken { report.add(incomplete) }
    return isComplete
  }

  /// Whether the mapping is there once more further down, which has been said: what lacks here may
  /// be there.
  private var isWrittenTwice: Bool {
    guard case .decode(let node) = mode, let key = node.top.key else { return false }
    return key.file.diagnostics.contains { problem in
      problem.code == .duplicateKey && problem.secondary.contains { $0.place == key.place }
    }
  }

  private func reportUnknown(_ key: YAMLNode, in layer: LayerName, near: String?) {
    let owner = layer.path(of: path).joined(separator: ".")
    let names = declared.sorted().map { "'\($0)'" }
    let fields =
      switch names.count {
      case 0: "it has no fields: write '{}'"
      case 1: "its only field is \(names[0])"
      default: "its fields are \(names.joined(separator: ", "))"
      }
    report.add(
      Diagnostic(
        .unknownField, "unknown field '\(key.text)'", at: key.place,
        label: "not a field of \(owner.isEmpty ? "this document" : "'\(owner)'")",
        notes: LookAlike.notes(on: key.text),
        help: [near.map { "the nearest name is '\($0)'" } ?? fields]))
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
