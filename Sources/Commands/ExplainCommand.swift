import Compiler
import Description
import Diagnostics
import Fields
import Rules

extension Command {
  static let explain = Command(
    "explain", "explain the code of a finding, or a field of the description",
    examples: [
      Example("mooring explain overlapping-cidr", "what a finding means, and its cure"),
      Example("mooring explain linkerd.cli", "what a field holds, and the fields below it"),
    ],
    arguments: [.init("CODE|FIELD", "as findings and descriptions have it", .one)],
    run: working { (arguments, terminal) throws(CommandError) in
      let name = arguments.required("CODE|FIELD")
      if let text = Explanation.ofCode(name) ?? Explanation.ofField(name) {
        terminal.output.write(text)
        return .success
      }
      let near = closest(to: name, among: Explanation.names)
      throw CommandError(
        "'\(name)' is neither the code of a finding nor a field",
        help: near.map { "the nearest name is '\($0)'" })
    })
}

/// Pages of text about codes and fields, from where each is defined.
enum Explanation {
  /// What a code means; with the page of the rule that gives it, where one does.
  static func ofCode(_ name: String) -> String? {
    guard let code = CodeBook.all.first(where: { $0.name == name }) else { return nil }
    let rule = RuleBook.standard.rules.first { $0.codes.contains(code) }
    return "\(code.name) (\(code.severity.name)): \(code.summary)\n"
      + (rule.map { "\n\($0.explanation)\n" } ?? "")
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
