import Compiler
import Diagnostics

extension Command {
  static let build = Command(
    "build", "check the description, and write the tree",
    discussion: [
      "Nothing is written where there is an error. Files that are right already are not touched, "
        + "files that are no longer generated are removed, and files that Mooring did not write are "
        + "never changed."
    ],
    options: [
      .flag("discard-edits", "overwrite generated files that were edited by hand"),
      .flag("upgrade", "resolve versions such as \"2.19\" anew, past what mooring.lock pins"),
    ],
    run: working { (arguments, terminal) throws(CommandError) in
      let repository = try Repository(arguments)
      let snapshot = try repository.workingTree()
      let build = try compiling { () throws(CompilerError) in
        try TreeBuild(
          root: repository.root, snapshot: snapshot,
          upgrades: arguments.has("upgrade"), discardEdits: arguments.has("discard-edits"))
      }
      terminal.report(
        build.compilation.diagnostics, as: .text, source: build.compilation.source)
      guard build.isWritten, let comparison = build.comparison,
        let output = build.compilation.output
      else {
        terminal.errors.write("nothing was written\n")
        return .findings
      }
      terminal.output.write(BuildSummary(comparison, of: output).text)
      return .success
    })
}
