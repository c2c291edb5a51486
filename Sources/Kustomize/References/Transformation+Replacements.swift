import Diagnostics
import Values

/// Replacements: a field of one object copied into fields of others (api/filters/replacement).
extension Transformation {
  /// - Parameters:
  ///   - replacement: an entry of `replacements`, or of the file that it names.
  ///   - isWhole: whether an object that is not there is certainly not there.
  mutating func replace(_ replacement: LocatedValue, isWhole: Bool) {
    guard let value = source(of: replacement, isWhole: isWhole) else { return }
    guard let targets = replacement["targets"], targets.count > 0 else {
      return report(
        Diagnostic(
          .invalidReplacement, "a replacement needs 'targets'", at: replacement.place))
    }
    for target in targets.elements { copy(value, to: target, isWhole: isWhole) }
  }

  private mutating func source(of replacement: LocatedValue, isWhole: Bool) -> LocatedValue? {
    if let value = replacement["sourceValue"], !value.isNull { return value }
    guard let source = replacement["source"], source.kind == .object else {
      report(
        Diagnostic(.invalidReplacement, "a replacement needs a 'source'", at: replacement.place))
      return nil
    }
    let found = objects.indices.filter { index in
      objects[index].allIDs.contains { Self.isSelected($0, by: source) }
    }
    guard let first = found.first, found.count == 1 else {
      if found.isEmpty, !isWhole { return nil }
      report(
        Diagnostic(
          .invalidReplacement,
          found.isEmpty
            ? "the source of the replacement is no object of this build"
            : "the source of the replacement may be several objects",
          at: source.place,
          secondary: found.prefix(2).map { Label(objects[$0].originPlace) },
          help: found.isEmpty
            ? closest(to: source["name"]?.text ?? "", among: objects.map(\.name)).map {
              ["the nearest name is '\($0)'"]
            } ?? [] : ["say more of it: 'group', 'version', 'kind', 'name', 'namespace'"]))
      return nil
    }
    let path = source["fieldPath"].map(\.text) ?? ""
    let fields = ReplacementPath(path.isEmpty ? "metadata.name" : path)
    guard let value = fields.find(in: objects[first].located), !value.isNull else {
      report(
        Diagnostic(
          .invalidReplacement, "\(objects[first].id) has no field '\(path)'",
          at: source["fieldPath"]?.place ?? source.place,
          secondary: [Label(objects[first].originPlace, "this is the source")]))
      return nil
    }
    guard let options = source["options"], let delimiter = options["delimiter"]?.string,
      !delimiter.isEmpty
    else { return value }
    let parts = Self.parts(of: value.text, at: delimiter)
    let index = Self.index(of: options)
    guard parts.indices.contains(index) else {
      report(
        Diagnostic(
          .invalidReplacement, "'\(value.text)' has no part \(index) between '\(delimiter)'",
          at: options.place))
      return nil
    }
    return .text(parts[index], at: value.place)
  }

  private static func index(of options: LocatedValue?) -> Int {
    if case .integer(let index)? = options?["index"]?.scalar { Int(index) } else { 0 }
  }

  /// Empty fields of the source stand for any.
  private static func isSelected(_ id: ObjectID, by source: LocatedValue) -> Bool {
    func fits(_ key: String, _ text: String) -> Bool {
      let wanted = source[key]?.text ?? ""
      return wanted.isEmpty || wanted == text
    }
    let namespace = source["namespace"]?.text ?? ""
    return fits("group", id.kind.group) && fits("version", id.kind.version)
      && fits("kind", id.kind.kind) && fits("name", id.name)
      && (namespace.isEmpty || namespace == id.namespace)
  }

  private mutating func copy(_ value: LocatedValue, to target: LocatedValue, isWhole: Bool) {
    guard let select = target["select"], select.kind == .object else {
      return report(
        Diagnostic(
          .invalidReplacement, "a target of a replacement needs 'select'", at: target.place))
    }
    do throws(ObjectSelector.Refusal) {
      let selector = try ObjectSelector(select)
      var rejected: [ObjectSelector] = []
      for reject in target["reject"]?.elements ?? [] where reject.count > 0 {
        rejected.append(try ObjectSelector(reject))
      }
      let paths = (target["fieldPaths"]?.elements ?? []).map { ($0.text, $0.place) }
      for index in objects.indices where selector.selects(objects[index]) {
        if rejected.contains(where: { $0.selects(objects[index]) }) { continue }
        for (path, place) in paths.isEmpty ? [("metadata.name", target.place)] : paths {
          copy(value, to: path, writtenAt: place, of: index, target["options"])
        }
        objects[index].identify()
      }
    } catch {
      report(error.diagnostic)
    }
  }

  private mutating func copy(
    _ value: LocatedValue, to path: String, writtenAt place: Place, of index: Int,
    _ options: LocatedValue?
  ) {
    let creates = options?["create"]?.scalar == .bool(true)
    var mistyped: LocatedValue?
    let isFound = ReplacementPath(path).change(
      in: &objects[index].located, madeAt: creates ? place : nil
    ) { field in
      if !Self.set(&field, to: value, options) { mistyped = field }
    }
    if let mistyped {
      report(
        Diagnostic(
          .invalidReplacement,
          "'\(path)' of \(objects[index].id) takes no text", at: place,
          secondary: [Label(mistyped.place, "this is what would be replaced")],
          help: ["write the field's value in quotes, which makes it a text"]))
    }
    if isFound { return }
    report(
      Diagnostic(
        .invalidReplacement, "\(objects[index].id) has no field '\(path)'", at: place,
        secondary: [Label(objects[index].originPlace, "this is the target")],
        help: ["set 'options: {create: true}' to make the field"]))
  }

  /// Whether the field takes the value: a number takes no other text.
  private static func set(
    _ field: inout LocatedValue, to value: LocatedValue, _ options: LocatedValue?
  ) -> Bool {
    guard field.kind == .scalar, value.kind == .scalar else {
      field = value
      return true
    }
    var text = value.text
    if let delimiter = options?["delimiter"]?.string, !delimiter.isEmpty {
      var parts = Self.parts(of: field.text, at: delimiter)
      let index = index(of: options)
      if index < 0 {
        parts.insert(text, at: 0)
      } else if index >= parts.count {
        parts.append(text)
      } else {
        parts[index] = text
      }
      text = parts.joined(separator: delimiter)
    }
    // The type of the field is kept; a field that was made takes that of the text.
    let typed: JSONValue? =
      switch field.scalar {
      case .string: .string(text)
      case .integer: Int64(text).map { .integer($0) }
      case .number: Double(text).map { .number($0) }
      case .bool: text == "true" || text == "false" ? .bool(text == "true") : nil
      default: Int64(text).map { .integer($0) } ?? .string(text)
      }
    guard let typed else { return false }
    field = .scalar(typed, value.place)
    return true
  }

  private static func parts(of text: String, at delimiter: String) -> [String] {
    let text = Array(text.utf8)
    let delimiter = Array(delimiter.utf8)
    var parts: [String] = []
    var start = 0
    var index = 0
    while index + delimiter.count <= text.count {
      if text[index..<index + delimiter.count].elementsEqual(delimiter) {
        parts.append(String(decoding: text[start..<index], as: UTF8.self))
        index += delimiter.count
        start = index
      } else {
        index += 1
      }
    }
    return parts + [String(decoding: text[start...], as: UTF8.self)]
  }
}

extension Code {
  package static let invalidReplacement = Code(
    "invalid-replacement", .error, "a replacement of a kustomization cannot be made")
}
