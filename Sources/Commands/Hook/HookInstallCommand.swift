import Git
import Sources

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension Command {
  static let installHook = Command(
    "install", "write the hooks that check every commit",
    discussion: [
      "Writes 'pre-commit', which git runs before a commit, and 'pre-merge-commit', which it runs "
        + "before the commit of a merge. A hook that somebody else wrote is never changed. The hooks "
        + "are this clone's: git copies none to others. Where several folders of a repository hold a "
        + "description, run this in each."
    ],
    examples: [Example("mooring hook install", "check every commit from now on")],
    run: working { (arguments, terminal) throws(CommandError) in
      let hooks = try Repository(arguments).hooks()
      if let elsewhere = hooks.elsewhere { throw hooks.areElsewhere(elsewhere) }
      let folder = try hooks.open(creating: true)
      let written = try install(in: folder, hooks)
      let names = hooks.list(written)
      terminal.output.write(
        line: written.isEmpty
          ? "\(hooks.list(HookFile.names)) check every commit already"
          : "wrote \(names): every commit is checked from now on")
      if !isInPath {
        terminal.errors.write(
          "warning: 'mooring' is not in PATH: git would find the hook, and the hook not the program\n"
        )
      }
      return .success
    })

  /// Gives the names of the hooks that it wrote. Writes none where one is somebody else's.
  private static func install(
    in folder: OpenFolder, _ hooks: GitHooksFolder
  ) throws(CommandError) -> [String] {
    var missing: [(file: HookFile, script: HookScript, isThere: Bool)] = []
    for name in HookFile.names {
      let file = HookFile(name, in: folder)
      switch try hooks.working(on: name, { () throws(SystemError) in try file.read() }) {
      case nil: missing.append((file, HookScript(roots: [hooks.root]), false))
      case .ours(let script)?:
        let all = HookScript(roots: Array(Set(script.roots + [hooks.root])))
        // An earlier version may have written other words for the same.
        let isCurrent = try hooks.working(on: name) { () throws(SystemError) in
          try file.holds(all)
        }
        if !isCurrent || !file.isExecutable() { missing.append((file, all, true)) }
      case .changed?:
        throw CommandError(
          "'\(hooks.shownPath)/\(name)' was changed since 'mooring hook install' wrote it",
          help: "remove it to have it written anew")
      case .preCommit?: throw hooks.isOfPreCommit(name)
      case .foreign?:
        throw CommandError(
          "'\(hooks.shownPath)/\(name)' is there already, and is not mooring's",
          help: "add this line to it: \(hooks.line)")
      }
    }
    for (file, script, isThere) in missing {
      try hooks.working(on: file.name) { () throws(SystemError) in
        try file.write(script, replacing: isThere)
      }
    }
    return missing.map(\.file.name)
  }

  private static var isInPath: Bool {
    guard let path = getenv("PATH") else { return false }
    return String(cString: path).split(separator: ":").contains {
      access("\($0)/mooring", X_OK) == 0
    }
  }
}
