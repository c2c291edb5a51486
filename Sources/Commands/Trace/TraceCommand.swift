import Compiler
import Diagnostics
import Loading

extension Command {
  static let trace = Command(
    "trace", "say where a line of the tree, or a value of a cluster, comes from",
    discussion: [
      "Of a line: the template that made it and the lines of the description that gave its values; "
        + "of one that was edited, or is outdated, what the description gives in its place. Any line "
        + "of any file of the tree may be asked for, by a path from the current folder or from the "
        + "root, and as compilers print it, FILE:LINE:COLUMN.",
      "Of a field of a cluster: the layer that won, and what it hides.",
    ],
    examples: [
      Example(
        "mooring trace flux/overlays/studio/namespaces/namespace-workloads.yaml:9",
        "why a line is there"),
      Example("mooring trace flux/mooring.lock:6", "who asked for a version"),
      Example("mooring trace --cluster studio linkerd.version", "which layer gave a value"),
    ],
    options: [
      .value("cluster", "NAME", "explain a field of this cluster's description"),
      .flag("staged", "look at what git's index holds"),
      .value("rev", "REVISION", "look at a revision, such as HEAD~1 or a branch"),
      .value(
        "format", "FORMAT", choices: ["text", "json"], default: "text",
        "how the answer for a line is shown"),
    ],
    exclusive: [["staged", "rev"], ["cluster", "format"]],
    arguments: [.init("FILE[:LINE]|FIELD", "a file of the tree, or with --cluster a field", .one)],
    run: working { (arguments, terminal) throws(CommandError) in
      let isOfGit = arguments.has("staged") || arguments.value(of: "rev") != nil
      let repository = try Repository(arguments, isOnDisk: !isOfGit)
      let snapshot = try repository.snapshot(arguments)
      let compilation = try compiling { () throws(CompilerError) in
        try Compiler(snapshot).compile()
      }
      let words = arguments.required("FILE[:LINE]|FIELD")
      if let cluster = arguments.value(of: "cluster") {
        // Of what could not be read no layer is known.
        if compilation.loaded.layers.isEmpty, compilation.diagnostics.hasErrors {
          terminal.report(compilation.diagnostics, as: .text, source: compilation.source)
          return .findings
        }
        terminal.output.write(
          try FieldTrace(cluster: cluster, field: words, in: compilation).text)
        return .success
      }
      guard var tracer = Tracer(compilation) else {
        terminal.report(compilation.diagnostics, as: .text, source: compilation.source)
        return .findings
      }
      let target = try TraceTarget(words, root: repository.root, isThere: tracer.knows)
      let trace = try tracer.trace(target)
      if arguments.value(of: "format") == "json" {
        terminal.output.write(JSONDocument.text(trace.json))
      } else {
        for line in trace.text { terminal.output.write(line: line) }
      }
      return .success
    })
}
