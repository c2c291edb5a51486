@testable import Commands

/// A small table with one of each: what it was asked is what it prints.
enum SampleProgram {
  static let program = Program(command, version: "1.2.3")

  static let command = Command(
    "mooring", "compile a description of clusters into manifests",
    discussion: [
      "It reads files and writes files, and talks to no cluster and no network at any time."
    ],
    examples: [.init("mooring check --format json", "see what is wrong, for a program")],
    subcommands: [
      Command(
        "check", "find mistakes, write nothing",
        options: [
          .flag("staged", short: "s", "look at what is staged"),
          .value("rev", "REV", short: "r", "look at a revision"),
          .value(
            "format", "FORMAT", short: "f", choices: ["text", "json"], default: "text",
            "how findings are shown"),
          .value("allow", "CODE", isRepeatable: true, "report as a warning"),
        ],
        exclusive: [["staged", "rev"]]
      ) { arguments, terminal in
        terminal.output.write(
          """
          staged=\(arguments.has("staged")) rev=\(arguments.value(of: "rev") ?? "-") \
          format=\(arguments.value(of: "format") ?? "-") \
          allow=\(arguments.values(of: "allow").joined(separator: "+")) \
          root=\(arguments.value(of: "root") ?? "-")\n
          """)
        return .success
      },
      Command(
        "render", "print the objects of a cluster",
        arguments: [
          Command.Argument("CLUSTER", "the cluster's name"),
          Command.Argument("KIND", "only of this kind", .atMostOne, choices: ["Job", "Secret"]),
          Command.Argument("NAME", "only of these names", .any),
        ]
      ) { arguments, terminal in
        terminal.output.write(
          """
          \(arguments.argument("CLUSTER") ?? "-") \(arguments.argument("KIND") ?? "-") \
          \(arguments.arguments("NAME").joined(separator: "+"))\n
          """)
        return .findings
      },
      Command(
        "lint", "check manifests", arguments: [.init("PATH", "a folder or file", .atLeastOne)]
      ) { _, _ throws(UsageError) in throw UsageError("'x' is no folder") },
      Command(
        "templates", "work with templates",
        subcommands: [
          Command("list", "name the components") { _, _ in .success },
          Command("eject", "copy a component", arguments: [.init("COMPONENT", "its name")]) {
            _, _ in
            .success
          },
        ]),
    ])

  /// What a command line gives: its output, its errors and its code.
  static func run(_ line: String) -> (output: String, errors: String, code: ExitCode) {
    let terminal = Terminal.capturing()
    let code = program.run(line.split(separator: " ").map(String.init), on: terminal)
    return (terminal.output.text, terminal.errors.text, code)
  }
}
