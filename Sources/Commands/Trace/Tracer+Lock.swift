import Compiler
import Cryptography
import Description
import Diagnostics
import FileTree
import Loading
import Manifests
import Values
import YAML

/// Lines of mooring.lock: which versions were settled on, and which files are Mooring's.
extension Tracer {
  mutating func lockTrace(_ target: TraceTarget) throws(CommandError) -> LineTrace {
    guard let bytes = present(target.path) else {
      throw CommandError(
        "'\(target.path)' is not there yet", help: "'mooring build' writes it, with the tree")
    }
    try target.check(bytes)
    let yaml = YAMLFile(path: target.path, bytes: bytes)
    guard let line = target.line, let root = yaml.documents.first,
      case .field(let pointer) = ManifestLine(line, in: yaml), pointer.steps.count >= 2
    else {
      return LineTrace(
        target: target,
        sentence: "is of Mooring's lock: which versions it settled on, and which files are its own",
        sources: [.init(role: .described, positions: [position(treePlace)])])
    }
    switch (pointer.steps[0], pointer.steps[1]) {
    case (.key("files"), .key(let path)):
      return fileTrace(target, path, digest: root["files"]?[path]?.text ?? "")
    case (.key("versions"), .index(let index)):
      let version = root.node(at: JSONPointer([.key("versions"), .index(index)]))
      return versionTrace(target, version)
    default:
      return LineTrace(target: target, sentence: "is of Mooring's lock")
    }
  }

  /// Where the description says in which folder the tree lies, or where it would.
  private var treePlace: Place {
    guard let fleet = compilation.loaded.fleet else { return .file(output.plan.description) }
    return fleet.spec.flux.path.place ?? fleet.place
  }

  private mutating func fileTrace(
    _ target: TraceTarget, _ path: String, digest: String
  ) -> LineTrace {
    let sentence = "is the SHA-256 of '\(path)', by which an edit by hand is told"
    let whole = TraceTarget(path: path)
    // A path without a line is refused by nobody that the lock names.
    let known = try? trace(whole)
    var trace = LineTrace(target: target, sentence: sentence, sources: known?.sources ?? [])
    trace.notes = known?.notes ?? []
    if trace.notes.isEmpty, let file = file(path), SHA256.digest(file.file.bytes).hex != digest {
      trace.notes.append("the lock is outdated; 'mooring build' writes it anew")
    }
    return trace
  }

  private func versionTrace(_ target: TraceTarget, _ version: YAMLNode?) -> LineTrace {
    let (name, requested, resolved) = (
      version?["name"]?.text ?? "", version?["requested"]?.text ?? "",
      version?["resolved"]?.text ?? ""
    )
    var trace = LineTrace(
      target: target,
      sentence:
        "pins \(name) \(requested) to \(resolved), by the table of releases of the Mooring "
        + "that first built it")
    let asked = places(asking: requested)
    trace.sources = [.init(role: .described, positions: asked.map { position($0) })]
    trace.notes = [
      "'mooring build --upgrade \(name)' takes the release that this Mooring knows best"
    ]
    if asked.isEmpty {
      trace.sources = [.init(role: .described, positions: [position(treePlace)])]
      trace.notes = ["no cluster asks for it any more; 'mooring build' removes the line"]
    }
    return trace
  }

  /// The lines of the description that ask for a minor version, each once.
  private func places(asking version: String) -> [Place] {
    let clusters = compilation.loaded.fleet?.clusters ?? []
    let places = clusters.compactMap { cluster -> Place? in
      guard let asked = cluster.spec.linkerd?.version, "\(asked.value)" == version else {
        return nil
      }
      return asked.place ?? cluster.place
    }
    return Set(places).sorted()
  }
}
