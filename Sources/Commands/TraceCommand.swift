import Compiler
import Diagnostics
import Loading

extension Command {
  static let trace = Command(
    "trace", "say where a line of the tree, or a value of a cluster, comes from",
    discussion: [
      "Of a line: the template that made it and the lines of the description that gave its values. "
        + "Of a field of a cluster: the layer that won, and what it hides."
    ],
    examples: [
      Example(
        "mooring trace flux/overlays/studio/namespaces/namespace-workloads.yaml:9",
        "why a line is there"),
      Example("mooring trace --cluster studio linkerd.version", "which layer gave a value"),
    ],
    options: [.value("cluster", "NAME", "explain a field of this cluster's description")],
    arguments: [.init("FILE[:LINE]|FIELD", "a file of the tree, or with --cluster a field", .one)],
    run: working { (arguments, terminal) throws(CommandError) in
      let repository = try Repository(arguments)
      let snapshot = try repository.workingTree()
      let compilation = try compiling { () throws(CompilerError) in
        try Compiler(snapshot).compile()
      }
      let target = arguments.required("FILE[:LINE]|FIELD")
      if let cluster = arguments.value(of: "cluster") {
        // Of what could not be read no layer is known.
        if compilation.loaded.layers.isEmpty, compilation.diagnostics.hasErrors {
          terminal.report(compilation.diagnostics, as: .text, source: compilation.source)
          return .findings
        }
        terminal.output.write(
          try FieldTrace(cluster: cluster, field: target, in: compilation).text)
        return .success
      }
      guard compilation.output != nil else {
        terminal.report(compilation.diagnostics, as: .text, source: compilation.source)
        return .findings
      }
      terminal.output.write(try LineTrace(target, in: compilation).text)
      return .success
    })
}
