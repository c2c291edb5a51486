import Compiler
import Diagnostics
import Sources

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension Command {
  static let lint = Command(
    "lint", "judge any repository that Flux reads, by the same rules",
    discussion: [
      "Reads every YAML file of the repository, follows the Flux Kustomizations from what Flux was "
        + "bootstrapped with, builds the folders that they read, and judges what each cluster gets. "
        + "Nothing is fetched and nothing is run: what cannot be known from the files is told as a "
        + "note, and never fails.",
      "The repository is the nearest folder above PATH with a '.git', or PATH itself. All of it is "
        + "read; findings are shown for what lies below PATH.",
    ],
    examples: [
      Example("mooring lint", "the whole repository"),
      Example("mooring lint clusters/production", "what is wrong in one folder"),
    ],
    options: [
      .flag("strict", "take every warning for an error"), SchemaOption.option, .today,
    ] + ReportFormat.options,
    arguments: [.init("PATH", "files or folders of one repository (default: .)", .any)],
    run: judging(as: "lint") { (arguments) throws(CommandError) in
      let scope = try LintScope(arguments)
      let snapshot: WorkingTree
      do throws(SourceError) {
        snapshot = try WorkingTree(root: scope.root)
      } catch {
        throw CommandError("\(scope.root): \(error.reason)")
      }
      let schemas = try SchemaOption.schemas(arguments)
      let now = try arguments.now()
      let linted = try compiling { () throws(CompilerError) in
        try Linter(snapshot, schemas: schemas, now: now, isStrict: arguments.has("strict")).lint()
      }
      var shown = linted.diagnostics
      shown.keep { scope.holds($0.primary.place.path) }
      return Judgement(
        diagnostics: shown, source: linted.source, root: scope.root, summary: linted.summary)
    })
}

/// What of a repository is to be looked at.
private struct LintScope {
  /// As the system is asked for it.
  let root: String
  /// Relative to the root; one that is empty is all of it.
  private let paths: [String]

  init(_ arguments: ParsedArguments) throws(CommandError) {
    let words = arguments.arguments("PATH")
    let asked = words.isEmpty ? ["."] : words
    var absolute: [String] = []
    for word in asked {
      guard let path = RepositoryTop.resolved(word) else {
        throw CommandError("there is no file or folder '\(word)'")
      }
      absolute.append(path)
    }
    let start = arguments.value(of: "root") ?? absolute[0]
    guard let first = RepositoryTop.resolved(start) else {
      throw CommandError("there is no folder '\(start)'")
    }
    let root = arguments.value(of: "root") == nil ? Self.repository(of: first) : first
    self.root = root
    var paths: [String] = []
    for (word, path) in zip(asked, absolute) {
      if path == root || words.isEmpty {
        paths.append("")
      } else if path.utf8.starts(with: (root == "/" ? root : root + "/").utf8) {
        paths.append(String(path.utf8.dropFirst(root.utf8.count + 1)) ?? "")
      } else {
        throw CommandError(
          "'\(word)' is not in the repository '\(root)'", help: "lint one repository at a time")
      }
    }
    self.paths = paths
  }

  func holds(_ path: String) -> Bool {
    paths.contains { scope in
      scope.isEmpty || path == scope || path.utf8.starts(with: "\(scope)/".utf8)
    }
  }

  /// The nearest folder with a `.git` from here upwards; else the folder itself.
  private static func repository(of path: String) -> String {
    let start = isFolder(path) ? path : RepositoryTop.parent(of: path)
    return RepositoryTop.above(start) ?? start
  }

  private static func isFolder(_ path: String) -> Bool {
    var info = stat()
    return stat(path, &info) == 0 && info.st_mode & S_IFMT == S_IFDIR
  }
}

extension LintedRepository {
  /// What was looked at, in one line.
  fileprivate var summary: String {
    let unknown = diagnostics.sorted.count { $0.severity == .note }
    let parts = [
      (clusters, "cluster"), (kustomizations, "Flux Kustomization"), (objects, "object"),
      (files, "YAML file"),
    ]
    let counts = parts.map { "\($0.0) \($0.1)\($0.0 == 1 ? "" : "s")" }.joined(separator: ", ")
    return "\(counts)\(unknown == 0 ? "" : "; \(unknown) could not be checked")\n"
  }
}
