import Compiler
import FixtureFleets
import Manifests
import Programs
import Sources
import TemporaryFolders
import Testing
import Values
import YAML

/// What the patches of apps do to the user's manifests, by kustomize itself.
@Suite(
  "kustomize and apps",
  .enabled(if: InstalledProgram.path("kubectl") != nil, "kubectl is not installed"))
struct AppPatchTests {
  @Test("a Component that the user lists changes what is named, and nothing else")
  func listed() throws {
    let folder = try Self.repository()
    let patched = try leaves(build("apps/workloads", in: folder))
    let path = "apps/workloads/kustomization.yaml"
    let text = String(decoding: try #require(folder.bytes(of: path)), as: UTF8.self)
    try folder.write(
      Array(text.replacing("components: [../../flux/components/one/workloads]\n", with: "").utf8),
      to: path)
    let plain = try leaves(build("apps/workloads", in: folder))
    let pods = "/spec/template/metadata/annotations"
    let cronPods = "/spec/jobTemplate/spec/template/metadata/annotations"
    let changed = patched.filter { plain[$0.key] != $0.value }
    let releases = changed.filter { $0.key.hasPrefix("HelmRelease ") }
    #expect(
      releases.keys.allSatisfy { $0.hasPrefix("HelmRelease workloads/db/spec/postRenderers") })
    #expect(
      changed.filter { !$0.key.hasPrefix("HelmRelease ") } == [
        "CronJob workloads/database.backup\(cronPods)/config.beta.linkerd.io~1proxy-enable-native-sidecar":
          "true",
        "CronJob workloads/daily-report\(cronPods)/config.linkerd.io~1proxy-admin-shutdown":
          "enabled",
        "Job workloads/migrate\(pods)/linkerd.io~1inject": "disabled",
        "Service workloads/web/metadata/labels/mirror.linkerd.io~1exported": "true",
        "Ingress workloads/web/metadata/annotations/traefik.ingress.kubernetes.io~1router.middlewares":
          "workloads-auth@kubernetescrd,workloads-l5d-header@kubernetescrd",
        "DaemonSet mail/agent\(pods)/linkerd.io~1inject": "disabled",
        "Deployment workloads/web\(pods)/linkerd.io~1inject": "enabled",
        "ReplicaSet workloads/web\(pods)/linkerd.io~1inject": "disabled",
        "StatefulSet workloads/web\(pods)/linkerd.io~1inject": "ingress",
      ])
    #expect(plain.allSatisfy { patched[$0.key] != nil }, "nothing is taken away")
  }

  @Test("patches of a Flux Kustomization change what is named, and keep what is there")
  func owned() throws {
    let folder = try Self.repository()
    let name = "flux/clusters/one/mooring/app-mail.yaml"
    let file = YAMLFile(path: name, bytes: try #require(folder.bytes(of: name)))
    let spec = try #require(file.documents.first?.value["spec"])
    // As kustomize-controller does, without a kustomization.yaml.
    try folder.write(
      try YAMLWriter.write([
        "resources": ["mail.yaml"], "namespace": try #require(spec["targetNamespace"]),
        "patches": try #require(spec["patches"]),
      ]), to: "apps/mail/kustomization.yaml")
    let built = try leaves(build("apps/mail", in: folder))
    let pods = "/spec/jobTemplate/spec/template/metadata/annotations"
    #expect(built["CronJob mail/cleanup\(pods)/linkerd.io~1inject"] == "disabled")
    let renderers = "HelmRelease mail/imap/spec/postRenderers"
    #expect(built["\(renderers)/0/kustomize/images/0/name"] == "imap")
    #expect(built["\(renderers)/1/kustomize/patches/0/target/kind"] == "StatefulSet")
  }

  @Test("what a HelmRelease renders is changed where it is named, with and without a namespace")
  func rendered() throws {
    let folder = try Self.repository()
    let release = try #require(
      try build("apps/workloads", in: folder).first {
        $0["kind"] == "HelmRelease" && $0["metadata"]?["namespace"] == "workloads"
      })
    let patches = try #require(
      release["spec"]?["postRenderers"]?.array?.first?["kustomize"]?["patches"])
    try folder.write(
      try YAMLWriter.write(["resources": ["chart.yaml"], "patches": patches]),
      to: "chart/kustomization.yaml")
    let names = ["CronJob db.dump", "CronJob dbxdump", "CronJob db.dump-all", "Job db-restore"]
    let chart = names.map { name in
      let parts = name.split(separator: " ")
      return
        "---\n{apiVersion: batch/v1, kind: \(parts[0]), metadata: {name: \(parts[1])}, spec: {}}\n"
    }
    let service =
      "---\n{apiVersion: v1, kind: Service, metadata: {name: db, namespace: workloads}}\n"
    try folder.write(Array((chart.joined() + service).utf8), to: "chart/chart.yaml")
    let built = try leaves(build("chart", in: folder))
    #expect(
      built.filter { $0.key.contains("linkerd.io") } == [
        "CronJob /db.dump/spec/jobTemplate/spec/template/metadata/annotations/config.linkerd.io~1proxy-admin-shutdown":
          "enabled",
        "Job /db-restore/spec/template/metadata/annotations/linkerd.io~1inject": "disabled",
        "Service workloads/db/metadata/labels/mirror.linkerd.io~1exported": "true",
      ])
  }

  @Test("where an object is gone, the build fails and does not go on without the patch")
  func gone() throws {
    let folder = try Self.repository()
    let path = "apps/workloads/workloads.yaml"
    let text = String(decoding: try #require(folder.bytes(of: path)), as: UTF8.self)
    try folder.write(Array(text.replacing("database.backup", with: "other").utf8), to: path)
    let kubectl = try #require(InstalledProgram.path("kubectl"))
    let run = try ProgramRun(kubectl, ["kustomize", folder.full("apps/workloads")])
    #expect(run.exitCode != 0)
    #expect(run.errorText.contains("database.backup"))
  }

  /// The fixture's tree, with the manifests of its apps.
  private static func repository() throws -> TemporaryFolder {
    let fleet = try FixtureFleet.named("apps")
    let compiled = try CompiledFleet(fleet)
    let source = try WorkingTree(root: fleet.root)
    for path in try source.files(below: "apps") {
      try compiled.folder.write(try source.bytes(of: path) ?? [], to: path)
    }
    return compiled.folder
  }

  private func build(_ path: String, in folder: TemporaryFolder) throws -> [JSONValue] {
    let kubectl = try #require(InstalledProgram.path("kubectl"))
    let run = try ProgramRun(kubectl, ["kustomize", folder.full(path)])
    try #require(run.exitCode == 0, "\(path): \(run.errorText)")
    return YAMLFile(path: path, bytes: run.output).documents.map(\.value)
  }

  /// Every value of every object, by the object and the way to it.
  private func leaves(_ objects: [JSONValue]) throws -> [String: JSONValue] {
    var leaves: [String: JSONValue] = [:]
    func walk(_ value: JSONValue, _ pointer: JSONPointer, of object: String) {
      switch value {
      case .object(let members):
        for member in members { walk(member.value, pointer.appending(member.key), of: object) }
      case .array(let elements):
        for (index, element) in elements.enumerated() {
          walk(element, pointer.appending(index), of: object)
        }
      default: leaves["\(object)\(pointer)"] = value
      }
    }
    for object in objects {
      let identity = try #require(object.object.flatMap { KubernetesObject($0) }).identity
      // Of two groups with a kind of one name only one is Kubernetes' own.
      let kind = identity.group.contains("knative") ? "Knative" : identity.kind
      walk(
        object, JSONPointer(),
        of: identity.namespace.isEmpty
          ? "\(kind) /\(identity.name)" : "\(kind) \(identity.namespace)/\(identity.name)")
    }
    return leaves
  }
}
