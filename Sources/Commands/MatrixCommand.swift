import Compiler
import Diagnostics
import FileTree
import Git
import Values

extension Command {
  static let matrix = Command(
    "matrix", "say which clusters a change reaches, as a matrix of CI jobs",
    discussion: [
      "A cluster is reached where it gets something else than before: objects of its own or of a "
        + "base that it includes, its bootstrap configuration, its kustomize Components. A comment, "
        + "another order or another file of the same description reaches nobody. Clusters whose "
        + "files in the tree are not what the description gives are reached, too.",
      "The change is what lies between the files here and the commit where the work on HEAD left "
        + "the base. Where nothing can be told of that commit, every cluster is reached.",
    ],
    examples: [
      Example("mooring matrix", "on a branch: what it does since it left its upstream"),
      Example("mooring matrix --base main", "what it does since it left main"),
      Example(
        "matrix=$(mooring matrix --format github --max 16)",
        "in GitHub Actions: at most 16 jobs, each with some of the clusters"),
    ],
    options: [
      BaseRevision.option,
      .value(
        "format", "FORMAT", choices: MatrixFormat.allCases.map(\.rawValue),
        default: MatrixFormat.text.rawValue, "for whom it is written"),
      .value(
        "max", "JOBS", "for github and gitlab: at most so many jobs, each with several clusters"),
      SchemaOption.option,
      .today,
    ],
    run: working { (arguments, terminal) throws(CommandError) in
      let format = arguments.value(of: "format").flatMap(MatrixFormat.init) ?? .text
      let jobs = try mostJobs(arguments, format)
      let repository = try Repository(arguments)
      let base = try BaseRevision.resolve(
        arguments, in: repository, environment: terminal.environment)
      let snapshot = try repository.workingTree()
      let schemas = try SchemaOption.schemas(arguments)
      let now = try arguments.now()
      let compilation = try compiling { () throws(CompilerError) in
        try Compiler(snapshot, schemas: schemas, now: now).compile()
      }
      guard !compilation.diagnostics.hasErrors, let output = compilation.output,
        let location = compilation.location
      else {
        terminal.report(compilation.diagnostics, as: .text, source: compilation.source)
        return .findings
      }

      let old = try repository.snapshot(.revision(base.commit))
      let affected = try compiling { () throws(CompilerError) in
        let isCommitted = !compilation.lock.files.isEmpty
        let tree = isCommitted ? try compilation.compare() : nil
        switch try AffectedClusters.base(
          old, beside: compilation, output, at: location, schemas: schemas, now: now)
        {
        case .tree(let before): return AffectedClusters(output, before: before, now: tree)
        case .unknown(let reason):
          terminal.errors.write(line: "\(base.phrase): \(reason); every cluster counts as reached")
          return AffectedClusters(output, before: nil, now: tree)
        }
      }
      let matrix = ClusterMatrix(affected, base: base, most: jobs)
      terminal.output.write(try matrix.text(format))
      if format != .text { terminal.errors.write(matrix.summary) }
      return .success
    })

  private static func mostJobs(
    _ arguments: ParsedArguments, _ format: MatrixFormat
  ) throws(CommandError) -> Int? {
    guard let text = arguments.value(of: "max") else { return nil }
    guard format == .github || format == .gitlab else {
      throw CommandError("option '--max' is for the formats github and gitlab alone")
    }
    guard let number = Int(text), (1...format.mostJobs).contains(number) else {
      throw CommandError(
        "invalid value '\(text)' of option '--max'",
        help: "write a number from 1 to \(format.mostJobs)")
    }
    return number
  }
}

/// Who reads a matrix.
enum MatrixFormat: String, CaseIterable {
  case text, json, github, gitlab

  /// docs.github.com, "Running variations of jobs in a workflow": 256 jobs a matrix;
  /// docs.gitlab.com, `parallel:matrix`: 200.
  var mostJobs: Int { self == .gitlab ? 200 : 256 }
}
