import Compiler
import Diagnostics
import FixtureFleets
import Testing

/// What docs/identity.md shows is what Mooring takes.
@Suite("The document of identity")
struct IdentityDocumentTests {
  @Test("its two files compile, with every way that it lists")
  func examples() throws {
    let lines = String(
      decoding: try FixtureFleet.bytes(ofProject: "docs/identity.md"), as: UTF8.self
    )
    .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let fleet = try file("clusters/fleet.yaml", in: lines)
    let cluster = try file("clusters/studio.yaml", in: lines)
    let ways = lines.filter { $0.hasPrefix("issuer: ") || $0.hasPrefix("anchors: ") }
    #expect(ways.count == 10)
    for way in ways {
      let field = "      \(way.prefix { $0 != ":" }):"
      let changed = cluster.map { $0.hasPrefix(field) ? "      \(way)" : $0 }
      #expect(changed.contains("      \(way)"))
      let compilation = try Compiler(try snapshot(fleet, changed)).compile()
      let found = TextRenderer(isColoured: false)
        .render(compilation.diagnostics.sorted, source: compilation.source)
      #expect(found.isEmpty, "\(way)\n\(found)")
      #expect(compilation.output != nil)
    }
  }

  /// The block below the line that names a file.
  private func file(_ name: String, in lines: [String]) throws -> [String] {
    let start = try #require(lines.firstIndex(of: "`\(name)`"))
    let block = lines[start...].drop { $0 != "```yaml" }.dropFirst()
    return Array(block.prefix { $0 != "```" })
  }

  private func snapshot(_ fleet: [String], _ cluster: [String]) throws -> MemorySnapshot {
    var files: [String: [UInt8]] = [
      "clusters/fleet.yaml": Array((fleet.joined(separator: "\n") + "\n").utf8),
      "clusters/studio.yaml": Array((cluster.joined(separator: "\n") + "\n").utf8),
    ]
    let folder = "Tests/Fixtures/fleets/deliveries"
    files["anchors/homelab.crt"] = try FixtureFleet.bytes(ofProject: "\(folder)/anchors/root.crt")
    for name in ["issuer.sops", "anchors.sops", "sealed-issuer", "sealed-anchors"] {
      let path = "secrets/\(name).yaml"
      files[path] = try FixtureFleet.bytes(ofProject: "\(folder)/\(path)")
    }
    return MemorySnapshot(files)
  }
}
