import Git

/// What a change is compared with: the revision of `--base`.
enum BaseRevision {
  static let option = Command.Option.value(
    "base", "REVISION",
    "compare with this revision; else with the base that CI names, or where the branch left its upstream"
  )

  /// The name of a commit, as `GitSnapshot.Content.revision` takes it.
  static func resolve(
    _ arguments: ParsedArguments, in repository: Repository
  ) throws(CommandError) -> String {
    arguments.value(of: "base") ?? "HEAD"
  }
}
