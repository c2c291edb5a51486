extension Command {
  /// What every command understands besides its own options.
  static let globalOptions: [Option] = [
    .value("root", "DIR", "the repository to work in; otherwise found from here upwards"),
    .value(
      "color", "WHEN", choices: ColourChoice.allCases.map(\.rawValue), default: "auto",
      "colour the output"),
    .flag("version", "print the version"),
    .flag("help", short: "h", "explain the program, or one command"),
  ]

  var knownOptions: [Option] { options + Self.globalOptions }
}
