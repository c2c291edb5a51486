import Compiler
import Cryptography
import Diagnostics
import FileTree
import Manifests
import Rendering
import Sources
import Values

/// Tells where lines of the tree come from: what a compilation gives, beside what is committed.
struct Tracer {
  let compilation: Compilation
  let output: Compilation.Output
  let location: TreeLocation
  let replays: Replays
  private let files: [String: TreeFile]
  private let locked: [String: Digest]
  /// The templates that were rendered again already.
  private var replayed: [Maker: Replay] = [:]

  /// Enough for the lines of one file, however many objects it lists.
  private static let mostReplays = 256

  /// Nil where an error kept the compilation from giving files.
  init?(_ compilation: Compilation) {
    guard let output = compilation.output, let location = compilation.location else { return nil }
    self.compilation = compilation
    self.output = output
    self.location = location
    replays = output.explainer.replays
    files = Dictionary(output.files.map { ($0.file.path, $0) }, uniquingKeysWith: { $1 })
    locked = Dictionary(
      compilation.lock.files.map { ($0.path, $0.digest) }, uniquingKeysWith: { $1 })
  }

  /// Whether anything can be told of a path from the root.
  func knows(_ path: String) -> Bool {
    path == location.lockPath || files[path] != nil || locked[path] != nil || isFolder(path)
      || present(path) != nil
  }

  mutating func trace(_ target: TraceTarget) throws(CommandError) -> LineTrace {
    if target.path == location.lockPath { return try lockTrace(target) }
    if let file = files[target.path] { return try trace(target, of: file) }
    if locked[target.path] != nil { return try goneTrace(target) }
    guard let bytes = present(target.path) else { throw unknown(target.path) }
    guard isBelowTree(target.path) else {
      throw CommandError(
        "'\(target.path)' is not a file of the tree",
        help: "the tree is '\(location.folder)/'; what lies elsewhere is written by people")
    }
    try target.check(bytes)
    return LineTrace(
      target: target, sentence: "is not Mooring's: it neither wrote the file nor changes it",
      sources: [.init(role: .file, positions: [position(target)])])
  }

  /// A line as it is committed: what the description gives there, or what it gives instead.
  private mutating func trace(
    _ target: TraceTarget, of file: TreeFile
  ) throws(CommandError) -> LineTrace {
    let desired = file.file.bytes
    guard let present = present(target.path), present != desired else {
      try target.check(desired)
      var trace = explanation(of: target.line, in: file, target)
      if self.present(target.path) == nil {
        trace.notes.append("the file is not there; 'mooring build' writes it")
      }
      return trace
    }
    try target.check(present)
    let state = state(of: target.path, present)
    guard let line = target.line else {
      var trace = explanation(of: nil, in: file, target)
      trace.notes.append(state.note)
      return trace
    }
    let pairing = LinePairing(from: present, to: desired)
    if let counterpart = pairing.counterpart(of: line) {
      var trace = explanation(of: counterpart, in: file, target)
      trace.notes.append(
        counterpart == line
          ? state.note : "\(state.note); of what the description gives this is line \(counterpart)")
      return trace
    }
    return changedTrace(target, file, pairing.replacement(of: line), state, present)
  }

  /// Of a committed line that the description does not give.
  private mutating func changedTrace(
    _ target: TraceTarget, _ file: TreeFile, _ lines: Range<Int>, _ state: FileState,
    _ present: [UInt8]
  ) -> LineTrace {
    let source = SourceText(file.file.bytes)
    let line = SourceText(present).range(ofLine: target.line ?? 1)
    let isMark = ["<<<<<<< ", "=======", ">>>>>>> ", "||||||| "].contains {
      present[line].starts(with: $0.utf8)
    }
    var trace = explanation(of: lines.isEmpty ? nil : lines.lowerBound, in: file, target)
    trace = LineTrace(
      target: target,
      sentence: isMark ? "is the mark of a merge conflict" : state.sentence,
      sources: trace.sources,
      replacement: .init(
        line: lines.lowerBound,
        lines: lines.map {
          String(decoding: file.file.bytes[source.range(ofLine: $0)], as: UTF8.self)
        }),
      notes: [
        isMark
          ? "'mooring build' writes the file as the merged description gives it" : state.note
      ])
    return trace
  }

  private mutating func explanation(
    of line: Int?, in file: TreeFile, _ target: TraceTarget
  ) -> LineTrace {
    let (sentence, sources) =
      switch file.content {
      case .object(let object):
        explanation(
          of: line, in: file.file, whole: "\(object.object.identity)", object.maker,
          patch: object.patch(of:))
      case .document(let document):
        explanation(of: line, in: file.file, whole: "\(document.kind)", document.maker)
      case .attachment(let original, let component): copy(of: original, line, for: component)
      case .assembly(let component): assembly(line, file.file, component)
      }
    return LineTrace(target: target, sentence: sentence, sources: sources)
  }

  mutating func replay(_ maker: Maker) -> Replay? {
    if let known = replayed[maker] { return known }
    let replay = replays[maker]
    if replayed.count >= Self.mostReplays { replayed.removeAll() }
    replayed[maker] = replay
    return replay
  }

  func file(_ path: String) -> TreeFile? { files[path] }

  /// Nil where there is no file, or none that can be read.
  func present(_ path: String) -> [UInt8]? { (try? compilation.snapshot.bytes(of: path)) ?? nil }

  func digest(_ path: String) -> Digest? { locked[path] }
}

// MARK: - What is not as the description gives it

/// How a committed file differs from what the description gives.
enum FileState {
  case edited, outdated, foreign

  var sentence: String {
    switch self {
    case .edited: "was edited by hand: the description does not give this line"
    case .outdated: "is outdated: the description no longer gives this line"
    case .foreign: "is not Mooring's, and lies where a generated file should be"
    }
  }

  var note: String {
    switch self {
    case .edited:
      "the file was edited by hand; 'mooring build --discard-edits' writes it anew"
    case .outdated: "the file is outdated; 'mooring build' writes it anew"
    case .foreign: "Mooring never overwrites what it does not own; move the file or remove it"
    }
  }
}

extension Tracer {
  private func state(of path: String, _ present: [UInt8]) -> FileState {
    guard let digest = locked[path] else { return .foreign }
    return SHA256.digest(present) == digest ? .outdated : .edited
  }

  private func isFolder(_ path: String) -> Bool {
    !path.isEmpty && !((try? compilation.snapshot.files(below: path)) ?? []).isEmpty
  }

  private func isBelowTree(_ path: String) -> Bool {
    location.folder.isEmpty || path.utf8.starts(with: "\(location.folder)/".utf8)
  }

  private func unknown(_ path: String) -> CommandError {
    let inside = files.keys.filter { $0.utf8.starts(with: "\(path)/".utf8) }.min {
      $0.precedesInBytes($1)
    }
    if let inside {
      return CommandError(
        "'\(path)' is a folder", help: "name one of its files, such as '\(inside)'")
    }
    if isFolder(path) || path.isEmpty {
      return CommandError(
        "'\(path.isEmpty ? "." : path)' is a folder", help: "name a file of the tree")
    }
    return CommandError(
      "'\(path)' is not a file of the tree",
      help: closest(to: path, among: files.keys.sorted { $0.precedesInBytes($1) })
        .map { "the nearest path is '\($0)'" }
        ?? "the tree is '\(location.folder)/'; a path is taken from here, or from the root")
  }
}

extension TraceTarget {
  /// Refuses a line that a file does not have.
  func check(_ bytes: [UInt8]) throws(CommandError) {
    guard let line else { return }
    let count = SourceText(bytes).lineCount
    if line < 1 { throw CommandError("'\(text)': lines are counted from 1") }
    if line > count {
      throw CommandError(
        "'\(path)' has \(count) \(count == 1 ? "line" : "lines")",
        help: "leave the line out to trace the whole file")
    }
  }
}
