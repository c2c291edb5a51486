import Compiler
import Description
import Diagnostics
import Fields

/// Pages of text about codes and fields, from where each is defined.
enum Explanation {
  /// Every code with its severity and its summary: those of rules, then those of what reads and
  /// writes.
  static var index: String {
    let rules = CodeBook.chapters.filter(\.isOfRule).flatMap(\.codes)
    let others = CodeBook.chapters.filter { !$0.isOfRule }.flatMap(\.codes)
    return "of rules\n\(lines(rules))\nof what reads and writes\n\(lines(others))"
  }

  private static func lines(_ codes: [Code]) -> String {
    codes.sorted { $0.name < $1.name }
      .map { "  \($0.name) (\($0.severity.name)): \($0.summary)\n" }.joined()
  }

  /// What a code means, why it hurts, and the cure.
  static func ofCode(_ name: String) -> String? {
    guard let code = CodeBook.all.first(where: { $0.name == name }), let words = words(of: code)
    else { return nil }
    return "\(code.name) (\(code.severity.name)): \(code.summary)\n\n\(words)\n"
  }

  /// The same, without its heading.
  static func words(of code: Code) -> String? {
    guard let chapter = CodeBook.chapter(of: code.name) else { return nil }
    guard chapter.isOfRule, !code.isFinal else { return chapter.explanation }
    return chapter.explanation
      + "\n\nTo allow it: '# mooring: allow \(code.name): REASON' at its line."
  }

  /// The field of that path and those below it; the paths of a cluster need no `spec`.
  static func ofField(_ name: String) -> String? {
    let asked = name.split(separator: ".").map(String.init)
    var text = ""
    for (kind, fields) in kinds {
      let found = fields.filter { field in
        let path = Array(field.path.dropFirst(asked.first == "spec" ? 0 : 1))
        return path.count >= asked.count
          && zip(path, asked).allSatisfy { $0 == $1 || $0 == "*" }
      }
      if found.isEmpty { continue }
      text += text.isEmpty ? "" : "\n"
      text += "\(kind)\n"
      for field in found { text += line(field) }
    }
    return text.isEmpty ? nil : text
  }

  static var names: [String] {
    CodeBook.all.map(\.name)
      + kinds.flatMap { $0.fields.map { $0.path.dropFirst().joined(separator: ".") } }
  }

  static var kinds: [(kind: String, fields: [FieldDescription])] {
    [
      ("Fleet", Fields.describe(FleetSpec.self, path: ["spec"])),
      ("Cluster", Fields.describe(ClusterSpec.self, path: ["spec"])),
    ]
  }

  private static func line(_ field: FieldDescription) -> String {
    let presence =
      switch field.presence {
      case .required: "required"
      case .optional: "optional"
      case .assumed(let value): "default: \(value)"
      }
    return "  \(field.path.joined(separator: "."))\n    \(field.purpose)\n"
      + "    \(field.holds) (\(presence))\n"
  }
}
