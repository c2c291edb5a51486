import Diagnostics
import Values

/// What is known of a line of the tree, or of a file of it.
struct LineTrace {
  let target: TraceTarget
  /// What it is: the rest of a sentence that begins with the target.
  let sentence: String
  var sources: [Source] = []
  /// What the description gives in place of a line that it does not give.
  var replacement: Replacement?
  var notes: [String] = []

  /// Something that a line owes its being to.
  struct Source {
    enum Role: String {
      case component, template, file, described, patched
      /// A fact that was read to make the line.
      case reads
      /// A fact that decided that the line is there.
      case because
    }

    let role: Role
    /// Of a component or a fact.
    var name = ""
    var value: JSONValue?
    var positions: [FilePosition] = []
  }

  struct Replacement {
    /// Where the lines begin in the file as the description gives it.
    let line: Int
    let lines: [String]
  }
}

/// A place as people read it: a line and a column of a file, a line of it, or the whole.
struct FilePosition {
  let path: String
  var line: Int?
  var column: Int?

  var text: String {
    path + (line.map { ":\($0)" } ?? "") + (column.map { ":\($0)" } ?? "")
  }
}

extension FilePosition {
  init(path: String, _ position: Position?) {
    self.init(path: path, line: position?.line, column: position?.column)
  }
}

extension LineTrace {
  /// More lines are counted, not shown.
  private static let mostShown = 5

  /// For people, line by line.
  var text: [String] {
    var lines = ["\(target.text) \(sentence)"]
    if let replacement {
      if replacement.lines.isEmpty {
        lines.append("  the description gives nothing in its place")
      } else {
        lines.append("  in its place the description gives line \(replacement.line):")
        lines += replacement.lines.prefix(Self.mostShown).map { "  | \($0)" }
        let hidden = replacement.lines.count - Self.mostShown
        if hidden > 0 { lines.append("  and \(hidden) more") }
      }
    }
    for source in sources { lines += Self.lines(of: source) }
    return lines + notes.map { "  note: \($0)" }
  }

  private static func lines(of source: Source) -> [String] {
    let positions = source.positions.map(\.text)
    let shown = source.value.map(shown) ?? ""
    switch source.role {
    case .component: return ["  component  \(source.name)"]
    case .template: return positions.map { "  template   \($0)" }
    case .file: return positions.map { "  file       \($0)" }
    case .described: return positions.map { "  described  \($0)" }
    case .patched: return positions.map { "  patched by \($0)" }
    case .reads, .because:
      let verb = source.role == .reads ? "reads" : "present because of"
      let places = positions.isEmpty ? ["a default, or worked out by Mooring"] : positions
      return ["  \(verb) \(source.name)\(shown)"] + places.map { "    from \($0)" }
    }
  }

  private static func shown(_ value: JSONValue) -> String {
    switch value {
    case .string(let text) where text.utf8.count <= 80 && !text.utf8.contains(0x0A): " = \(text)"
    case .bool(let value): " = \(value)"
    case .integer(let value): " = \(value)"
    case .null: " = null"
    default: ""
    }
  }
}

extension LineTrace {
  /// For programs.
  var json: JSONValue {
    var object: JSONObject = ["path": .string(target.path)]
    if let line = target.line { object["line"] = .integer(Int64(line)) }
    object["message"] = .string(sentence)
    if let replacement {
      object["replacement"] = [
        "line": .integer(Int64(replacement.line)),
        "lines": .array(replacement.lines.map { .string($0) }),
      ]
    }
    object["sources"] = .array(sources.map(Self.json))
    object["notes"] = .array(notes.map { .string($0) })
    return .object(object)
  }

  private static func json(_ source: Source) -> JSONValue {
    var object: JSONObject = ["role": .string(source.role.rawValue)]
    if !source.name.isEmpty { object["name"] = .string(source.name) }
    if let value = source.value { object["value"] = value }
    let isFact = source.role == .reads || source.role == .because
    if isFact || !source.positions.isEmpty {
      object["places"] = .array(
        source.positions.map { place in
          var object: JSONObject = ["path": .string(place.path)]
          if let line = place.line { object["line"] = .integer(Int64(line)) }
          if let column = place.column { object["column"] = .integer(Int64(column)) }
          return .object(object)
        })
    }
    return .object(object)
  }
}
