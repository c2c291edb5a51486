import Diagnostics

/// Reads a command line against the table of commands.
///
/// Options may stand anywhere before `--`, after the command that knows them was named.
struct ArgumentParser {
  enum Request {
    case run(Command.Run, ParsedArguments)
    case help
    case version
    /// A command was to follow.
    case incomplete
  }

  /// From the program to the last command that was named, also after an error.
  private(set) var path: [Command]
  private var flags: Set<String> = []
  private var values: [String: [String]] = [:]
  private var words: [String] = []

  init(_ program: Command) { path = [program] }

  private var command: Command { path[path.count - 1] }

  mutating func parse(_ arguments: [String]) throws(UsageError) -> Request {
    // Who asks for help gets it, whatever else is wrong.
    let asksForHelp = arguments.prefix { $0 != "--" }.contains { $0 == "--help" || $0 == "-h" }
    do throws(UsageError) {
      try read(arguments)
      if flags.contains("version") { return .version }
      if flags.contains("help") { return .help }
      guard let run = command.run else { return .incomplete }
      return .run(run, try result())
    } catch {
      if asksForHelp { return .help }
      throw error
    }
  }

  private mutating func read(_ arguments: [String]) throws(UsageError) {
    var rest = arguments[...]
    var readsOptions = true
    while let argument = rest.popFirst() {
      if !readsOptions || argument == "-" || !argument.hasPrefix("-") {
        try read(word: argument)
      } else if argument == "--" {
        readsOptions = false
      } else if argument.hasPrefix("--") {
        try read(option: argument, &rest)
      } else {
        try read(shortOptions: argument, &rest)
      }
    }
  }

  private mutating func read(word: String) throws(UsageError) {
    guard command.run == nil else { return words.append(word) }
    if let subcommand = command.subcommands.first(where: { $0.name == word }) {
      path.append(subcommand)
    } else if word == "help", path.count == 1 {
      flags.insert("help")
    } else {
      throw UsageError(
        "unknown command '\(word)'", near: closest(to: word, among: command.subcommands.map(\.name))
      )
    }
  }

  private mutating func read(
    option argument: String, _ rest: inout ArraySlice<String>
  ) throws(UsageError) {
    let separator = argument.firstIndex(of: "=")
    let written = String(argument[..<(separator ?? argument.endIndex)])
    guard let option = command.knownOptions.first(where: { "--" + $0.name == written }) else {
      throw UsageError(
        "unknown option '\(written)'",
        near: closest(to: written, among: command.knownOptions.map { "--" + $0.name }))
    }
    let value = separator.map { String(argument[argument.index(after: $0)...]) }
    try set(option, written: written, attached: value, &rest)
  }

  /// `-q`, several flags as in `-qv`, a value as in `-f json` or `-fjson`.
  private mutating func read(
    shortOptions argument: String, _ rest: inout ArraySlice<String>
  ) throws(UsageError) {
    var letters = argument.dropFirst()
    while let letter = letters.popFirst() {
      let written = "-\(letter)"
      guard let option = command.knownOptions.first(where: { $0.short == letter }) else {
        throw UsageError("unknown option '\(written)'")
      }
      if option.value == nil {
        try set(option, written: written, attached: nil, &rest)
      } else {
        let value = letters.isEmpty ? nil : String(letters)
        return try set(option, written: written, attached: value, &rest)
      }
    }
  }

  private mutating func set(
    _ option: Command.Option, written: String, attached: String?, _ rest: inout ArraySlice<String>
  ) throws(UsageError) {
    guard let kind = option.value else {
      if attached != nil { throw UsageError("option '\(written)' takes no value") }
      flags.insert(option.name)
      return
    }
    var value = attached
    // What begins with a dash is the next option; as a value it is attached with '='.
    if value == nil, let next = rest.first, next == "-" || !next.hasPrefix("-") {
      value = next
      rest.removeFirst()
    }
    guard let value, !value.isEmpty else {
      throw UsageError("option '\(written)' needs a value: \(kind.placeholder)")
    }
    try check(value, of: "option '\(written)'", choices: kind.choices)
    if !kind.isRepeatable, values[option.name] != nil {
      throw UsageError("option '\(written)' is given twice")
    }
    values[option.name, default: []].append(value)
  }

  private func result() throws(UsageError) -> ParsedArguments {
    for names in command.exclusive {
      let given = names.filter { flags.contains($0) || values[$0] != nil }
      if given.count > 1 {
        throw UsageError("options '--\(given[0])' and '--\(given[1])' exclude each other")
      }
    }
    var rest = words[...]
    var named: [String: [String]] = [:]
    for argument in command.arguments {
      let isRepeated = argument.count == .any || argument.count == .atLeastOne
      let taken = isRepeated ? rest : rest.prefix(1)
      rest = rest.dropFirst(taken.count)
      if taken.isEmpty, argument.count == .one || argument.count == .atLeastOne {
        throw UsageError("missing argument \(argument.name)")
      }
      for word in taken {
        try check(word, of: "argument \(argument.name)", choices: argument.choices)
      }
      named[argument.name] = Array(taken)
    }
    if let extra = rest.first { throw UsageError("unexpected argument '\(extra)'") }
    return ParsedArguments(of: command, flags: flags, values: values, words: named)
  }

  private func check(
    _ value: String, of owner: String, choices: [String]
  ) throws(UsageError) {
    if choices.isEmpty || choices.contains(value) { return }
    let message = "invalid value '\(value)' of \(owner)"
    if let near = closest(to: value, among: choices) { throw UsageError(message, near: near) }
    throw UsageError("\(message); one of \(choices.joined(separator: ", "))")
  }
}
