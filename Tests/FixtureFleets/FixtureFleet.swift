import Compiler
import Diagnostics
import Foundation
import Sources

/// A small repository that the oracles compile: a folder of Tests/Fixtures/fleets, or this project's own.
package struct FixtureFleet: Sendable, CustomStringConvertible {
  package let name: String
  /// The folder that holds clusters/.
  package let root: String

  package var description: String { name }

  /// This project's root.
  package static let project = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

  /// Every fixture by name, and this repository.
  package static let all: [FixtureFleet] = {
    let folder = "\(project)/Tests/Fixtures/fleets"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.sorted().map { FixtureFleet(name: $0, root: "\(folder)/\($0)") }
      + [FixtureFleet(name: "this repository", root: project)]
  }()

  package static func named(_ name: String) throws -> FixtureFleet {
    guard let fleet = all.first(where: { $0.name == name }) else {
      throw MissingFixture(name: name)
    }
    return fleet
  }

  /// The fixtures whose tree is committed beside their description.
  package static var golden: [FixtureFleet] {
    all.filter { $0.root != project && $0.hasTree }
  }

  private var hasTree: Bool {
    FileManager.default.fileExists(atPath: "\(root)/flux/mooring.lock")
  }

  /// What the fleet compiles to; the description is taken to be right.
  package func compile() throws -> Compilation.Output {
    try Self.compile(try WorkingTree(root: root))
  }

  package static func compile(_ snapshot: any Snapshot) throws -> Compilation.Output {
    let compilation = try Compiler(snapshot).compile()
    guard let output = compilation.output, !compilation.diagnostics.hasErrors else {
      throw UnsoundFixture(
        report: TextRenderer(isColoured: false).render(
          compilation.diagnostics.sorted, source: compilation.source))
    }
    return output
  }

  /// A file of this project, as it is now.
  package static func bytes(ofProject path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(filePath: "\(project)/\(path)")))
  }

  /// The files that a compilation reads, by path: the description, templates, what it names.
  package func sources() throws -> [String: [UInt8]] {
    let tree = try WorkingTree(root: root)
    var files: [String: [UInt8]] = [:]
    for folder in ["clusters", "templates", "anchors", "apps", "infrastructure", "secrets"]
    where folder != "templates" || root != Self.project {
      for path in try tree.files(below: folder) { files[path] = try tree.bytes(of: path) }
    }
    // What the user put beside Mooring's folder.
    for path in try tree.files(below: "flux/clusters") where path.split(separator: "/").count == 4 {
      files[path] = try tree.bytes(of: path)
    }
    return files
  }
}

package struct MissingFixture: Error {
  package let name: String
}

/// The description of a fixture has errors.
package struct UnsoundFixture: Error, CustomStringConvertible {
  package let report: String

  package var description: String { report }
}
