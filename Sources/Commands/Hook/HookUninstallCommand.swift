import Git
import Sources

extension Command {
  static let uninstallHook = Command(
    "uninstall", "remove the hooks that 'mooring hook install' wrote",
    discussion: [
      "What somebody else wrote, or changed since, stays. Where other folders of the repository hold "
        + "a description too, the hooks go on checking those."
    ],
    run: working { (arguments, terminal) throws(CommandError) in
      let hooks = try Repository(arguments).hooks()
      guard let folder = try hooks.openIfThere() else {
        terminal.output.write("no hook here is mooring's\n")
        return .success
      }
      // All are read before one is touched.
      var found: [(name: String, rest: [String])] = []
      for name in HookFile.names {
        let file = HookFile(name, in: folder)
        switch try hooks.working(on: name, { () throws(SystemError) in try file.read() }) {
        case .ours(let script)? where script.roots.contains(hooks.root):
          found.append((name, script.roots.filter { $0 != hooks.root }))
        case .changed?:
          throw CommandError(
            "'\(hooks.shownPath)/\(name)' was changed since 'mooring hook install' wrote it",
            help: "remove it yourself, or take out of it what checks commits")
        case .ours?, .preCommit?, .foreign?, nil: break
        }
      }
      for (name, rest) in found {
        let file = HookFile(name, in: folder)
        try hooks.working(on: name) { () throws(SystemError) in
          if rest.isEmpty {
            try file.remove()
          } else {
            try file.write(HookScript(roots: rest), replacing: true)
          }
        }
      }
      let removed = found.filter(\.rest.isEmpty).map(\.name)
      let kept = found.filter { !$0.rest.isEmpty }
      if !removed.isEmpty {
        terminal.output.write(
          line: "removed \(hooks.list(removed)): commits are no longer checked")
      }
      if let first = kept.first {
        terminal.output.write(
          line: "\(hooks.list(kept.map(\.name))): commits are still checked, for "
            + first.rest.map { "'\($0)'" }.joined(separator: ", "))
      }
      if found.isEmpty { terminal.output.write("no hook here is mooring's\n") }
      return .success
    })
}
