import Compiler
import Diagnostics
import Manifests

extension Command {
  static let check = Command(
    "check", "check the description, and that the committed tree is current",
    discussion: [
      "Does everything that 'build' does but writing. Ends with 1 where there is an error, or where "
        + "the tree is not what the description gives; warnings alone end with 0."
    ],
    examples: [
      Example("mooring check", "in CI and before a commit"),
      Example("mooring check --format json", "for programs"),
    ],
    options: [ReportFormat.option],
    run: working { (arguments, terminal) throws(CommandError) in
      let repository = try Repository(arguments)
      let format = arguments.value(of: "format").flatMap(ReportFormat.init) ?? .text
      var compilation = try compiling { () throws(CompilerError) in
        try Compiler(repository.snapshot).compile()
      }
      try compiling { () throws(CompilerError) in try compilation.judgeTree() }
      terminal.report(compilation.diagnostics, as: format, source: compilation.source)
      if compilation.diagnostics.hasErrors { return .findings }
      if let output = compilation.output, format != .json {
        let clusters = output.fleet.clusters
        let objects = clusters.reduce(0) { $0 + output.fleet.objects(of: $1).count }
        terminal.output.write(
          "\(clusters.count) \(clusters.count == 1 ? "cluster" : "clusters"), \(objects) objects: "
            + "\(output.plan.tree)/ is current\n")
      }
      return .success
    })
}
