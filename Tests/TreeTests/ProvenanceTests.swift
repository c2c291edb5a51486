import Compiler
import Diagnostics
import FixtureFleets
import Manifests
import Rendering
import Testing
import Values
import YAML

/// Every part of every object can be traced to the template that made it, and to the lines of the
/// description that it repeats.
@Suite("Where the parts of a tree come from")
struct ProvenanceTests {
  @Test("every part has a place in a template", arguments: FixtureFleet.all)
  func templates(fleet: FixtureFleet) throws {
    let output = try fleet.compile()
    let replays = output.explainer.replays
    for object in samples(of: output) {
      let replay = replays[object.maker]
      for (pointer, _) in leaves(of: .object(object.object.value))
      where object.patch(of: pointer) == nil {
        let found = replay?.provenance(of: pointer)
        let provenance = try #require(found, "\(pointer) of \(object.object.identity)")
        #expect(provenance.template.path == object.maker.template)
        #expect(!provenance.template.range.isEmpty)
      }
    }
  }

  @Test(
    "a value that the description gives is traced to where it does", arguments: FixtureFleet.all)
  func description(fleet: FixtureFleet) throws {
    let output = try fleet.compile()
    let given = try distinctTexts(of: fleet)
    let replays = output.explainer.replays
    for object in samples(of: output) {
      let replay = replays[object.maker]
      for (pointer, value) in leaves(of: .object(object.object.value)) {
        guard let text = value.string, let place = given[text] else { continue }
        let provenance = replay?.provenance(of: pointer)
        let places = (provenance?.reads ?? []).flatMap(\.places)
        #expect(places.contains(place), "\(pointer) of \(object.object.identity)")
      }
    }
  }

  /// One object of each template, and all where a template makes several for a cluster.
  private func samples(of output: Compilation.Output) -> [RenderedObject] {
    var seen: Set<Maker> = []
    return output.fleet.clusters.flatMap { output.fleet.objects(of: $0) }.filter { object in
      let maker = object.maker
      // A ConfigMap of scripts is assembled, by no template; a file of the user's is its own origin.
      guard maker.template.hasPrefix("templates/") else { return false }
      guard !maker.template.hasSuffix("/component.yaml") else { return false }
      let key = Maker(
        component: maker.component, template: maker.template, document: maker.document,
        element: maker.element, cluster: nil)
      return seen.insert(key).inserted
    }
  }

  private func leaves(of value: JSONValue) -> [(JSONPointer, JSONValue)] {
    func walk(_ value: JSONValue, _ pointer: JSONPointer) -> [(JSONPointer, JSONValue)] {
      switch value {
      case .object(let object):
        object.flatMap { walk($0.value, pointer.appending($0.key)) }
      case .array(let array):
        array.enumerated().flatMap { walk($1, pointer.appending($0)) }
      default: [(pointer, value)]
      }
    }
    return walk(value, JSONPointer())
  }

  /// Texts that the description holds once, and that no template holds.
  private func distinctTexts(of fleet: FixtureFleet) throws -> [String: Place] {
    var places: [String: [Place]] = [:]
    func collect(_ node: YAMLNode) {
      if node.kind == .scalar, node.scalar.string != nil {
        places[node.text, default: []].append(node.place)
      }
      // A patch names objects, and is no source of their names.
      for (key, value) in node.entries where key.text != "patches" {
        places[key.text, default: []].append(key.place)
        collect(value)
      }
      for element in node.elements { collect(element) }
    }
    let sources = try fleet.sources()
    for (path, bytes) in sources where path.hasPrefix("clusters/") {
      for document in YAMLFile(path: path, bytes: bytes).documents { collect(document) }
    }
    let templates =
      (Compiler.builtIn.map(\.bytes)
      + sources.filter { $0.key.hasPrefix("templates/") }
      .values).map { String(decoding: $0, as: UTF8.self) }
    return places.filter { text, found in
      found.count == 1 && text.count >= 8 && !templates.contains { $0.contains(text) }
    }.compactMapValues(\.first)
  }
}
