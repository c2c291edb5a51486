import Compiler
import Diagnostics
import Git
import Loading
import Manifests
import Sources

extension Command {
  static let check = Command(
    "check", "check the description, and that the committed tree is current",
    discussion: [
      "Does everything that 'build' does but writing. Ends with 1 where there is an error, or where "
        + "the tree is not what the description gives; warnings alone end with 0."
    ],
    examples: [
      Example("mooring check", "in CI"),
      Example("mooring check --staged", "before a commit"),
      Example("mooring check --today 2027-06-01", "which certificates have ended by then"),
      Example("mooring check --format json", "for programs"),
    ],
    options: [
      .flag("staged", "check what git's index holds: what the next commit will be"),
      .value("rev", "REVISION", "check a revision, such as HEAD~1 or a branch"),
      .flag("strict", "take every warning for an error"),
      SchemaOption.option,
      .today,
      ReportFormat.option,
    ],
    exclusive: [["staged", "rev"]],
    run: working { (arguments, terminal) throws(CommandError) in
      let isOfGit = arguments.has("staged") || arguments.value(of: "rev") != nil
      let repository = try Repository(arguments, isOnDisk: !isOfGit)
      let format = arguments.value(of: "format").flatMap(ReportFormat.init) ?? .text
      let snapshot = try snapshot(of: repository, arguments)
      let schemas = try SchemaOption.schemas(arguments)
      let now = try arguments.now()
      // Until this ends, no build writes.
      let reading = isOfGit ? nil : try repository.reading()
      defer { withExtendedLifetime(reading) {} }
      var compilation = try compiling { () throws(CompilerError) in
        try Compiler(snapshot, schemas: schemas, now: now, isStrict: arguments.has("strict"))
          .compile()
      }
      try compiling { () throws(CompilerError) in try compilation.judgeTree() }
      terminal.report(compilation.diagnostics, as: format, source: compilation.source)
      if compilation.diagnostics.hasErrors { return .findings }
      if let output = compilation.output, format != .json {
        let clusters = output.fleet.clusters
        let objects = clusters.reduce(0) { $0 + output.fleet.objects(of: $1).count }
        terminal.output.write(
          "\(clusters.count) \(clusters.count == 1 ? "cluster" : "clusters"), \(objects) objects: "
            + "\(output.plan.tree)/ is current\n")
      }
      return .success
    })

  private static func snapshot(
    of repository: Repository, _ arguments: ParsedArguments
  ) throws(CommandError) -> any Snapshot {
    if arguments.has("staged") {
      return try described(
        repository.snapshot(.index), "git's index", help: "'git add' the description and the tree")
    }
    if let revision = arguments.value(of: "rev") {
      return try described(
        repository.snapshot(.revision(revision)), "revision '\(revision)'",
        help: "name one that has a description")
    }
    return try repository.workingTree()
  }

  /// Without any description there is nothing to be said of it.
  private static func described(
    _ snapshot: GitSnapshot, _ name: String, help: String
  ) throws(CommandError) -> GitSnapshot {
    let folder = FleetLoader.folder
    let files = try? snapshot.files(below: folder) + snapshot.unmerged(below: folder)
    guard let files, files.isEmpty else { return snapshot }
    throw CommandError("\(name) holds no file in '\(folder)/'", help: help)
  }
}
