import Compiler
import Diagnostics
import Difference
import Git
import Sources

extension Command {
  static let diff = Command(
    "diff", "say what a change does to each cluster, object by object",
    discussion: [
      "Compiles the description as it was and as it is, and compares what each cluster gets: objects "
        + "that are created, changed, pruned, made anew or refused, Jobs that run again, and the line "
        + "of the description behind each field. What is lost for good comes first.",
      "With two folders of manifests it compares these instead: cluster by cluster where Flux "
        + "reconciles them, else as kustomize builds them, else every manifest below.",
      "Ends with 0 also where things differ; with 1 where the description has errors, or where the "
        + "change is one that fails or deletes what it should keep.",
    ],
    examples: [
      Example("mooring diff", "what this branch does"),
      Example("mooring diff --base HEAD~1 --cluster studio", "one cluster since the last commit"),
      Example("mooring diff --format markdown", "for a comment on a pull request"),
      Example("mooring diff rendered-before rendered-after", "two folders, with or without git"),
    ],
    options: [
      BaseRevision.option,
      .flag("staged", "compare what git's index holds: what the next commit will be"),
      .value("rev", "REVISION", "compare a revision, such as a branch"),
      .value("cluster", "NAME", isRepeatable: true, "compare this cluster alone"),
      DifferenceFormat.option,
      SchemaOption.option,
      .today,
    ],
    exclusive: [["staged", "rev"]],
    arguments: [
      .init("BEFORE", "a folder of manifests", .atMostOne),
      .init("AFTER", "another folder of manifests", .atMostOne),
    ],
    run: working { (arguments, terminal) throws(CommandError) in
      let format = arguments.value(of: "format").flatMap(DifferenceFormat.init) ?? .text
      let report: DifferenceReport?
      if let before = arguments.argument("BEFORE") {
        report = try folders(before, arguments.argument("AFTER"), arguments, terminal)
      } else {
        report = try revisions(arguments, terminal)
      }
      guard let report else {
        terminal.errors.write("nothing was compared\n")
        return .findings
      }
      switch format {
      case .text:
        terminal.output.write(
          bytes: DifferenceText.bytes(of: report, isColoured: terminal.output.isColoured))
      case .markdown: terminal.output.write(DifferenceMarkdown.text(of: report))
      case .json: terminal.output.write(DifferenceJSON.text(of: report))
      case .html: terminal.output.write(DifferenceHTML.text(of: report))
      }
      if format != .json {
        terminal.report(report.findings, as: .text, source: report.source)
      }
      return report.findings.hasErrors ? .findings : .success
    })

  /// nil where the description has errors, which are shown.
  private static func revisions(
    _ arguments: ParsedArguments, _ terminal: Terminal
  ) throws(CommandError) -> DifferenceReport? {
    let comparison = try RevisionComparison(arguments, terminal.environment)
    if comparison.head.diagnostics.hasErrors {
      let head = comparison.head
      refuse(head.diagnostics, source: head.source, arguments, terminal)
      return nil
    }
    return try comparison.report(of: arguments)
  }

  /// Shows what kept a side from being compared; to programs too.
  private static func refuse(
    _ diagnostics: Diagnostics, source: @escaping (String) -> [UInt8]?,
    _ arguments: ParsedArguments, _ terminal: Terminal
  ) {
    if arguments.value(of: DifferenceFormat.option.name) == DifferenceFormat.json.rawValue {
      terminal.output.write(DifferenceJSON.text(of: diagnostics, source: source))
    }
    terminal.report(diagnostics, as: .text, source: source)
  }

  /// nil where a folder could not be read as it is applied, which is shown.
  private static func folders(
    _ before: String, _ after: String?, _ arguments: ParsedArguments, _ terminal: Terminal
  ) throws(CommandError) -> DifferenceReport? {
    guard let after else {
      throw CommandError(
        "'\(before)' is compared with nothing",
        help: "name two folders; a revision is compared with '--base'")
    }
    for option in ["base", "rev", "today"] where arguments.value(of: option) != nil {
      throw CommandError("option '--\(option)' is for revisions, and two folders are given")
    }
    if arguments.has("staged") {
      throw CommandError("option '--staged' is for revisions, and two folders are given")
    }
    let comparison = try FolderComparison(before, after)
    if comparison.diagnostics.hasErrors {
      refuse(comparison.diagnostics, source: comparison.source, arguments, terminal)
      return nil
    }
    return try comparison.report(of: arguments)
  }
}

/// How a comparison is shown.
enum DifferenceFormat: String, CaseIterable {
  case text
  /// For a comment on a pull request.
  case markdown
  /// For programs.
  case json
  /// A page for a browser.
  case html

  static let option = Command.Option.value(
    "format", "FORMAT", choices: allCases.map(\.rawValue), default: text.rawValue,
    "how the comparison is shown")
}
