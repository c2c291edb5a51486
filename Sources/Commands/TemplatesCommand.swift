import Compiler
import Components
import Diagnostics
import FileTree
import Sources
import YAML

extension Command {
  static let templates = Command(
    "templates", "show or copy the templates of components",
    discussion: [
      "A component is a folder: component.yaml, and the manifests that clusters share (base/) or "
        + "have of their own (cluster/). A file of the same path in the templates/ of your "
        + "repository replaces a built-in one; a folder of a new name is a new component."
    ],
    subcommands: [.listTemplates, .ejectTemplates])

  static let listTemplates = Command(
    "list", "list components, and the files that the repository replaces",
    run: working { (arguments, terminal) throws(CommandError) in
      let tree = try Repository(arguments).workingTree()
      let loaded: LoadedCatalogue
      do throws(SourceError) {
        loaded = try CatalogueLoader.load(
          builtIn: Compiler.builtIn, repository: tree)
      } catch {
        throw CommandError("\(error.path): \(error.reason)")
      }
      terminal.report(loaded.diagnostics, as: .text) { loaded.files[$0]?.bytes }
      guard let catalogue = loaded.catalogue else { return .findings }
      let rows =
        catalogue.components.map { ($0.name, $0.settings.summary.value) } + [CatalogueLoader.shared]
      let width = rows.map(\.0.utf8.count).max() ?? 0
      for (name, summary) in rows {
        let padding = String(repeating: " ", count: width - name.utf8.count)
        terminal.output.write("\(name)\(padding)  \(summary)\n")
        for path in try replaced(of: name, in: tree) { terminal.output.write("  \(path)\n") }
      }
      return .success
    })

  static let ejectTemplates = Command(
    "eject", "copy a component's built-in files into the repository",
    discussion: ["Files that are there already are left as they are."],
    examples: [
      Example("mooring templates eject linkerd-crds", "change its script or its rights"),
      Example("mooring templates eject shared", "change the Job of every component"),
    ],
    arguments: [
      .init("COMPONENT", "a built-in component, or what components share", .one)
    ],
    run: working { (arguments, terminal) throws(CommandError) in
      let repository = try Repository(arguments)
      let name = arguments.required("COMPONENT")
      let files = Compiler.builtIn.filter { belongs($0.path, to: name) }
      guard !files.isEmpty else { throw unknownComponent(name) }
      for file in files {
        do throws(FileTreeError) {
          let isNew = try NewFile.create(
            file.path, below: repository.root, bytes: file.bytes)
          terminal.output.write("\(isNew ? "wrote" : "kept ") \(file.path)\n")
        } catch {
          throw CommandError("\(error.path): \(error.reason)")
        }
      }
      return .success
    })

  private static func replaced(
    of component: String, in tree: any Snapshot
  ) throws(CommandError) -> [String] {
    let builtIn = Dictionary(uniqueKeysWithValues: Compiler.builtIn.map { ($0.path, $0.bytes) })
    do throws(SourceError) {
      var lines: [String] = []
      for path in try tree.files(below: CatalogueLoader.folder) where belongs(path, to: component) {
        guard let original = builtIn[path] else {
          lines.append("\(path) (your own)")
          continue
        }
        if try tree.bytes(of: path) != original {
          lines.append("\(path) (replaces the built-in one)")
        }
      }
      return lines
    } catch {
      throw CommandError("\(error.path): \(error.reason)")
    }
  }

  private static func belongs(_ path: String, to name: String) -> Bool {
    path.utf8.starts(with: "\(CatalogueLoader.folder)/\(name)/".utf8)
  }

  private static func unknownComponent(_ name: String) -> CommandError {
    var names: [String] = []
    for file in Compiler.builtIn {
      let parts = file.path.split(separator: "/")
      if parts.count > 2, names.last != String(parts[1]) { names.append(String(parts[1])) }
    }
    return CommandError(
      "no built-in component is named '\(name)'",
      help: closest(to: name, among: names).map { "the nearest name is '\($0)'" }
        ?? "those that are there: \(names.joined(separator: ", "))")
  }
}
