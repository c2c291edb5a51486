import Compiler
import FileTree
import FixtureFleets
import Manifests
import Sources
import Testing

@testable import Commands

/// A fixture's description in memory, and the tree that it gives.
struct BuiltRepository {
  private(set) var snapshot: MemorySnapshot

  init(_ fleet: String) throws {
    snapshot = MemorySnapshot(try FixtureFleet.named(fleet).sources())
    let compilation = try Compiler(snapshot).compile()
    for file in try #require(compilation.output).files {
      snapshot[file.file.path] = file.file.bytes
    }
    let comparison = try #require(try compilation.compare())
    snapshot[comparison.location.lockPath] = comparison.lock.bytes
  }

  mutating func edit(_ path: String, _ original: String, _ replacement: String) throws {
    let text = String(decoding: try #require(snapshot[path]), as: UTF8.self)
    try #require(text.contains(original))
    snapshot[path] = Array(text.replacing(original, with: replacement).utf8)
  }

  mutating func remove(_ path: String) { snapshot[path] = nil }

  func text(_ path: String) -> String? {
    snapshot[path].map { String(decoding: $0, as: UTF8.self) }
  }

  func trace(_ path: String, _ line: Int? = nil) throws -> LineTrace {
    var tracer = try #require(Tracer(try Compiler(snapshot).compile()))
    return try tracer.trace(TraceTarget(path: path, line: line))
  }
}
