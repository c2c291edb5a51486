import Compiler
import FixtureFleets
import Manifests
import Testing
import Values
import YAML

@Suite("The files that clusters are made with")
struct BootstrapFileTests {
  @Test("are applied by nothing", arguments: FixtureFleet.all)
  func unapplied(fleet: FixtureFleet) throws {
    let output = try fleet.compile()
    let folder = "\(output.plan.tree)/bootstrap"
    for file in output.files.map(\.file) where !file.path.hasPrefix("\(folder)/") {
      for document in YAMLFile(path: file.path, bytes: file.bytes).documents {
        let value = document.value
        let listed = (value["resources"]?.array ?? []) + (value["components"]?.array ?? [])
        #expect(!listed.contains { $0.string?.contains("bootstrap") ?? false }, "\(file.path)")
        guard let path = value["spec"]?["path"]?.string else { continue }
        let read = path.hasPrefix("./") ? String(path.dropFirst(2)) : path
        #expect(!folder.hasPrefix(read), "\(file.path)")
      }
    }
  }

  @Test("say for every cluster what its description says of its network")
  func network() throws {
    let files = try FixtureFleet.named("ingress").compile().files.map(\.file)
    func value(_ path: String) throws -> JSONValue {
      let file = try #require(files.first { $0.path == path })
      return try #require(YAMLFile(path: path, bytes: file.bytes).documents.first).value
    }
    let kind = try value("flux/bootstrap/quay/kind.yaml")["networking"]
    #expect(
      kind == [
        "ipFamily": "ipv4", "podSubnet": "10.10.0.0/16", "serviceSubnet": "10.11.0.0/16",
        "apiServerAddress": "10.0.0.5", "apiServerPort": 6443, "disableDefaultCNI": true,
      ])
    let k3s = try value("flux/bootstrap/pier/config.yaml")
    #expect(k3s["cluster-cidr"] == "10.20.0.0/16,fd00:10:20::/56")
    #expect(k3s["service-cidr"] == "10.21.0.0/16,fd00:10:21::/112")
    #expect(k3s["tls-san"] == ["pier.lan", "pier"])
  }

  @Test("publish the gateway's ports where other clusters reach the machine, and nowhere else")
  func ports() throws {
    let files = try FixtureFleet.named("ingress").compile().files.map(\.file)
    let file = try #require(files.first { $0.path == "flux/bootstrap/quay/kind.yaml" })
    let document = try #require(YAMLFile(path: file.path, bytes: file.bytes).documents.first).value
    let mappings = document["nodes"]?.array?.first?["extraPortMappings"]?.array ?? []
    // 172.18.0.3 is an address of a node: nothing of the machine's has to be passed on to it.
    #expect(mappings.map { $0["listenAddress"] } == ["10.0.0.5", "10.0.0.5"])
    #expect(mappings.map { $0["hostPort"] } == [30143, 30191])
  }
}
