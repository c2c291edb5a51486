import Compiler
import Diagnostics
import FixtureFleets
import Manifests
import Sources
import Testing

@testable import Commands

/// Whatever line of a committed tree is asked for, there is an answer, and it leads somewhere.
@Suite("Tracing every line of a tree")
struct EveryLineTests {
  static let fleets = FixtureFleet.all.filter {
    ["this repository", "deliveries", "patched", "rendered"].contains($0.name)
  }

  @Test("names a place that exists", arguments: fleets)
  func everyLine(fleet: FixtureFleet) throws {
    let snapshot = try WorkingTree(root: fleet.root)
    let compilation = try Compiler(snapshot).compile()
    var tracer = try #require(Tracer(compilation))
    let committed = try snapshot.files(below: "flux")
    let paths = Set(committed + tracer.output.files.map(\.file.path)).sorted()
    #expect(paths.count > 8)
    var known = Places(compilation)
    for path in paths {
      let bytes = try snapshot.bytes(of: path) ?? tracer.file(path)?.file.bytes ?? []
      for line in [nil] + (1...SourceText(bytes).lineCount).map(Optional.init) {
        let trace = try tracer.trace(TraceTarget(path: path, line: line))
        let positions = trace.sources.flatMap(\.positions)
        #expect(!positions.isEmpty, "\(trace.text)")
        #expect(trace.text[0].hasPrefix("\(trace.target.text) "))
        for position in positions {
          let isThere = known.has(position)
          #expect(isThere, "\(position.text) in \(trace.text)")
        }
        // A component's file says more than its name: a line of it, or of the description.
        #expect(
          positions.contains { $0.line != nil } || line == nil,
          "\(trace.text)")
      }
    }
  }

  @Test("a line that the description gives a value for names the line that gives it")
  func values() throws {
    let fleet = try FixtureFleet.named("this repository")
    let compilation = try Compiler(try WorkingTree(root: fleet.root)).compile()
    var tracer = try #require(Tracer(compilation))
    // One in ten lines at the least reads the description; most are the same everywhere.
    var count = 0
    var reading = 0
    for file in tracer.output.files where file.file.path.contains("/overlays/studio/") {
      for line in 1...SourceText(file.file.bytes).lineCount {
        let trace = try tracer.trace(TraceTarget(path: file.file.path, line: line))
        count += 1
        let places = trace.sources.flatMap(\.positions).map(\.path)
        if places.contains(where: { $0.hasPrefix("clusters/") }) { reading += 1 }
      }
    }
    #expect(reading * 10 > count, "\(reading) of \(count)")
  }
}

/// The files that answers may lead to: the repository's, and the templates of the program.
private struct Places {
  private let compilation: Compilation
  private var lines: [String: Int] = [:]

  init(_ compilation: Compilation) {
    self.compilation = compilation
    for file in Compiler.builtIn { lines[file.path] = SourceText(file.bytes).lineCount }
  }

  mutating func has(_ position: FilePosition) -> Bool {
    if lines[position.path] == nil, let bytes = compilation.source(position.path) {
      lines[position.path] = SourceText(bytes).lineCount
    }
    guard let count = lines[position.path] else { return false }
    return (1...count).contains(position.line ?? 1)
  }
}
