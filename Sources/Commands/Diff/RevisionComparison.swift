import Compiler
import Diagnostics
import Difference
import Git
import Schemas
import Sources

/// What a repository gives its clusters, beside what it gave them at another time.
struct RevisionComparison {
  let head: Compilation
  private let headName: String
  private let base: Base
  private let schemas: SchemaSet

  private struct Base {
    let fleet: ComparedFleet
    /// As people call it.
    let name: String
    /// What stands before a path of it, as git writes that.
    let prefix: String
    let note: String?
    /// For programs.
    let origin: String
  }

  init(
    _ arguments: ParsedArguments, _ environment: @escaping (String) -> String?
  ) throws(CommandError) {
    let repository = try Repository(arguments)
    let schemas = try SchemaOption.schemas(arguments)
    let now = try arguments.now()
    let snapshot: any Snapshot
    if arguments.has("staged") {
      headName = "the index"
      snapshot = try repository.snapshot(.index)
    } else if let revision = arguments.value(of: "rev") {
      headName = revision
      snapshot = try repository.snapshot(.revision(revision))
    } else {
      headName = "the working tree"
      snapshot = try repository.workingTree()
    }
    head = try compiling { () throws(CompilerError) in
      try Compiler(snapshot, schemas: schemas, now: now).compile()
    }
    self.schemas = schemas
    base = try Self.base(repository, arguments, environment, beside: head, schemas, now)
  }

  private static func base(
    _ repository: Repository, _ arguments: ParsedArguments,
    _ environment: @escaping (String) -> String?, beside head: Compilation, _ schemas: SchemaSet,
    _ now: Int64
  ) throws(CommandError) -> Base {
    if arguments.value(of: BaseRevision.option.name) == nil, try !hasCommits(repository) {
      return Base(
        fleet: .nothing, name: "no commit", prefix: "",
        note: "there is no commit yet: everything is created", origin: "nothing")
    }
    let revision = try BaseRevision.resolve(arguments, in: repository, environment: environment)
    let snapshot = try repository.snapshot(.revision(revision.commit))
    let reading = try compiling { () throws(CompilerError) in
      try BaseReading(snapshot, head: head, schemas: schemas, now: now)
    }
    let short = String(revision.commit.prefix(7))
    return Base(
      fleet: reading.fleet, name: revision.phrase, prefix: "\(short):",
      note: reading.origin.note(of: short), origin: reading.origin.word)
  }

  private static func hasCommits(_ repository: Repository) throws(CommandError) -> Bool {
    do throws(SourceError) {
      return try GitHistory(root: repository.root).commit("HEAD") != nil
    } catch {
      let help = "two folders of manifests are compared without git: 'mooring diff BEFORE AFTER'"
      throw CommandError(
        "\(error.path == "." ? "this folder" : error.path): \(error.reason)", help: help)
    }
  }

  func report(of arguments: ParsedArguments) throws(CommandError) -> DifferenceReport {
    guard let after = ComparedFleet(head) else {
      preconditionFailure("a description without errors compiles")
    }
    let sides = try ComparedSides(before: base.fleet, after: after, arguments)
    let difference = sides.difference(schemas)
    var places = ChangePlaces(before: sides.before, after: sides.after)
    let findings = head.taking(
      DifferenceFindings.diagnostics(for: difference.findings, &places, before: base.prefix))
    let (prefix, before) = (base.prefix, base.fleet)
    return DifferenceReport(
      difference, &places, names: (base.name, headName), prefixes: (prefix, ""),
      clusterCount: sides.count,
      documents: ChangedDocument.all(from: sides.before, to: sides.after), origin: base.origin,
      note: base.note, findings: findings,
      source: { path in
        !prefix.isEmpty && path.hasPrefix(prefix)
          ? before.source(String(path.dropFirst(prefix.count))) : after.source(path)
      })
  }
}

extension BaseReading.Origin {
  fileprivate func note(of revision: String) -> String? {
    switch self {
    case .description: nil
    case .treeOfMistakes:
      "the description of \(revision) has errors: what is compared is the tree committed there"
    case .treeOfOthers:
      "the tree committed in \(revision) is not what this Mooring makes of the description there: "
        + "what is compared is that tree, which is what clusters run"
    case .nothing: "\(revision) has no description: everything is created"
    case .unreadable:
      "the description of \(revision) has errors, and no tree is committed there: everything is shown "
        + "as created"
    }
  }

  fileprivate var word: String {
    switch self {
    case .description: "description"
    case .treeOfMistakes, .treeOfOthers: "tree"
    case .nothing, .unreadable: "nothing"
    }
  }
}
