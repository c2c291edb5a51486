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
      Example("mooring check --shard 3/16", "one of 16 jobs that check a large fleet together"),
      Example("mooring check --today 2027-06-01", "which certificates have ended by then"),
      Example("mooring check --format github --report sarif=mooring.sarif", "in GitHub Actions"),
    ],
    options: [
      .flag("staged", "check what git's index holds: what the next commit will be"),
      .value("rev", "REVISION", "check a revision, such as HEAD~1 or a branch"),
      .flag("strict", "take every warning for an error"),
      ShareOption.cluster, ShareOption.shard,
      SchemaOption.option,
      .today,
    ] + ReportFormat.options,
    exclusive: [["staged", "rev"], ["cluster", "shard"]],
    run: judging(as: "check") { (arguments) throws(CommandError) in
      let isOfGit = arguments.has("staged") || arguments.value(of: "rev") != nil
      let repository = try Repository(arguments, isOnDisk: !isOfGit)
      let snapshot = try repository.snapshot(arguments)
      let schemas = try SchemaOption.schemas(arguments)
      let now = try arguments.now()
      let share = try ShareOption.share(arguments)
      // Until this ends, no build writes.
      let reading = isOfGit ? nil : try repository.reading()
      defer { withExtendedLifetime(reading) {} }
      var compilation = try compiling { () throws(CompilerError) in
        try Compiler(
          snapshot, schemas: schemas, now: now, isStrict: arguments.has("strict"), share: share
        ).compile()
      }
      if !compilation.diagnostics.hasErrors {
        try ShareOption.checkNames(arguments, in: compilation)
      }
      try compiling { () throws(CompilerError) in try compilation.judgeTree() }
      return Judgement(
        diagnostics: compilation.diagnostics, source: compilation.source, root: repository.root,
        summary: ShareOption.summary(arguments, of: compilation))
    })
}
