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
      let width = catalogue.components.map(\.name.utf8.count).max() ?? 0
      for component in catalogue.components {
        let padding = String(repeating: " ", count: width - component.name.utf8.count)
        terminal.output.write(
          "\(component.name)\(padding)  \(component.settings.summary.value)\n")
        for path in try replaced(of: component.name, in: tree) {
          terminal.output.write("  \(path)\n")
        }
      }
      return .success
    })

  static let ejectTemplates = Command(
    "eject", "copy a component's built-in files into the repository",
    discussion: ["Files that are there already are left as they are."],
    examples: [
      Example("mooring templates eject linkerd-crds", "change the install Job of the CRDs")
    ],
    arguments: [.init("COMPONENT", "the name of a built-in component", .one)],
    run: working { (arguments, terminal) throws(CommandError) in
      let repository = try Repository(arguments)
      let name = arguments.required("COMPONENT")
      let prefix = "\(CatalogueLoader.folder)/\(name)/"
      let files = Compiler.builtIn.filter { $0.path.utf8.starts(with: prefix.utf8) }
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
    of component: String, in tree: WorkingTree
  ) throws(CommandError) -> [String] {
    let builtIn = Dictionary(uniqueKeysWithValues: Compiler.builtIn.map { ($0.path, $0.bytes) })
    do throws(SourceError) {
      var lines: [String] = []
      for path in try tree.files(
        below: "\(CatalogueLoader.folder)/\(component)")
      {
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
