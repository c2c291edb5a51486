import Diagnostics
import Values

/// A field of some kinds of objects that a transformer changes, by the names on the way to it; lists
/// on the way are gone through.
struct FieldSpec: Hashable, Sendable {
  let path: [String]
  /// nil for any.
  var group: String?
  var version: String?
  var kind: String?
  /// Whether it is made where it is missing.
  var isCreated = false

  init(
    _ path: String, group: String? = nil, version: String? = nil, kind: String? = nil,
    creating isCreated: Bool = false
  ) {
    self.path = Self.names(in: path)
    self.group = group
    self.version = version
    self.kind = kind
    self.isCreated = isCreated
  }

  /// As a configuration file of kustomize has it; nil without a path.
  init?(_ entry: LocatedValue) {
    guard let path = entry["path"]?.string, !path.isEmpty else { return nil }
    let text = { (key: String) in entry[key]?.string.flatMap { $0.isEmpty ? nil : $0 } }
    self.init(
      path, group: text("group"), version: text("version"), kind: text("kind"),
      creating: entry["create"]?.scalar == .bool(true))
  }

  /// Between slashes; `\/` is no end of a name.
  private static func names(in path: String) -> [String] {
    var names: [[UInt8]] = [[]]
    var isEscaped = false
    for byte in path.utf8 {
      if isEscaped {
        if byte != UInt8(ascii: "/") { names[names.count - 1].append(UInt8(ascii: "\\")) }
        names[names.count - 1].append(byte)
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte == UInt8(ascii: "/") {
        names.append([])
      } else {
        names[names.count - 1].append(byte)
      }
    }
    return names.map { String(decoding: $0, as: UTF8.self) }
  }

  func selects(_ object: ObjectKind) -> Bool {
    (kind == nil || kind == object.kind) && (group == nil || group == object.group)
      && (version == nil || version == object.version)
  }
}

extension LocatedValue {
  /// Changes every field that a path leads to.
  ///
  /// - Parameter place: where what is missing on the way is made; nil where it is not to be.
  mutating func changeFields(
    _ path: ArraySlice<String>, madeAt place: Place?, _ body: (inout LocatedValue) -> Void
  ) {
    guard let first = path.first else { return body(&self) }
    switch kind {
    case .scalar: return
    case .array:
      guard place != nil || elements.contains(where: { $0.hasField(path) }) else { return }
      changeElements { elements in
        for index in elements.indices {
          elements[index].changeFields(path, madeAt: place, body)
        }
      }
    case .object:
      // A name with brackets says that the field is a list, which is never made.
      let isList = first.hasSuffix("[]")
      let name = isList ? String(first.dropLast(2)) : first
      let rest = path.dropFirst()
      if let place, !isList, self[name]?.isNull ?? true {
        set(name, rest.isEmpty ? .scalar(.null, place) : .object([], place))
      } else if self[name] == nil || (place == nil && !hasField(path)) {
        return
      }
      change(name) { $0.changeFields(rest, madeAt: place, body) }
    }
  }

  /// Whether a path leads to a field, so that nothing is unfolded in vain.
  private func hasField(_ path: ArraySlice<String>) -> Bool {
    guard let first = path.first else { return true }
    switch kind {
    case .scalar: return false
    case .array: return elements.contains { $0.hasField(path) }
    case .object:
      let name = first.hasSuffix("[]") ? String(first.dropLast(2)) : first
      return self[name]?.hasField(path.dropFirst()) ?? false
    }
  }
}
