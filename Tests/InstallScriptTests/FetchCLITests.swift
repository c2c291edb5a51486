import Foundation
import Testing

@Suite("fetch-cli.sh", .timeLimit(.minutes(1)))
struct FetchCLITests {
  /// What is downloaded, and its SHA-256.
  static let binary = "linkerd\n"
  static let digest = "63c5de3df4691d908332e92d779dabbf5c01cc5ab1b61b5f40bf16cba12359c8"
  static let otherDigest = String(repeating: "0", count: 64)

  func run(
    in sandbox: borrowing ScriptSandbox, _ environment: [String: String] = [:]
  ) throws -> ScriptRun {
    try sandbox.addProgram("curl", Self.curl)
    try sandbox.addProgram("uname", #"echo "$(<"$answers/machine")""#)
    if sandbox.text("answers/machine") == nil { try sandbox.answer("machine", "x86_64") }
    try sandbox.answer("binary", Self.binary)
    return try sandbox.run(
      "templates/shared/fetch-cli.sh",
      environment: [
        "LINKERD_VERSION": "edge-25.10.7",
        "LINKERD_DOWNLOAD_URL": "https://mirror.example/linkerd",
        "LINKERD_SHA256_AMD64": Self.digest,
        "LINKERD_SHA256_ARM64": Self.digest,
        "LINKERD_CLI": sandbox.path("cli/linkerd"),
      ].merging(environment) { $1 })
  }

  @Test("the declared binary becomes executable", arguments: Userland.present)
  func installs(userland: Userland) throws {
    let sandbox = try ScriptSandbox(userland: userland)
    let run = try run(in: sandbox)
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(sandbox.text("cli/linkerd") == Self.binary)
    #expect(FileManager.default.isExecutableFile(atPath: sandbox.path("cli/linkerd")))
  }

  @Test(
    "the architecture chooses file and digest",
    arguments: [
      ("x86_64", "amd64"), ("amd64", "amd64"), ("aarch64", "arm64"), ("arm64", "arm64"),
    ])
  func choosesArchitecture(machine: String, architecture: String) throws {
    let sandbox = try ScriptSandbox()
    try sandbox.answer("machine", machine)
    let other = architecture == "amd64" ? "LINKERD_SHA256_ARM64" : "LINKERD_SHA256_AMD64"
    let run = try run(in: sandbox, [other: Self.otherDigest])
    #expect(run.exitCode == 0, "\(run.errors)")
    let curl = try #require(sandbox.calls.first { $0.hasPrefix("curl ") })
    #expect(
      curl.hasSuffix(
        " https://mirror.example/linkerd/edge-25.10.7/"
          + "linkerd2-cli-edge-25.10.7-linux-\(architecture)"))
  }

  @Test("another machine is refused before anything is downloaded")
  func refusesMachine() throws {
    let sandbox = try ScriptSandbox()
    try sandbox.answer("machine", "riscv64")
    let run = try run(in: sandbox)
    #expect(run.exitCode == 1)
    #expect(
      run.errors
        == "fetch-cli: error: there is no Linkerd CLI for Linux on 'riscv64', "
        + "only for x86_64 and aarch64\n")
    #expect(sandbox.calls == ["uname -m"])
  }

  @Test("a binary of another digest is refused with both, and does not stay")
  func refusesDigest() throws {
    let sandbox = try ScriptSandbox()
    let run = try run(in: sandbox, ["LINKERD_SHA256_AMD64": Self.otherDigest])
    #expect(run.exitCode == 1)
    #expect(
      run.errors.contains("expected SHA-256 \(Self.otherDigest), got \(Self.digest)"))
    #expect(sandbox.text("cli/linkerd") == nil)
    #expect(sandbox.text("cli/linkerd.part") == nil)
  }

  @Test(
    "a digest that is none is refused before anything is downloaded",
    arguments: [
      "", "abc", String(repeating: "g", count: 64), String(repeating: "0", count: 65),
    ])
  func refusesNoDigest(digest: String) throws {
    let sandbox = try ScriptSandbox()
    let run = try run(in: sandbox, ["LINKERD_SHA256_AMD64": digest])
    #expect(run.exitCode == 1)
    #expect(run.errors.contains("declare it in linkerd.cli.download.sha256.amd64"))
    #expect(!sandbox.calls.contains { $0.hasPrefix("curl ") })
  }

  @Test("a digest in capitals is the same")
  func takesCapitals() throws {
    let sandbox = try ScriptSandbox()
    let run = try run(in: sandbox, ["LINKERD_SHA256_AMD64": Self.digest.uppercased()])
    #expect(run.exitCode == 0, "\(run.errors)")
  }

  @Test("a download that fails is named")
  func reportsDownload() throws {
    let sandbox = try ScriptSandbox()
    try sandbox.answer("download", "9")
    let run = try run(in: sandbox)
    #expect(run.exitCode == 1)
    #expect(run.errors.contains("cannot download 'https://mirror.example/linkerd/edge-25.10.7/"))
    #expect(sandbox.text("cli/linkerd") == nil)
  }

  @Test("a download is bounded, retried, and fails on an error page")
  func boundsDownload() throws {
    let sandbox = try ScriptSandbox()
    _ = try run(in: sandbox, ["DOWNLOAD_RETRIES": "2", "DOWNLOAD_TIMEOUT_SECONDS": "7"])
    let curl = try #require(sandbox.calls.first { $0.hasPrefix("curl ") })
    for option in ["--fail", "--retry 2", "--max-time 7", "--connect-timeout 15"] {
      #expect(curl.contains(option))
    }
  }

  @Test("a second run finds the binary and downloads nothing")
  func repeats() throws {
    let sandbox = try ScriptSandbox()
    _ = try run(in: sandbox)
    let second = try run(in: sandbox)
    #expect(second.exitCode == 0)
    #expect(sandbox.calls.filter { $0.hasPrefix("curl ") }.count == 1)
  }

  @Test("a binary that is no longer the declared one is replaced")
  func replaces() throws {
    let sandbox = try ScriptSandbox()
    try sandbox.write("older\n", to: "cli/linkerd")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: sandbox.path("cli/linkerd"))
    let run = try run(in: sandbox)
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(sandbox.text("cli/linkerd") == Self.binary)
  }

  static let curl = """
    while (($# > 1)); do
      [[ "$1" != --output ]] || output="$2"
      shift
    done
    refuse download "curl: (22) The requested URL returned error: 404"
    echo "$(<"$answers/binary")" >"$output"
    """
}
