import Compiler
import FixtureFleets
import Foundation
import Manifests
import TemporaryFolders
import Testing
import Values

/// The Flux Kustomizations of a cluster: where they point, and what they wait for.
@Suite("The Flux Kustomizations of a tree")
struct FluxGraphTests {
  /// Sources that Mooring itself declares, and the folders that it takes from them.
  static let upstream = ["GitRepository mooring-gateway-api ./config/crd"]

  @Test("each points at a folder of the tree, or at a known upstream", arguments: FixtureFleet.all)
  func paths(fleet: FixtureFleet) throws {
    let compiled = try CompiledFleet(fleet)
    for cluster in compiled.output.fleet.clusters {
      let sources = Set(
        cluster.components.flatMap(\.flux).map(\.object.identity)
          .filter { $0.group == "source.toolkit.fluxcd.io" }.map { "\($0.kind) \($0.name)" })
      for (component, kustomization) in kustomizations(of: cluster) {
        let spec = try #require(kustomization["spec"])
        let source = try #require(spec["sourceRef"])
        let kind = try #require(source["kind"]?.string)
        let name = "\(kind) \(try #require(source["name"]?.string))"
        let path = try #require(spec["path"]?.string)
        if sources.contains(name) {
          #expect(Self.upstream.contains("\(name) \(path)"))
        } else if !component.readsTree {
          // A folder of the user's own.
          #expect(!path.hasPrefix("./\(compiled.tree)/"), "\(path)")
          #expect(FileManager.default.fileExists(atPath: "\(fleet.root)/\(path)"), "\(path)")
        } else {
          let folder = try #require(path.hasPrefix("./") ? String(path.dropFirst(2)) : nil)
          #expect(compiled.folder.bytes(of: "\(folder)/kustomization.yaml") != nil, "\(path)")
        }
      }
    }
  }

  @Test(
    "each waits only for those that are there, and none in a circle", arguments: FixtureFleet.all)
  func order(fleet: FixtureFleet) throws {
    for cluster in try fleet.compile().fleet.clusters {
      var ready: Set<String> = []
      for (component, kustomization) in kustomizations(of: cluster) {
        // What the user's own Kustomizations bring is named with its namespace.
        let waits = kustomization["spec"]?["dependsOn"]?.array ?? []
        for dependency in waits where dependency["namespace"] == nil {
          let name = try #require(dependency["name"]?.string)
          #expect(ready.contains(name), "\(component.name) of \(cluster.name) waits for \(name)")
        }
        ready.insert(try #require(kustomization["metadata"]?["name"]?.string))
      }
    }
  }

  @Test("what others wait for is waited for, and bounded", arguments: FixtureFleet.all)
  func waiting(fleet: FixtureFleet) throws {
    for cluster in try fleet.compile().fleet.clusters {
      for (component, kustomization) in kustomizations(of: cluster) {
        let spec = try #require(kustomization["spec"])
        #expect(spec["wait"] == true, "\(component.name)")
        #expect(spec["timeout"]?.string != nil, "\(component.name)")
        #expect(spec["retryInterval"]?.string != nil, "\(component.name)")
      }
    }
  }

  @Test(
    "namespaces and definitions are never deleted by accident", arguments: FixtureFleet.all)
  func protection(fleet: FixtureFleet) throws {
    for cluster in try fleet.compile().fleet.clusters {
      for component in cluster.components {
        guard let kustomization = kustomizations(of: component).first else { continue }
        let spec = try #require(kustomization["spec"])
        let precious = component.objects.filter {
          ["Namespace", "CustomResourceDefinition"].contains($0.object.identity.kind)
        }
        for object in precious {
          let annotations = object.object.value["metadata"]?["annotations"]
          #expect(
            annotations?["kustomize.toolkit.fluxcd.io/prune"] == "disabled",
            "\(object.object.identity)")
        }
        let isUpstream = component.flux.contains {
          $0.object.identity.group == "source.toolkit.fluxcd.io"
        }
        if !precious.isEmpty || isUpstream {
          #expect(spec["deletionPolicy"] == "Orphan", "\(component.name)")
        }
        if isUpstream { #expect(spec["prune"] == false, "\(component.name)") }
      }
    }
  }

  private func kustomizations(of component: RenderedComponent) -> [JSONObject] {
    component.flux.map(\.object).filter { $0.identity.kind == "Kustomization" }.map(\.value)
  }

  /// Every Flux Kustomization of a cluster in the order of its components; each component that is
  /// applied has one.
  private func kustomizations(
    of cluster: RenderedCluster
  ) -> [(RenderedComponent, JSONObject)] {
    cluster.components.flatMap { component in
      let found = kustomizations(of: component)
      #expect(!found.isEmpty || component.objects.isEmpty, "\(component.name)")
      return found.map { (component, $0) }
    }
  }
}
