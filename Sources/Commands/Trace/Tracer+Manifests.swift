import Compiler
import Diagnostics
import Manifests
import Rendering
import Values
import YAML

/// What a line is, and what it owes its being to.
typealias TracedPart = (sentence: String, sources: [LineTrace.Source])

extension Tracer {
  /// A line of a file that a template gave: of an object, or of what is none.
  mutating func explanation(
    of line: Int?, in file: GeneratedFile, whole: String, _ maker: Maker,
    patch: (JSONPointer) -> Place? = { _ in nil }
  ) -> TracedPart {
    let yaml = YAMLFile(path: file.path, bytes: file.bytes)
    let part = line.map { ManifestLine($0, in: yaml) } ?? .field(JSONPointer())
    switch part {
    case .header(let description):
      return (
        "says which description \(whole) comes from",
        [.init(role: .described, positions: [position(.file(description))])]
          + sources(of: JSONPointer(), by: maker, whole: true)
      )
    case .directive:
      return (
        "keeps yamllint quiet about the long lines of \(whole)",
        sources(of: JSONPointer(), by: maker, whole: true)
      )
    case .start:
      return ("begins \(whole)", sources(of: JSONPointer(), by: maker, whole: true))
    case .comment(let pointer):
      return (
        "is a comment on \(pointer) of \(whole)",
        sources(of: pointer.comment, by: maker)
      )
    case .text(let pointer, let number):
      let patched = patch(pointer)
      let text = yaml.documents.first?.node(at: pointer)?.text ?? ""
      return (
        "is line \(number) of the text \(pointer) of \(whole)",
        sources(of: pointer, by: maker, patch: patched, text: (text, number))
      )
    case .field(let pointer):
      return (
        "is \(pointer.steps.isEmpty ? "the whole" : "\(pointer)") of \(whole)",
        sources(of: pointer, by: maker, patch: patch(pointer))
      )
    }
  }

  /// - Parameters:
  ///   - whole: Whether only the object itself is asked for, and not all that its parts read.
  ///   - text: A text of many lines that the part is, and which of them is meant.
  mutating func sources(
    of pointer: JSONPointer, by maker: Maker, patch: Place? = nil, whole: Bool = false,
    text: (content: String, line: Int)? = nil
  ) -> [LineTrace.Source] {
    var sources: [LineTrace.Source] = [.init(role: .component, name: maker.component)]
    if let patch { sources.append(.init(role: .patched, positions: [position(patch)])) }
    guard let replay = replay(maker), let found = Self.nearest(pointer, in: replay) else {
      return sources + [.init(role: .template, positions: [position(.file(maker.template))])]
    }
    var template = position(found.template)
    if let text, let line = self.line(of: text, at: found.template) { template = line }
    sources.append(.init(role: .template, positions: [template]))
    if !whole {
      for read in found.reads {
        let narrow = text.flatMap { Self.narrowed(read, to: $0, in: replay) } ?? read
        sources.append(source(.reads, narrow))
      }
    }
    return sources + found.because.map { source(.because, $0) }
  }

  func source(_ role: LineTrace.Source.Role, _ read: FactRead) -> LineTrace.Source {
    let places = read.places.isEmpty ? read.partPlaces : read.places
    return .init(
      role: role, name: read.name, value: read.value, positions: places.map { position($0) })
  }

  func position(_ place: Place) -> FilePosition {
    let position = compilation.source(place.path).map {
      SourceText($0).position(at: place.range.lowerBound)
    }
    return FilePosition(path: place.path, position)
  }

  func position(_ target: TraceTarget) -> FilePosition {
    FilePosition(path: target.path, line: target.line ?? 1)
  }

  /// What made a part, or what it lies in: a patch adds parts that no template has.
  private static func nearest(_ pointer: JSONPointer, in replay: Replay) -> Provenance? {
    var pointer = pointer
    while true {
      if let found = replay.provenance(of: pointer) { return found }
      if pointer.steps.popLast() == nil { return nil }
    }
  }

  /// The line of a template whose text of many lines holds a line as it is.
  private func line(
    of text: (content: String, line: Int), at place: Place
  ) -> FilePosition? {
    guard let bytes = compilation.source(place.path), place.range.lowerBound < bytes.count,
      bytes[place.range.lowerBound] == UInt8(ascii: "|")
    else { return nil }
    let source = SourceText(bytes)
    let number = source.line(at: place.range.lowerBound) + text.line
    let range = source.range(ofLine: number)
    let start = bytes[range].firstIndex { $0 != 0x20 } ?? range.lowerBound
    let lines = text.content.split(separator: "\n", omittingEmptySubsequences: false)
    guard number <= source.lineCount, lines.indices.contains(text.line - 1),
      bytes[start..<range.upperBound].elementsEqual(lines[text.line - 1].utf8.drop { $0 == 0x20 })
    else { return nil }
    return FilePosition(path: place.path, source.position(at: start))
  }

  /// Of a mapping that was written out as YAML, what one of these lines says.
  private static func narrowed(
    _ read: FactRead, to text: (content: String, line: Int), in replay: Replay
  ) -> FactRead? {
    guard case .object? = read.value else { return nil }
    let yaml = YAMLFile(path: "", bytes: Array(text.content.utf8))
    guard let root = yaml.documents.first, root.value == read.value else { return nil }
    let source = SourceText(yaml.bytes)
    guard text.line >= source.line(at: root.place.range.lowerBound) else { return nil }
    let part = ManifestLine.part(at: text.line, below: root, source)
    return replay.part(part.pointer, of: read)
  }
}

extension JSONPointer {
  /// Where a template gives the comment on a field: `Comments`.
  fileprivate var comment: JSONPointer {
    guard case .key(let key)? = steps.last else { return self }
    return JSONPointer(Array(steps.dropLast())).appending("#\(key)")
  }
}
