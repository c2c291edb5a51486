import Compiler
import FileTree
import FixtureFleets
import Manifests
import Sources
import TemporaryFolders
import Testing
import Values
import YAML

/// A fixture with its tree on disk, as the tools of others read it.
struct CompiledFleet: Sendable {
  let output: Compilation.Output
  let folder: TemporaryFolder

  init(_ fleet: FixtureFleet) throws {
    output = try fleet.compile()
    folder = try TemporaryFolder()
    for file in output.files { try folder.write(file.file.bytes, to: file.file.path) }
  }

  var tree: String { output.plan.tree }

  /// The objects of a cluster by identity; none is there twice.
  func objects(of cluster: RenderedCluster) throws -> [ObjectIdentity: JSONValue] {
    try byIdentity(output.fleet.objects(of: cluster).map { .object($0.object.value) })
  }
}

/// Objects by identity; fails the test where one is there twice or is none.
func byIdentity(_ values: [JSONValue]) throws -> [ObjectIdentity: JSONValue] {
  var objects: [ObjectIdentity: JSONValue] = [:]
  for value in values {
    let object = try #require(value.object.flatMap { KubernetesObject($0) })
    #expect(objects[object.identity] == nil, "\(object.identity) is there twice")
    objects[object.identity] = value
  }
  return objects
}

extension FixtureFleet: CustomTestStringConvertible {
  package var testDescription: String { name }
}
