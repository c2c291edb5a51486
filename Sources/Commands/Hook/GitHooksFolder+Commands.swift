import Git
import Sources

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension Repository {
  /// The hooks of the git repository that the description lies in.
  func hooks() throws(CommandError) -> GitHooksFolder {
    do throws(SourceError) {
      return try GitHooksFolder(of: root)
    } catch {
      throw CommandError("\(error.path == "." ? "this folder" : error.path): \(error.reason)")
    }
  }
}

/// What commands say of hooks, and how they reach them.
extension GitHooksFolder {
  /// As a hook, which runs at the top of the work tree, names the folder of the description.
  var root: String { rootFromTop.isEmpty ? "." : rootFromTop }

  /// What to write into the hooks of others.
  var line: String {
    root == "." ? "mooring check --staged" : "mooring check --staged --root=\(quoted(root))"
  }

  func list(_ names: [String]) -> String {
    names.map { "\(shownPath)/\($0)" }.joined(separator: " and ")
  }

  func open(creating: Bool) throws(CommandError) -> OpenFolder {
    do throws(SystemError) {
      // `git init` makes the folder, unless its templates have none.
      if creating, mkdir(path, 0o777) != 0, errno != EEXIST { throw SystemError() }
      return try OpenFolder(at: path)
    } catch {
      throw CommandError("\(shownPath): \(error.reason)")
    }
  }

  func openIfThere() throws(CommandError) -> OpenFolder? {
    access(path, F_OK) == 0 ? try open(creating: false) : nil
  }

  func working<Result>(
    on name: String, _ work: () throws(SystemError) -> Result
  ) throws(CommandError) -> Result {
    do throws(SystemError) {
      return try work()
    } catch {
      throw CommandError("\(shownPath)/\(name): \(error.reason)")
    }
  }

  func areElsewhere(_ folder: String) -> CommandError {
    if folder == "/dev/null" {
      return CommandError(
        "git runs no hooks here: 'core.hooksPath' of its configuration is '/dev/null'",
        help: "run 'git config --show-origin core.hooksPath' to see who says so")
    }
    return CommandError(
      "git looks for hooks in '\(folder)': 'core.hooksPath' of its configuration says so",
      help:
        "what lies there may be others' too, so add this line to its 'pre-commit' yourself: \(line)"
    )
  }

  func isOfPreCommit(_ name: String) -> CommandError {
    return CommandError(
      "'\(shownPath)/\(name)' is the hook of the program pre-commit",
      help: "list mooring in .pre-commit-config.yaml, below 'repos:': - {repo: local, hooks: [{id: "
        + "mooring-check, name: mooring check, language: system, entry: \(line), "
        + "pass_filenames: false, always_run: true}]}")
  }

  private func quoted(_ path: String) -> String {
    let isPlain = path.utf8.allSatisfy { byte in
      byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z")
        || byte >= UInt8(ascii: "-") && byte <= UInt8(ascii: "9") || byte == UInt8(ascii: "_")
    }
    return isPlain ? path : path.quotedForShell
  }
}
