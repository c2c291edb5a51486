import Diagnostics
import Fields
import Values

/// A change of one generated object: the last resort.
package struct PatchSpec: Described, Sendable {
  package let target: PatchTarget
  package let merge: WrittenValue?
  package let operations: [PatchOperation]
  /// nil where the patch was not read from a file.
  package let place: Place?

  package init(_ fields: inout Fields) {
    place = fields.place
    target = fields.required("target", PatchTarget.self, "the one object that it changes")
    merge = fields.writtenMapping(
      "merge", "a JSON merge patch: mappings merge, 'null' removes, everything else replaces")
    operations = fields.list(
      "json6902", PatchOperation.self, "a JSON patch: operations, one after the other")
    if (merge == nil) == operations.isEmpty {
      fields.reportIncomplete(
        "a patch is either a JSON merge patch or a JSON patch",
        help: "write 'merge: {…}', or 'json6902: [{op: replace, path: /spec/…, value: …}]'")
    }
  }
}

/// Which object a patch changes.
package struct PatchTarget: Described, Sendable {
  package let kind: Located<String>
  package let name: Located<String>
  package let namespace: Located<LabelName>?
  package let apiVersion: Located<String>?
  package let place: Place?

  package init(_ fields: inout Fields) {
    place = fields.place
    kind = fields.required("kind", String.self, "the kind of the object")
    name = fields.required("name", String.self, "its name")
    namespace = fields.optional(
      "namespace", LabelName.self, "its namespace, where two have its kind and name")
    apiVersion = fields.optional(
      "apiVersion", String.self, "its apiVersion, where two groups have such a kind")
  }
}

/// One operation of a JSON patch (RFC 6902).
package struct PatchOperation: Described, Sendable {
  package let op: Located<PatchVerb>
  package let path: Located<PatchPath>
  package let from: Located<PatchPath>?
  package let value: WrittenValue?
  package let place: Place?

  package init(_ fields: inout Fields) {
    place = fields.place
    op = fields.required("op", PatchVerb.self, "what it does")
    path = fields.required("path", PatchPath.self, "where in the object, as /spec/template")
    from = fields.optional("from", PatchPath.self, "what 'move' and 'copy' take")
    value = fields.writtenValue("value", "what 'add', 'replace' and 'test' put or expect there")
    let isComplete = op.value.takesFrom ? from != nil && value == nil : from == nil
    let hasValue = (value != nil) == op.value.takesValue
    if op.isKnown, !(isComplete && hasValue) {
      fields.reportIncomplete(
        "'\(op.value.rawValue)' takes \(op.value.operands)",
        help:
          "write 'op', 'path'\(op.value.takesFrom ? " and 'from'" : "")\(op.value.takesValue ? " and 'value'" : "")"
      )
    }
  }

  /// nil where it is incomplete, which has been said.
  package var operation: JSONPatchOperation? {
    guard op.isKnown, path.isKnown else { return nil }
    switch (op.value, from?.value.path, value?.value) {
    case (.add, _, let value?): return .add(path.value.path, value)
    case (.replace, _, let value?): return .replace(path.value.path, value)
    case (.test, _, let value?): return .test(path.value.path, value)
    case (.remove, _, _): return .remove(path.value.path)
    case (.move, let from?, _): return .move(from: from, to: path.value.path)
    case (.copy, let from?, _): return .copy(from: from, to: path.value.path)
    default: return nil
    }
  }
}

package enum PatchVerb: String, WordField {
  case add, copy, move, remove, replace, test

  var takesFrom: Bool { self == .move || self == .copy }
  var takesValue: Bool { self == .add || self == .replace || self == .test }

  fileprivate var operands: String {
    switch self {
    case .add, .replace, .test: "a value, and no 'from'"
    case .copy, .move: "'from', and no value"
    case .remove: "neither 'from' nor a value"
    }
  }
}

/// A path into an object (RFC 6901).
package struct PatchPath: TextField {
  package let path: JSONPatchPath

  package static var placeholder: PatchPath {
    guard let root = JSONPatchPath("") else { preconditionFailure("an empty path is the whole") }
    return PatchPath(path: root)
  }
  package static var grammar: String { "a path such as '/spec/backoffLimit'" }

  package static func parse(_ text: String) throws(FieldProblem) -> PatchPath {
    guard let path = JSONPatchPath(text) else {
      throw FieldProblem(
        .invalidValue, "'\(text)' is not \(grammar)",
        label: "each name begins with '/'; '/' in a name is '~1', '~' is '~0'",
        help: text.isEmpty || text.utf8.contains(UInt8(ascii: "~")) ? [] : ["write '/\(text)'"])
    }
    return PatchPath(path: path)
  }
}
