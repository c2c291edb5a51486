import Foundation
import Programs
import TemporaryFolders
import Testing

/// `mooring anchor`, as a stranger uses it.
@Suite("Trust anchors on the command line")
struct AnchorTests {
  private let repository: ProgramRepository
  /// Where keys lie: outside of the repository.
  private let keys: TemporaryFolder

  init() throws {
    repository = try ProgramRepository()
    keys = try TemporaryFolder()
    try repository.folder.write(Self.fleet("anchors/homelab.crt"), to: "clusters/fleet.yaml")
    try repository.folder.write(Self.studio, to: "clusters/studio.yaml")
  }

  private static func fleet(_ certificates: String) -> String {
    """
    apiVersion: mooring/v1alpha1
    kind: Fleet
    metadata: {name: homelab}
    spec:
      flux:
        version: "2.9"
        source: {kind: GitRepository, name: flux-system}
      trustAnchor:
        # Kept as it is.
        certificates: \(certificates)
      requires:
        gatewayAPI: {owner: mooring, version: "1.2.1"}

    """
  }

  private static let studio = """
    apiVersion: mooring/v1alpha1
    kind: Cluster
    metadata: {name: studio}
    spec:
      kubernetes: "1.34"
      network: {pods: 10.246.0.0/16, services: 10.98.0.0/16}
      namespaces: {workloads: {inject: enabled}}
      linkerd:
        version: "2.19"
        cli: {image: "linkerd-tools:edge-25.10.7"}
        identity: {issuer: {secret: linkerd-identity-issuer}}

    """

  private func anchor(_ arguments: String...) throws -> ProgramRun {
    try repository.mooring(["anchor"] + arguments)
  }

  private func create(_ name: String) throws -> ProgramRun {
    try anchor("create", name, "--key", keys.full("\(name).key"))
  }

  private func commit() throws {
    let line =
      "git init -q . && git add -A && "
      + "git -c user.name=a -c user.email=a@b -c commit.gpgsign=false commit -qm x"
    #expect(try repository.shell(line).exitCode == 0)
  }

  @Test("what is created passes the check, and its key is for its owner alone")
  func created() throws {
    let run = try create("homelab")
    #expect(run.exitCode == 0, "\(run.errorText)")
    #expect(run.outputText.hasPrefix("wrote anchors/homelab.crt, and its key to "))
    let mode = try FileManager.default.attributesOfItem(atPath: keys.full("homelab.key"))
    #expect(mode[.posixPermissions] as? Int == 0o600)
    let build = try repository.mooring("build")
    #expect(build.exitCode == 0, "\(build.errorText)")
    #expect(try repository.mooring("check").exitCode == 0)
    let kept = try repository.folder.contents().values.filter { $0.contains("PRIVATE KEY") }
    #expect(kept.isEmpty)
  }

  @Test("neither a certificate nor a key is overwritten, and a refusal leaves nothing behind")
  func overwriting() throws {
    _ = try create("homelab")
    let before = try repository.folder.contents()
    let key = keys.text(of: "homelab.key")
    let again = try anchor("create", "homelab", "--key", keys.full("other.key"))
    #expect(again.exitCode == 2)
    #expect(again.errorText.contains("'anchors/homelab.crt' is there already"))
    #expect(keys.bytes(of: "other.key") == nil)
    let other = try anchor("create", "other", "--key", keys.full("homelab.key"))
    #expect(other.exitCode == 2)
    #expect(other.errorText.contains("is there already"))
    #expect(try repository.folder.contents() == before)
    #expect(keys.text(of: "homelab.key") == key)
  }

  @Test(
    "a key is refused wherever a repository could take it up",
    arguments: ["homelab.key", "flux/homelab.key", "link/homelab.key", "outside/homelab.key"])
  func insideRepository(path: String) throws {
    try repository.folder.makeFolder("flux")
    try repository.folder.link("link", to: "flux")
    // A link that leads out, to another repository.
    try keys.makeFolder("other/.git")
    try repository.folder.link("outside", to: keys.full("other"))
    let before = try repository.folder.contents()
    let run = try anchor("create", "homelab", "--key", path)
    #expect(run.exitCode == 2)
    #expect(run.errorText.contains("a private key does not belong in"), "\(run.errorText)")
    #expect(try repository.folder.contents() == before)
    #expect(try keys.contents().keys.allSatisfy { !$0.hasSuffix(".key") })
  }

  @Test("a link in the place of the key is not followed, wherever it leads")
  func linkedKey() throws {
    try keys.link("homelab.key", to: repository.folder.full("stolen.key"))
    #expect(try create("homelab").exitCode == 2)
    #expect(repository.folder.bytes(of: "stolen.key") == nil)
  }

  @Test("where the certificate cannot be written no key is left either")
  func readOnly() throws {
    // A file where the folder is expected: as root, modes keep nobody out.
    try repository.folder.write("no folder", to: "anchors")
    let run = try create("homelab")
    #expect(run.exitCode == 2)
    #expect(run.errorText.contains("'anchors/homelab.crt' cannot be written"))
    #expect(try keys.contents().isEmpty)
  }

  @Test(
    "a wrong word is refused",
    arguments: [
      ["create", "homelab"], ["create", "../homelab", "--key", "-"],
      ["create", "homelab.crt", "--key", "-"], ["create", "homelab", "--key", "-", "--days", "0"],
      ["create", "homelab", "--key", "-", "--days", "36501"],
      [
        "create", "homelab", "--key", "-", "--common-name", String(repeating: "x", count: 65),
      ], ["inspect", "nowhere.crt"], ["inspect", "clusters"],
      ["rotate", "both", "--today", "2026-02-29"], ["rotate", "drop", "--new", "x"],
    ])
  func usage(arguments: [String]) throws {
    let before = try repository.folder.contents()
    let run = try repository.mooring(["anchor"] + arguments)
    #expect(run.exitCode == 2)
    #expect(run.output.isEmpty)
    #expect(try repository.folder.contents() == before)
  }

  @Test("with '-' the key alone goes to standard output")
  func standardOutput() throws {
    let run = try anchor("create", "homelab", "--key", "-")
    #expect(run.exitCode == 0)
    #expect(run.outputText.hasPrefix("-----BEGIN PRIVATE KEY-----\n"))
    #expect(run.outputText.hasSuffix("-----END PRIVATE KEY-----\n"))
    #expect(run.errorText.contains("wrote anchors/homelab.crt"))
    #expect(!run.errorText.contains("PRIVATE KEY"))
  }

  @Test("an issuer is the Secret that the mesh reads, and leads to its anchor")
  func issue() throws {
    _ = try create("homelab")
    let secret = keys.full("issuer.yaml")
    let run = try anchor(
      "issue", "homelab", "--anchor-key", keys.full("homelab.key"), "--secret", secret)
    #expect(run.exitCode == 0, "\(run.errorText)")
    let text = try #require(keys.text(of: "issuer.yaml"))
    for part in ["name: linkerd-identity-issuer\n", "type: kubernetes.io/tls\n", "  ca.crt: |\n"] {
      #expect(text.contains(part))
    }
    let verify = try anchor("verify", "--issuer", secret)
    #expect(verify.exitCode == 0)
    #expect(verify.outputText.contains("leads to anchors/homelab.crt:1"), "\(verify.outputText)")
    let inspect = try anchor("inspect", secret, "--format", "json")
    #expect(inspect.exitCode == 0)
    #expect(inspect.errorText.contains("('stringData.tls.key'): holds a private key"))
    let certificates = try JSONSerialization.jsonObject(with: Data(inspect.output))
    let fields = (certificates as? [[String: Any]])?.compactMap { $0["field"] as? String }
    #expect(fields == ["stringData.ca.crt", "stringData.tls.crt"])
  }

  @Test("an issuer of another anchor's key is refused, and nothing is written")
  func wrongKey() throws {
    _ = try create("homelab")
    _ = try create("other")
    let run = try anchor(
      "issue", "homelab", "--anchor-key", keys.full("other.key"), "--secret",
      keys.full("issuer.yaml"))
    #expect(run.exitCode == 2)
    #expect(run.errorText.contains("'anchors/homelab.crt' is not of the key in"))
    #expect(keys.bytes(of: "issuer.yaml") == nil)
  }

  @Test("a bundle of a cluster is compared certificate by certificate")
  func bundle() throws {
    _ = try create("homelab")
    _ = try create("other")
    let alike = try anchor("verify", "--bundle", "anchors/homelab.crt")
    #expect(alike.exitCode == 0)
    #expect(alike.outputText.contains("holds what is declared, and nothing else"))
    let pem = try #require(repository.folder.text(of: "anchors/other.crt"))
    let indented = pem.split(separator: "\n").map { "    \($0)\n" }.joined()
    let dump = "apiVersion: v1\nkind: ConfigMap\ndata:\n  ca-bundle.crt: |\n\(indented)"
    try keys.write(dump, to: "live.yaml")
    let differs = try anchor("verify", "--bundle", keys.full("live.yaml"))
    #expect(differs.exitCode == 1)
    #expect(differs.outputText.contains("live.yaml lacks "))
    #expect(differs.outputText.contains("which is not declared"))
  }

  @Test("a rotation goes stage by stage, and none before the last one is committed")
  func rotation() throws {
    let fleet = "clusters/fleet.yaml"
    _ = try create("homelab")
    let early = try anchor("rotate", "both", "--new", "next")
    #expect(early.errorText.contains("begins from a commit: this folder: is not in a git"))
    try commit()
    #expect(try anchor("rotate", "drop").errorText.contains("stage 'both' comes first"))

    _ = try create("next")
    let both = try anchor("rotate", "both", "--new", "next")
    #expect(both.exitCode == 0, "\(both.errorText)")
    let written = "   +     certificates: [anchors/homelab.crt, anchors/next.crt]\n"
    #expect(both.outputText.contains(written), "\(both.outputText)")
    // Nobody's file is changed.
    #expect(repository.folder.text(of: fleet) == Self.fleet("anchors/homelab.crt"))

    try repository.folder.write(
      Self.fleet("\n    - anchors/homelab.crt\n    - anchors/next.crt"), to: fleet)
    #expect(try anchor("rotate", "reissue").errorText.contains("'both' is not committed"))
    try commit()
    let reissue = try anchor("rotate", "reissue")
    #expect(reissue.exitCode == 0)
    #expect(reissue.outputText.contains("-n workloads rollout restart"))
    let drop = try anchor("rotate", "drop")
    #expect(drop.exitCode == 0)
    let removed = "   -     - anchors/homelab.crt\n   and remove anchors/homelab.crt\n"
    #expect(drop.outputText.contains(removed), "\(drop.outputText)")

    try repository.folder.write(Self.fleet("anchors/next.crt"), to: fleet)
    #expect(try anchor("rotate").outputText.contains("stage 'drop' is written, and not committed"))
    try commit()
    #expect(try anchor("rotate").outputText.contains("no rotation is under way"))
  }

  @Test("an anchor that was replaced in one step is told")
  func swap() throws {
    _ = try create("homelab")
    _ = try create("next")
    try commit()
    try repository.folder.write(Self.fleet("anchors/next.crt"), to: "clusters/fleet.yaml")
    let run = try anchor("rotate")
    #expect(run.exitCode == 1)
    #expect(run.outputText.contains("HEAD declares other anchors, and none of these"))
  }

  @Test("check and build judge by the day that they are given, and write nothing of it")
  func today() throws {
    _ = try create("homelab")
    _ = try repository.mooring("build")
    let tree = try repository.files(below: "flux/")
    let day = Calendar(identifier: .gregorian).date(byAdding: .day, value: 3620, to: Date())
    let text = try #require(day).formatted(.iso8601.year().month().day())
    let check = try repository.mooring("check", "--today", text)
    #expect(check.exitCode == 0)
    #expect(check.errorText.contains("[expiring-trust-anchor]"))
    #expect(try repository.mooring("build", "--today", text).exitCode == 0)
    #expect(try repository.files(below: "flux/") == tree)
    let late = try repository.mooring("check", "--today", "2099-01-01")
    #expect(late.exitCode == 1)
    #expect(late.errorText.contains("[expired-trust-anchor]"))
  }
}
