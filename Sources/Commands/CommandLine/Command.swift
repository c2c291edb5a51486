/// A row of the table that is the command line: what users may write, what help says of it, and what
/// it does.
///
/// A command either runs or has subcommands.
package struct Command: Sendable {
  package typealias Run =
    @Sendable (ParsedArguments, Terminal) throws(UsageError) -> ExitCode

  package let name: String
  /// What it does, in one line, lower case and without a full stop.
  package let summary: String
  /// What else there is to know, in paragraphs.
  package let discussion: [String]
  package let examples: [Example]
  package let options: [Option]
  /// Names of options of which one at most may be given.
  package let exclusive: [[String]]
  /// Required ones first, then optional ones, a repeated one at the end.
  package let arguments: [Argument]
  package let subcommands: [Command]
  package let run: Run?

  package init(
    _ name: String, _ summary: String, discussion: [String] = [], examples: [Example] = [],
    options: [Option] = [], exclusive: [[String]] = [], arguments: [Argument] = [],
    run: @escaping Run
  ) {
    self.name = name
    self.summary = summary
    self.discussion = discussion
    self.examples = examples
    self.options = options
    self.exclusive = exclusive
    self.arguments = arguments
    self.subcommands = []
    self.run = run
  }

  package init(
    _ name: String, _ summary: String, discussion: [String] = [], examples: [Example] = [],
    subcommands: [Command]
  ) {
    self.name = name
    self.summary = summary
    self.discussion = discussion
    self.examples = examples
    self.options = []
    self.exclusive = []
    self.arguments = []
    self.subcommands = subcommands
    self.run = nil
  }

  /// A command line worth showing, and what it is for.
  package struct Example: Sendable {
    let line: String
    let purpose: String

    package init(_ line: String, _ purpose: String) {
      self.line = line
      self.purpose = purpose
    }
  }

  /// `--name VALUE`, `--name=VALUE` or, as a flag, `--name`.
  package struct Option: Sendable {
    /// What follows an option that is no flag.
    struct Value: Sendable {
      /// As help names it: `FILE`.
      let placeholder: String
      /// Empty where any text will do.
      let choices: [String]
      let isRepeatable: Bool
      let fallback: String?
    }

    /// Without its dashes.
    let name: String
    let short: Character?
    let summary: String
    /// Nil for a flag.
    let value: Value?

    package static func flag(_ name: String, short: Character? = nil, _ summary: String) -> Self {
      Option(name: name, short: short, summary: summary, value: nil)
    }

    package static func value(
      _ name: String, _ placeholder: String, short: Character? = nil, choices: [String] = [],
      isRepeatable: Bool = false, default fallback: String? = nil, _ summary: String
    ) -> Self {
      Option(
        name: name, short: short, summary: summary,
        value: Value(
          placeholder: placeholder, choices: choices, isRepeatable: isRepeatable,
          fallback: fallback))
    }
  }

  /// A word that is told by its place: `CLUSTER`.
  package struct Argument: Sendable {
    package enum Count: Sendable { case one, atMostOne, any, atLeastOne }

    let name: String
    let summary: String
    let count: Count
    /// Empty where any text will do.
    let choices: [String]

    package init(
      _ name: String, _ summary: String, _ count: Count = .one, choices: [String] = []
    ) {
      self.name = name
      self.summary = summary
      self.count = count
      self.choices = choices
    }
  }
}

/// How a run ended, as shells and CI see it.
package enum ExitCode: Int32, Sendable {
  case success = 0
  /// Something is wrong with what was looked at.
  case findings = 1
  /// Wrong usage, or the environment failed.
  case failure = 2
  /// Who read the output went away: what the shell gives for a process ended by SIGPIPE.
  case closedPipe = 141
}
