import Git
import Sources

/// What a change is compared with: a commit of the past.
///
/// It is always the merge base of what was named with HEAD, as in `git diff NAME...`: what others did
/// to the named branch since is no part of the change.
struct BaseRevision: Equatable {
  static let option = Command.Option.value(
    "base", "REVISION",
    "compare with where the work on HEAD left this revision; otherwise the one that CI names, or "
      + "the upstream of the branch")

  /// As `GitSnapshot.Content.revision` takes it.
  let commit: String
  /// As people are told of it: 'merge base with origin/main, 1a2b3c4'.
  let phrase: String

  static let nameOne = "name the revision to compare with: '--base REVISION'"

  /// - Parameter environment: the variables of the process, by which CI says what it runs for.
  static func resolve(
    _ arguments: ParsedArguments, in repository: Repository,
    environment: @escaping (String) -> String?
  ) throws(CommandError) -> BaseRevision {
    try resolve(
      named: arguments.value(of: option.name), in: repository.root, environment: environment)
  }

  /// - Parameter name: what the user wrote; nil where nothing was written.
  static func resolve(
    named name: String?, in root: String, environment: @escaping (String) -> String?
  ) throws(CommandError) -> BaseRevision {
    // To who names a base it does not matter what CI says, but for how it fetches history.
    let run = name == nil ? try CIRun(environment) : try? CIRun(environment)
    return try Search(in: root, run).base(named: name)
  }
}

/// The ways from HEAD to what it is compared with.
private struct Search {
  private let history: GitHistory
  private let head: GitHistory.Commit
  private let run: CIRun?

  init(in root: String, _ run: CIRun?) throws(CommandError) {
    let (history, head) = try Self.reading { () throws(SourceError) in
      let history = try GitHistory(root: root)
      return (history, try history.commit("HEAD"))
    }
    guard let head else {
      throw CommandError("this repository has no commit yet, and nothing to compare with")
    }
    self.history = history
    self.head = head
    self.run = run
  }

  func base(named name: String?) throws(CommandError) -> BaseRevision {
    if let name {
      guard let commit = try commit(name) else { throw try unknown(name) }
      return try mergeBase(with: commit, named: name)
    }
    if let run { return try base(of: run) }
    for name in [history.upstream, "origin/HEAD", "origin/main", "origin/master"] {
      guard let name, let commit = try commit(name) else { continue }
      return try mergeBase(with: commit, named: name)
    }
    // Where nobody else has the branch, the change is what is not committed.
    if history.branch != nil, !history.hasRemotes {
      return BaseRevision(commit: head.id, phrase: "HEAD, \(head.shortID)")
    }
    throw CommandError(
      "\(history.branch.map { "branch '\($0)' follows no other" } ?? "HEAD is on no branch"), "
        + "and there is no 'origin/main'", help: BaseRevision.nameOne)
  }

  private func base(of run: CIRun) throws(CommandError) -> BaseRevision {
    if head.id == run.mergeCommit, let target = history.target(ofMerge: head) {
      return BaseRevision(commit: target.id, phrase: "the target branch, \(target.shortID)")
    }
    for base in run.bases {
      for name in base.names {
        guard let commit = try commit(name) else { continue }
        let isHash = commit.id.hasPrefix(name)
        return try mergeBase(with: commit, named: isHash ? base.role : name)
      }
      // What is missing here may be what the change is to be compared with.
      if history.isShallow { throw absent(base) }
    }
    guard let first = run.bases.first else {
      throw CommandError(
        "\(run.service.name) names nothing to compare with where '\(run.trigger)' started the run",
        help: BaseRevision.nameOne)
    }
    throw absent(first)
  }

  /// Where the work on HEAD left a commit.
  private func mergeBase(
    with commit: GitHistory.Commit, named name: String
  ) throws(CommandError) -> BaseRevision {
    let base = try Self.reading { () throws(SourceError) in
      try history.mergeBase(of: commit, and: head)
    }
    guard let base else {
      throw CommandError(
        "HEAD and \(quoted(name, commit)) have no commit in common",
        help: history.isShallow
          ? "this clone is shallow: \(moreHistory)" : BaseRevision.nameOne)
    }
    if base.id.hasPrefix(name) { return BaseRevision(commit: base.id, phrase: base.shortID) }
    let isNamed = base == commit
    return BaseRevision(
      commit: base.id, phrase: "\(isNamed ? "" : "merge base with ")\(name), \(base.shortID)")
  }

  /// A name in quotes; what stands for a commit as it is.
  private func quoted(_ name: String, _ commit: GitHistory.Commit) -> String {
    name.utf8.contains(UInt8(ascii: " ")) ? "\(name), \(commit.shortID)," : "'\(name)'"
  }

  private func unknown(_ name: String) throws(CommandError) -> CommandError {
    let help: String? =
      if try commit("origin/\(name)") != nil {
        "there is 'origin/\(name)'"
      } else if history.isShallow {
        "this clone is shallow: \(moreHistory)"
      } else {
        nil
      }
    return CommandError("there is no revision '\(name)'", help: help)
  }

  private func absent(_ base: CIRun.Base) -> CommandError {
    CommandError(
      "\(base.role), '\(base.names[0])', is not in this clone",
      help: "fetch more history: \(moreHistory)")
  }

  private var moreHistory: String { run?.service.deeperClone ?? "run 'git fetch --unshallow'" }

  private func commit(_ name: String) throws(CommandError) -> GitHistory.Commit? {
    try Self.reading { () throws(SourceError) in try history.commit(name) }
  }

  private static func reading<Result>(
    _ read: () throws(SourceError) -> Result
  ) throws(CommandError) -> Result {
    do throws(SourceError) {
      return try read()
    } catch {
      throw CommandError("\(error.path == "." ? "this folder" : error.path): \(error.reason)")
    }
  }
}
