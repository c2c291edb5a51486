/// What `--help` says of a command, made from its table; no line is wider than 80 columns unless a
/// word is.
struct HelpText {
  private let path: [Command]
  private var lines: [String] = []

  /// `path` leads from the program to the command.
  init(_ path: [Command]) {
    self.path = path
    guard let command = path.last else { return }
    lines += wrapped(sentence(command.summary), indent: 0)
    lines += ["", "usage: " + usage(command)]
    for paragraph in command.discussion { lines += [""] + wrapped(paragraph, indent: 0) }
    append("commands", command.subcommands.map { ($0.name, $0.summary) })
    append("arguments", command.arguments.map { ($0.name, described($0.summary, $0.choices)) })
    append("options", command.options.map(row))
    append("options of every command", Command.globalOptions.map(row))
    appendExamples(command.examples)
    append(
      "exit codes",
      [
        ("0", "nothing is wrong"),
        ("1", "something is: findings, or a tree that is not up to date"),
        ("2", "wrong usage, or the environment failed"),
      ])
    if !command.subcommands.isEmpty {
      lines += ["", "'\(name) <command> --help' explains one command."]
    }
  }

  var text: String { lines.joined(separator: "\n") + "\n" }

  private static let width = 80
  /// Words on the left that are wider than this have what is said of them on the next line.
  private static let widestLeft = 26

  private var name: String { path.map(\.name).joined(separator: " ") }

  private func usage(_ command: Command) -> String {
    var words = [name, command.subcommands.isEmpty ? "[options]" : "<command> [options]"]
    for argument in command.arguments {
      switch argument.count {
      case .one: words.append(argument.name)
      case .atMostOne: words.append("[\(argument.name)]")
      case .any: words.append("[\(argument.name)...]")
      case .atLeastOne: words.append("\(argument.name)...")
      }
    }
    return words.joined(separator: " ")
  }

  private func row(_ option: Command.Option) -> (String, String) {
    let short = option.short.map { "-\($0), " } ?? ""
    guard let value = option.value else { return ("\(short)--\(option.name)", option.summary) }
    var notes = described(option.summary, value.choices)
    if value.isRepeatable { notes += "; may be repeated" }
    if let fallback = value.fallback { notes += " (default: \(fallback))" }
    return ("\(short)--\(option.name) \(value.placeholder)", notes)
  }

  private func described(_ summary: String, _ choices: [String]) -> String {
    choices.isEmpty ? summary : "\(summary): \(choices.joined(separator: ", "))"
  }

  private mutating func append(_ title: String, _ rows: [(left: String, right: String)]) {
    guard !rows.isEmpty else { return }
    lines += ["", title + ":"]
    let widest = rows.map(\.left.count).filter { $0 <= Self.widestLeft }.max() ?? 0
    let indent = 2 + widest + 2
    for (left, right) in rows {
      var described = wrapped(right, indent: indent)
      if left.count <= widest, !described.isEmpty {
        described[0] = String(described[0].dropFirst(indent))
        described[0] = "  " + left + spaces(widest - left.count + 2) + described[0]
      } else {
        described.insert("  " + left, at: 0)
      }
      lines += described
    }
  }

  private mutating func appendExamples(_ examples: [Command.Example]) {
    guard !examples.isEmpty else { return }
    lines += ["", "examples:"]
    for example in examples {
      lines += wrapped("# " + example.purpose, indent: 2) + ["  " + example.line]
    }
  }

  /// The text in lines that fit, each indented.
  private func wrapped(_ text: String, indent: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(whereSeparator: \.isWhitespace) {
      if !line.isEmpty, indent + line.count + 1 + word.count > Self.width {
        lines.append(spaces(indent) + line)
        line = ""
      }
      line += line.isEmpty ? String(word) : " \(word)"
    }
    return line.isEmpty ? lines : lines + [spaces(indent) + line]
  }

  private func spaces(_ count: Int) -> String { String(repeating: " ", count: max(count, 0)) }

  private func sentence(_ summary: String) -> String {
    summary.prefix(1).uppercased() + summary.dropFirst() + "."
  }
}
