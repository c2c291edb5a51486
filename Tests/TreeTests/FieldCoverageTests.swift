import Description
import Fields
import FixtureFleets
import Testing
import YAML

/// The oracles are worth what the fixtures use.
@Suite("The fixtures and the description")
struct FieldCoverageTests {
  @Test("every field is used by a fixture")
  func fields() throws {
    let used = try usedPaths()
    let cluster = Fields.describe(ClusterSpec.self, path: ["spec"]).map(\.path)
    let fleet = Fields.describe(FleetSpec.self, path: ["spec"]).map(\.path)
    let unused = (fleet + cluster).filter { path in
      !used.contains {
        $0.count == path.count && zip($0, path).allSatisfy { $1 == "*" || $0 == $1 }
      }
    }
    #expect(
      unused.map { $0.joined(separator: ".") } == [],
      "add them to a fleet of Tests/Fixtures/fleets, so that the oracles see what they make")
  }

  /// The paths of every key and element of every document.
  private func usedPaths() throws -> Set<[String]> {
    var paths: Set<[String]> = []
    func walk(_ node: YAMLNode, _ path: [String]) {
      paths.insert(path)
      for (key, value) in node.entries { walk(value, path + [key.text]) }
      for (index, element) in node.elements.enumerated() { walk(element, path + ["\(index)"]) }
      // What the defaults and the groups of a fleet hold are fields of a cluster.
      if path == ["spec", "defaults"] || (path.count == 4 && path[1] == "groups") {
        for (key, value) in node.entries { walk(value, ["spec", key.text]) }
      }
    }
    for fleet in FixtureFleet.all {
      for (path, bytes) in try fleet.sources() where path.hasPrefix("clusters/") {
        for document in YAMLFile(path: path, bytes: bytes).documents {
          if let spec = document["spec"] { walk(spec, ["spec"]) }
        }
      }
    }
    return paths
  }
}
