/// What a user asked of a command.
///
/// Only what the command's table declares may be asked for.
package struct ParsedArguments: Sendable {
  private let command: Command
  private let flags: Set<String>
  private let values: [String: [String]]
  private let words: [String: [String]]

  init(
    of command: Command, flags: Set<String>, values: [String: [String]],
    words: [String: [String]]
  ) {
    self.command = command
    self.flags = flags
    self.values = values
    self.words = words
  }

  /// Whether a flag is given.
  package func has(_ flag: String) -> Bool {
    guard option(flag).value == nil else { preconditionFailure("'--\(flag)' has a value") }
    return flags.contains(flag)
  }

  /// The value of an option, or its default.
  package func value(of name: String) -> String? { values(of: name).last }

  /// All values of an option that may be repeated.
  package func values(of name: String) -> [String] {
    guard let value = option(name).value else { preconditionFailure("'--\(name)' is a flag") }
    return values[name] ?? value.fallback.map { [$0] } ?? []
  }

  /// The word in the place of an argument.
  package func argument(_ name: String) -> String? { arguments(name).first }

  /// The word in the place of an argument that has to be there.
  package func required(_ name: String) -> String {
    guard let word = argument(name) else {
      preconditionFailure("the parser refuses a command line without '\(name)'")
    }
    return word
  }

  /// The words in the place of an argument that may be repeated.
  package func arguments(_ name: String) -> [String] {
    guard command.arguments.contains(where: { $0.name == name }) else {
      preconditionFailure("'\(command.name)' declares no argument '\(name)'")
    }
    return words[name] ?? []
  }

  private func option(_ name: String) -> Command.Option {
    guard let option = command.knownOptions.first(where: { $0.name == name }) else {
      preconditionFailure("'\(command.name)' declares no option '--\(name)'")
    }
    return option
  }
}
