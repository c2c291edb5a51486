import Compiler
import FixtureFleets
import Manifests
import Testing
import Values

/// What brings the issuer and the anchors, and what reads them, speak of the same objects.
@Suite("The deliveries of issuers and trust anchors")
struct IdentityDeliveryTests {
  @Test(
    "a Secret is brought with just the keys that are read", arguments: ["stored", "sealed", "sops"])
  func secrets(name: String) throws {
    let objects = try objects(of: name)
    let keys = [
      "linkerd-identity-issuer": ["ca.crt", "tls.crt", "tls.key"],
      "linkerd-identity-trust-anchors": ["ca-bundle.crt"],
    ]
    for (secret, keys) in keys {
      let kinds: Set<String> = ["ExternalSecret", "SealedSecret", "Secret"]
      let brought = try #require(
        objects.first { kinds.contains($0.identity.kind) && $0.identity.name == secret })
      #expect(brought.identity.namespace == "linkerd")
      let spec = brought.value["spec"]
      let found =
        spec?["data"]?.array?.compactMap { $0["secretKey"]?.string }
        ?? (spec?["encryptedData"] ?? brought.value["stringData"])?.object?.keys
      #expect(found == keys)
    }
  }

  @Test(
    "the Job compares what the cluster's delivery brings",
    arguments: [
      ("carried", "configmap/linkerd-identity-trust-roots"),
      ("stored", "secret/linkerd-identity-trust-anchors"),
      ("sealed", "secret/linkerd-identity-trust-anchors"),
      ("sops", "secret/linkerd-identity-trust-anchors"),
    ])
  func compared(name: String, delivery: String) throws {
    let objects = try objects(of: name)
    let job = try #require(
      objects.first {
        $0.identity.name == "linkerd-control-plane-install" && $0.identity.kind == "Job"
      })
    let container = job.value["spec"]?["template"]?["spec"]?["containers"]?.array?.first
    let variable = container?["env"]?.array?.first { $0["name"] == "LINKERD_ANCHORS_FROM" }
    #expect(variable?["value"]?.string == delivery)
    // And may read it.
    let parts = delivery.split(separator: "/").map(String.init)
    let role = try #require(
      objects.first {
        $0.identity.kind == "Role" && $0.identity.name == "linkerd-control-plane-install"
          && $0.identity.namespace == "linkerd"
      })
    let mayRead = (role.value["rules"]?.array ?? []).contains { rule in
      rule["resources"]?.array?.contains(.string("\(parts[0])s")) == true
        && rule["resourceNames"]?.array?.contains(.string(parts[1])) == true
        && rule["verbs"]?.array?.contains("get") == true
    }
    #expect(mayRead)
  }

  @Test("a Bundle writes the ConfigMap that the chart mounts, where the chart leaves it out")
  func bundle() throws {
    let objects = try objects(of: "carried")
    let bundle = try #require(objects.first { $0.identity.kind == "Bundle" })
    #expect(bundle.identity.name == "linkerd-identity-trust-roots")
    let target = try #require(bundle.value["spec"]?["target"])
    #expect(target["configMap"]?["key"] == "ca-bundle.crt")
    let selector = try #require(target["namespaceSelector"]?["matchLabels"]?.object)
    let namespace = try #require(
      objects.first { $0.identity.kind == "Namespace" && $0.identity.name == "linkerd" })
    let labels = try #require(namespace.value["metadata"]?["labels"]?.object)
    for label in selector { #expect(labels[label.key] == label.value) }
    #expect(!selector.isEmpty)
    #expect(try values(of: objects).contains("externalCA: true"))
    #expect(try !values(of: self.objects(of: "stored")).contains("externalCA"))
  }

  private func values(of objects: [KubernetesObject]) throws -> String {
    let map = objects.first { $0.identity.name == "linkerd-control-plane-values" }
    return try #require(map?.value["data"]?["values.yaml"]?.string)
  }

  private func objects(of cluster: String) throws -> [KubernetesObject] {
    let output = try FixtureFleet.named("deliveries").compile()
    let rendered = try #require(output.fleet.clusters.first { $0.name == cluster })
    return output.fleet.objects(of: rendered).map(\.object)
  }
}
