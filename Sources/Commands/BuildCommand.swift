import Compiler
import Diagnostics
import FileTree

extension Command {
  static let build = Command(
    "build", "check the description, and write the tree",
    discussion: [
      "Nothing is written where there is an error. Files that are right already are not touched, "
        + "files that are no longer generated are removed, and files that Mooring did not write are "
        + "never changed."
    ],
    examples: [
      Example("mooring build --upgrade linkerd", "take the release that this Mooring knows best")
    ],
    options: [
      .flag("discard-edits", "overwrite generated files that were edited by hand"),
      .value(
        "upgrade", "WHAT", choices: [allPins] + pinned, isRepeatable: true,
        "resolve versions such as \"2.19\" anew, past what mooring.lock pins"),
      SchemaOption.option,
      .today,
    ],
    run: working { (arguments, terminal) throws(CommandError) in
      let repository = try Repository(arguments)
      let snapshot = try repository.workingTree()
      let schemas = try SchemaOption.schemas(arguments)
      let now = try arguments.now()
      let build = try compiling { () throws(CompilerError) in
        try TreeBuild(
          root: repository.root, snapshot: snapshot,
          upgrades: upgrades(arguments), schemas: schemas,
          discardEdits: arguments.has("discard-edits"), now: now)
      }
      terminal.report(
        build.compilation.diagnostics, as: .text, source: build.compilation.source)
      guard build.isWritten, let comparison = build.comparison,
        let output = build.compilation.output
      else {
        terminal.errors.write("nothing was written\n")
        return .findings
      }
      terminal.output.write(
        BuildSummary(comparison, of: output, pins: build.compilation.lock.versions).text)
      return .success
    })

  private static let allPins = "all"
  /// What versions are pinned of.
  private static let pinned = ["linkerd"]

  private static func upgrades(_ arguments: ParsedArguments) -> Upgrades {
    let names = Set(arguments.values(of: "upgrade"))
    if names.isEmpty { return .none }
    return names.contains(allPins) ? .all : .named(names)
  }
}
