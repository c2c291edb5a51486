import Compiler
import Diagnostics
import FileTree
import FixtureFleets
import Foundation
import Manifests
import Sources
import Testing

/// Trees that are committed beside their description: what a change of a template does to them is
/// part of the change's review.
///
/// `MOORING_RECORD=1` writes them anew. Recording fails: it shows the difference, and the next run
/// says whether it holds.
@Suite("The committed trees of fixtures")
struct GoldenTreeTests {
  private static let records = ProcessInfo.processInfo.environment["MOORING_RECORD"] == "1"

  @Test("each is what its description gives", arguments: FixtureFleet.golden)
  func tree(fleet: FixtureFleet) throws {
    if Self.records {
      let build = try TreeBuild(
        root: fleet.root, snapshot: try WorkingTree(root: fleet.root), discardEdits: true)
      #expect(build.isWritten)
      for entry in build.comparison?.entries ?? [] where entry.change != .unchanged {
        Issue.record("\(entry.change): \(entry.path)\n\(difference(entry))")
      }
      return
    }
    let output = try fleet.compile()
    let onDisk = try WorkingTree(root: fleet.root)
    let lock = "\(output.plan.tree)/mooring.lock"
    let expected = try onDisk.files(below: output.plan.tree).filter { $0 != lock }
    #expect(output.files.map(\.file.path) == expected)
    for file in output.files.map(\.file) {
      let bytes = try onDisk.bytes(of: file.path) ?? []
      #expect(
        String(decoding: file.bytes, as: UTF8.self) == String(decoding: bytes, as: UTF8.self),
        "\(file.path)")
    }
    var compilation = try Compiler(onDisk).compile()
    try compilation.judgeTree()
    #expect(compilation.diagnostics.sorted.isEmpty, "the lock is right, too")
  }

  @Test("there are some, so that the test above means something")
  func presence() {
    #expect(FixtureFleet.golden.count >= 2)
  }

  private func difference(_ entry: TreeComparison.Entry) -> String {
    let old = lines(entry.present)
    let new = lines(entry.desired)
    return new.difference(from: old).map { change in
      switch change {
      case .remove(let offset, let line, _): "\(offset + 1) - \(line)"
      case .insert(let offset, let line, _): "\(offset + 1) + \(line)"
      }
    }.joined(separator: "\n")
  }

  private func lines(_ bytes: [UInt8]?) -> [String] {
    String(decoding: bytes ?? [], as: UTF8.self).components(separatedBy: "\n")
  }
}
