import Compiler
import FixtureFleets
import Manifests
import Programs
import TemporaryFolders
import Testing
import Values
import YAML

/// The kustomize Component that meshes Traefik, over manifests as a user may have them.
@Suite(
  "Traefik's pods",
  .enabled(if: InstalledProgram.path("kubectl") != nil, "kubectl is not installed"))
struct TraefikWorkloadTests {
  private static let deployment = """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: traefik, namespace: traefik}
    spec: {template: {metadata: {annotations: {own: kept}}}}
    """

  private static let helmRelease = """
    apiVersion: helm.toolkit.fluxcd.io/v2
    kind: HelmRelease
    metadata: {name: traefik, namespace: traefik}
    spec: {values: {deployment: {replicas: 2, podAnnotations: {own: kept}}}}
    """

  @Test("of a Deployment get a proxy in ingress mode, and their own annotations stay")
  func ofDeployment() throws {
    let object = try #require(try kustomized(Self.deployment, of: "quay"))
    #expect(
      object["spec"]?["template"]?["metadata"]?["annotations"] == [
        "own": "kept",
        "linkerd.io/inject": "ingress",
        "config.linkerd.io/skip-outbound-ports": "443",
      ])
  }

  @Test("of a HelmRelease get a proxy by a value of the chart, and the other values stay")
  func ofHelmRelease() throws {
    let object = try #require(try kustomized(Self.helmRelease, of: "pier"))
    #expect(
      object["spec"]?["values"]?["deployment"] == [
        "replicas": 2,
        "podAnnotations": ["own": "kept", "linkerd.io/inject": "enabled"],
      ])
  }

  @Test("that are not where the description says stop the build, and are not left out in silence")
  func elsewhere() throws {
    #expect(try kustomized(Self.helmRelease, of: "quay") == nil)
  }

  /// The one object, changed by the Component of a cluster; nil where kustomize refuses.
  private func kustomized(_ manifest: String, of cluster: String) throws -> JSONValue? {
    let compiled = try CompiledFleet(.named("ingress"))
    try compiled.folder.write(Array(manifest.utf8), to: "apps/traefik/object.yaml")
    let list = """
      resources: [object.yaml]
      components: [../../\(compiled.tree)/components/\(cluster)/traefik]
      """
    try compiled.folder.write(Array(list.utf8), to: "apps/traefik/kustomization.yaml")
    let kubectl = try #require(InstalledProgram.path("kubectl"))
    let run = try ProgramRun(kubectl, ["kustomize", compiled.folder.full("apps/traefik")])
    guard run.exitCode == 0 else { return nil }
    return YAMLFile(path: "traefik", bytes: run.output).documents.first?.value
  }
}
