import Compiler
import Diagnostics
import FileTree
import Manifests
import Rendering
import Sources
import Values
import YAML

/// Where a line of a generated file comes from.
struct LineTrace {
  let text: String

  init(
    _ target: String, in compilation: Compilation
  ) throws(CommandError) {
    guard let output = compilation.output else {
      preconditionFailure("a line is traced in a compilation that gave files")
    }
    let (path, line) = Self.split(target)
    guard let file = output.files.first(where: { $0.file.path == path }) else {
      if path == compilation.location?.lockPath {
        text = "\(path) is Mooring's list of the files it owns and the versions it settled on\n"
        return
      }
      let near = closest(to: path, among: output.files.map(\.file.path))
      throw CommandError(
        "'\(path)' is not a file that Mooring generates",
        help: near.map { "the nearest path is '\($0)'" }
          ?? "paths are relative to the repository's root")
    }
    var lines: [String] = []
    switch file.content {
    case .assembly(let component):
      let script = component.flatMap { Self.script(at: path, of: $0, in: output) }
      lines.append("\(target) is \(script == nil ? "assembled by Mooring" : "copied as it stands")")
      if let component { lines.append("  component  \(component)") }
      if let script {
        lines.append("  template   \(script)\(line.map { ":\($0)" } ?? "")")
      }
    case .attachment(let original, let component):
      lines.append("\(target) is copied as it stands")
      if let component { lines.append("  component  \(component)") }
      lines.append("  file       \(original)\(line.map { ":\($0)" } ?? "")")
    case .object(let object):
      lines += try Self.part(
        target, line, of: "\(object.object.identity)", file.file, object.maker, compilation,
        patch: object.patch(of:))
    case .document(let document):
      lines += try Self.part(
        target, line, of: "\(document.kind)", file.file, document.maker, compilation)
    }
    if let present = (try? compilation.snapshot.bytes(of: path)) ?? nil, present != file.file.bytes
    {
      lines.append("  note: the file on disk differs from what the description gives")
    }
    text = lines.joined(separator: "\n") + "\n"
  }

  /// The file of templates/ that a carried file is a copy of; nil for what is none.
  private static func script(
    at path: String, of component: String, in output: Compilation.Output
  ) -> String? {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let own = output.fleet.clusters.lazy.flatMap(\.components)
      .first { $0.name == component && $0.carried != nil }?.carried
    let carried = (output.fleet.base(of: component)?.carried ?? own)?.files ?? []
    guard carried.contains(where: { $0.name == name }) else { return nil }
    return output.explainer.script(name, of: component)
  }

  /// The part of a whole that a line belongs to, and where it comes from.
  private static func part(
    _ target: String, _ line: Int?, of whole: String, _ file: GeneratedFile, _ maker: Maker,
    _ compilation: Compilation, patch: (JSONPointer) -> Place? = { _ in nil }
  ) throws(CommandError) -> [String] {
    let yaml = YAMLFile(path: file.path, bytes: file.bytes)
    let pointer =
      try line.map { (number) throws(CommandError) in
        try Self.pointer(at: number, in: yaml)
      } ?? JSONPointer()
    let part = pointer.steps.isEmpty ? "the whole" : "\(pointer)"
    let patched = patch(pointer).map {
      "  patched by \(FieldTrace.position(of: $0, in: compilation))"
    }
    return ["\(target) is \(part) of \(whole)", "  component  \(maker.component)"]
      + (patched.map { [$0] } ?? []) + provenance(of: pointer, by: maker, compilation)
  }

  private static func provenance(
    of pointer: JSONPointer, by maker: Maker, _ compilation: Compilation
  ) -> [String] {
    guard let found = compilation.output?.explainer.provenance(of: pointer, in: maker) else {
      return ["  template   \(maker.template)"]
    }
    var lines = [
      "  template   \(FieldTrace.position(of: found.template, in: compilation))"
    ]
    for read in found.reads { lines += fact("reads", read, compilation) }
    for read in found.because { lines += fact("present because of", read, compilation) }
    return lines
  }

  private static func fact(
    _ role: String, _ read: FactRead, _ compilation: Compilation
  ) -> [String] {
    let places =
      read.places.isEmpty
      ? ["a default, or worked out by Mooring"]
      : read.places.map { FieldTrace.position(of: $0, in: compilation) }
    return ["  \(role) \(read.name)\(shown(read.value))"] + places.map { "    from \($0)" }
  }

  private static func shown(_ value: JSONValue?) -> String {
    switch value {
    case .string(let text)? where text.utf8.count <= 80: " = \(text)"
    case .bool(let value)?: " = \(value)"
    case .integer(let value)?: " = \(value)"
    case .null?: " = null"
    default: ""
    }
  }

  /// `path:12` is a path and a line; a path may hold colons of its own.
  private static func split(_ target: String) -> (path: String, line: Int?) {
    var target = target
    if target.hasPrefix("./") { target.removeFirst(2) }
    guard let colon = target.lastIndex(of: ":"),
      let line = Int(target[target.index(after: colon)...])
    else { return (target, nil) }
    return (String(target[..<colon]), line)
  }

  /// The narrowest part of the object that the line belongs to.
  private static func pointer(
    at line: Int, in file: YAMLFile
  ) throws(CommandError) -> JSONPointer {
    let source = SourceText(file.bytes)
    guard line >= 1, line <= source.lineCount else {
      throw CommandError("\(file.path) has \(source.lineCount) lines")
    }
    guard var node = file.documents.first else { return JSONPointer() }
    var pointer = JSONPointer()
    while true {
      var inner: (JSONPointer, YAMLNode)?
      for (key, value) in node.entries {
        let first = source.position(at: key.place.range.lowerBound).line
        if first <= line { inner = (pointer.appending(key.text), value) }
      }
      for (index, element) in node.elements.enumerated() {
        let first = source.position(at: element.place.range.lowerBound).line
        if first <= line { inner = (pointer.appending(index), element) }
      }
      guard let (next, child) = inner else { return pointer }
      pointer = next
      node = child
    }
  }
}
