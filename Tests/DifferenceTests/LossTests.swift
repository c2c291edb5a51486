import Diagnostics
import Difference
import Manifests
import Testing
import Values

@Suite("What cannot be taken back")
struct LossTests {
  private static let namespace = "{apiVersion: v1, kind: Namespace, metadata: {name: shop}}"
  private static let definition = """
    apiVersion: apiextensions.k8s.io/v1
    kind: CustomResourceDefinition
    metadata: {name: things.example.com}
    spec: {group: example.com, names: {kind: Thing, plural: things}, scope: Cluster, versions: []}
    """
  private static let thing = "{apiVersion: example.com/v1, kind: Thing, metadata: {name: a}}"

  private static func claim(_ spec: String, _ note: String = "") -> String {
    """
    apiVersion: v1
    kind: PersistentVolumeClaim
    metadata: {name: data, namespace: shop, annotations: {\(note)}}
    spec: {\(spec)}
    """
  }

  private static func set(_ policy: String) -> String {
    """
    apiVersion: apps/v1
    kind: StatefulSet
    metadata: {name: db, namespace: shop}
    spec:
      \(policy)
      volumeClaimTemplates: [{metadata: {name: data}}]
    """
  }

  private static func release(_ name: String, _ spec: String = "") -> String {
    """
    apiVersion: helm.toolkit.fluxcd.io/v2
    kind: HelmRelease
    metadata: {name: \(name), namespace: shop}
    spec: {chartRef: {kind: OCIRepository, name: chart}, \(spec)}
    """
  }

  private static let apps = Applied.kustomization("apps")

  /// What is told of objects that are applied no more.
  private func gone(_ manifests: String...) -> FleetDifference {
    compared([Self.apps] + manifests.map { Applied($0, by: "apps") }, [Self.apps])
  }

  @Test("a namespace goes with all that is in it")
  func namespaces() {
    let found = gone(Self.namespace, Self.claim(""))
    #expect(
      found.lines == [
        "pruned Namespace shop [deletesNamespace 1, deletesData]",
        "pruned PersistentVolumeClaim shop/data [deletesData]",
      ])
    #expect(found.findings.map(\.code.name) == ["deleted-namespace", "deleted-data"])
    #expect(
      found.findings.map(\.message) == [
        "Flux deletes Namespace shop, and with it everything in it: 1 object of this repository, and "
          + "whatever else there is",
        "Flux deletes PersistentVolumeClaim shop/data, and with it what is stored there",
      ])
  }

  @Test("a namespace of the cluster itself cannot go")
  func ownNamespace() {
    #expect(
      gone("{apiVersion: v1, kind: Namespace, metadata: {name: kube-system}}").lines == [
        "pruned Namespace kube-system"
      ])
  }

  @Test("a namespace that stays on the cluster is no loss")
  func kept() {
    let found = gone(
      Self.namespace.replacing(
        "name: shop", with: "name: shop, annotations: {kustomize.toolkit.fluxcd.io/prune: disabled}"
      ))
    #expect(found.lines == ["orphaned Namespace shop"])
    #expect(found.findings.isEmpty)
  }

  @Test("a definition goes with all objects of its kind")
  func definitions() {
    let found = compared(
      [Self.apps, Applied(Self.definition, by: "apps"), Applied(Self.thing, by: "apps")],
      [Self.apps, Applied(Self.thing, by: "apps")])
    #expect(
      found.lines == ["pruned CustomResourceDefinition things.example.com [deletesDefinition 1]"])
    #expect(found.findings.map(\.code.name) == ["deleted-definition"])
  }

  @Test("a StatefulSet that goes keeps its claims, unless it says otherwise")
  func sets() {
    #expect(gone(Self.set("replicas: 1")).lines == ["pruned StatefulSet shop/db"])
    #expect(
      gone(Self.set("persistentVolumeClaimRetentionPolicy: {whenDeleted: Delete}")).lines == [
        "pruned StatefulSet shop/db [deletesData]"
      ])
  }

  @Test("a claim that is made anew loses what is stored")
  func recreated() {
    let force = "kustomize.toolkit.fluxcd.io/force: enabled"
    let found = compared(
      [Applied(Self.claim("storageClassName: a", force))],
      [Applied(Self.claim("storageClassName: b", force))])
    #expect(found.lines == ["recreated PersistentVolumeClaim shop/data [deletesData]"])
    #expect(
      found.findings.map(\.message) == [
        "Flux removes PersistentVolumeClaim shop/data to make it anew, and with it what is stored "
          + "there"
      ])
  }

  @Test("a namespace that another Flux Kustomization applies now may go")
  func moved() {
    let infra = Applied.kustomization("infra")
    let found = compared(
      [Self.apps, infra, Applied(Self.namespace, by: "apps")],
      [Self.apps, infra, Applied(Self.namespace, by: "infra")])
    #expect(found.lines == ["changed Namespace shop [moves apps infra, deletesNamespace 0]"])
    #expect(
      found.findings.map(\.message) == [
        "Flux may delete Namespace shop before it applies it again, and with it everything in it"
      ])
    #expect(
      found.findings.map(\.label) == ["'apps' applies it no more, and 'infra' does now"])
  }

  @Test("a namespace is told of as well where its Flux Kustomization is only renamed")
  func renamed() {
    let found = compared(
      [Self.apps, Applied(Self.namespace, by: "apps")],
      [
        Applied(Self.apps.manifests.replacing("name: apps,", with: "name: new,")),
        Applied(Self.namespace, by: "new"),
      ])
    #expect(
      found.findings.map(\.code.name).sorted() == [
        "deleted-namespace", "renamed-flux-kustomization",
      ])
  }

  @Test("a HelmRelease that goes is uninstalled, unless it is suspended")
  func releases() {
    #expect(gone(Self.release("web")).lines == ["pruned HelmRelease shop/web [uninstalls]"])
    #expect(gone(Self.release("web", "suspend: true")).lines == ["pruned HelmRelease shop/web"])
    #expect(
      compared([Applied(Self.release("web"))], [Applied(Self.release("site"))]).lines == [
        "pruned HelmRelease shop/web [renamed site, uninstalls]", "created HelmRelease shop/site",
      ])
  }

  @Test(
    "a HelmRelease that is of another release is uninstalled first",
    arguments: [
      ("releaseName: web", "releaseName: site", true), ("", "releaseName: web", false),
      ("", "targetNamespace: other", true), ("", "storageNamespace: other", true),
      ("targetNamespace: a", "targetNamespace: a, releaseName: a-web", false),
      ("timeout: 1m", "timeout: 2m", false),
    ])
  func retargeted(_ before: String, _ after: String, _ uninstalls: Bool) {
    #expect(
      compared([Applied(Self.release("web", before))], [Applied(Self.release("web", after))]).lines
        == ["changed HelmRelease shop/web" + (uninstalls ? " [uninstalls]" : "")])
  }

  @Test("a rename says what goes, and how to do it without harm")
  func rename() throws {
    let found = compared(
      [Self.apps, Applied(Self.thing, by: "apps")],
      [
        Applied(Self.apps.manifests.replacing("name: apps,", with: "name: new,")),
        Applied(Self.thing, by: "new"),
      ])
    let finding = try #require(found.findings.first)
    #expect(
      finding.message
        == "Flux Kustomization 'apps' is named 'new' now: Flux deletes the object that it applied, "
        + "and makes it again")
    #expect(finding.after?.identity.name == "new")
    #expect(finding.before?.identity.name == "apps")
  }

  @Test("a rename is told of as well where nothing is known of what goes")
  func unknownRename() throws {
    let found = compared(
      [Self.apps], [Applied(Self.apps.manifests.replacing("name: apps,", with: "name: new,"))])
    #expect(
      found.findings.map(\.message) == [
        "Flux Kustomization 'apps' is named 'new' now: Flux deletes all that it applied, and makes "
          + "it again"
      ])
  }

  @Test("a refused change is told at its field, with what it was")
  func refused() throws {
    let found = compared(
      [Applied(Self.claim("storageClassName: a"))], [Applied(Self.claim("storageClassName: b"))])
    let finding = try #require(found.findings.first)
    #expect(found.findings.count == 1)
    #expect(finding.code == .refusedChange)
    #expect(
      finding.message
        == "'spec.storageClassName' of PersistentVolumeClaim shop/data cannot change: the cluster "
        + "refuses it, and Flux fails")
    #expect(finding.label == "it was 'a'")
    #expect(finding.pointer.description == "/spec/storageClassName")
  }

  @Test("a refused field that is gone is told at what is left of its way")
  func vanished() throws {
    let found = compared(
      [Applied(Self.claim("selector: {matchLabels: {a: b}}, volumeName: c"))],
      [Applied(Self.claim("volumeName: c"))])
    let finding = try #require(found.findings.first)
    #expect(finding.pointer.description == "/spec")
    #expect(finding.label == "it is gone")
  }
}
