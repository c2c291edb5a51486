import Compiler
import Diagnostics
import Manifests
import Values
import YAML

extension Command {
  static let render = Command(
    "render", "print all objects of a cluster, as Flux applies them",
    discussion: [
      "One stream: of each component its Flux objects, then what its overlay builds. The same "
        + "objects as 'kustomize build' of every folder of that cluster."
    ],
    examples: [
      Example("mooring render studio | kubectl apply --dry-run=server -f -", "ask an API server")
    ],
    arguments: [.init("CLUSTER", "the name of a cluster", .one)],
    run: working { (arguments, terminal) throws(CommandError) in
      let repository = try Repository(arguments)
      let snapshot = try repository.workingTree()
      let compilation = try compiling { () throws(CompilerError) in
        try Compiler(snapshot).compile()
      }
      terminal.report(compilation.diagnostics, as: .text, source: compilation.source)
      guard let output = compilation.output, !compilation.diagnostics.hasErrors else {
        return .findings
      }
      let name = arguments.required("CLUSTER")
      guard let cluster = output.fleet.clusters.first(where: { $0.name == name }) else {
        throw unknownCluster(name, among: output.fleet.clusters.map(\.name))
      }
      var writer = YAMLWriter()
      for object in output.fleet.objects(of: cluster) {
        do throws(YAMLWriteError) {
          try writer.append(.object(object.object.value))
        } catch {
          throw CommandError("\(object.object.identity): \(error)")
        }
      }
      terminal.output.write(bytes: writer.bytes)
      return .success
    })
}

func unknownCluster(_ name: String, among names: [String]) -> CommandError {
  CommandError(
    "no cluster is named '\(name)'",
    help: closest(to: name, among: names).map { "the nearest name is '\($0)'" }
      ?? "those that are there: \(names.joined(separator: ", "))")
}
