import Compiler
import Diagnostics
import FixtureFleets
import Foundation
import Sources
import Testing

@Suite("docs/escape-hatches.md")
struct EscapeHatchDocumentationTests {
  /// The blocks of YAML that are a cluster's spec.
  static let examples: [String] = {
    let path = "\(FixtureFleet.project)/docs/escape-hatches.md"
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return [] }
    return text.components(separatedBy: "```yaml\n").dropFirst()
      .compactMap { $0.components(separatedBy: "```").first }
      .filter { $0.hasPrefix("spec:\n") }
  }()

  @Test("each example is a cluster that nothing is to be said of", arguments: examples)
  func example(spec: String) throws {
    var sources = try FixtureFleet.named("patched").sources()
    let fleet = String(decoding: try #require(sources["clusters/fleet.yaml"]), as: UTF8.self)
    let network = "    network: {pods: 10.246.0.0/16, services: 10.98.0.0/16}\n"
    sources["clusters/fleet.yaml"] = Array(
      fleet.replacingOccurrences(of: "  defaults:\n", with: "  defaults:\n\(network)").utf8)
    sources["clusters/one.yaml"] = nil
    sources["clusters/two.yaml"] = Array(
      "apiVersion: mooring/v1alpha1\nkind: Cluster\nmetadata: {name: two}\n\(spec)".utf8)
    let compilation = try Compiler(MemorySnapshot(sources)).compile()
    #expect(compilation.diagnostics.sorted.map(\.message) == [])
    #expect(compilation.output != nil)
  }

  @Test("there are some, so that the test above means something")
  func presence() {
    #expect(Self.examples.count >= 2)
  }
}
