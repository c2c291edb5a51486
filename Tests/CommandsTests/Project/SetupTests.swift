import Foundation
import Testing

@Suite("scripts/setup.sh")
struct SetupTests {
  @Test("where everything is there, nothing is installed")
  func complete() throws {
    let result = try Machine().setUp()
    #expect(result == Result(code: 0))
  }

  @Test("on Debian only what is missing is installed, by apt")
  func missingLibraries() throws {
    var machine = Machine()
    machine.libraries = ["libgit2"]
    let result = try machine.setUp()
    #expect(
      result
        == Result(
          code: 0,
          calls: [
            "apt-get install --yes --quiet=2 --no-install-recommends libyaml-dev libssl-dev"
          ],
          errors: "setup: installing libyaml-dev libssl-dev\n"))
  }

  @Test("without pkg-config dpkg is asked what is there")
  func withoutPkgConfig() throws {
    var machine = Machine()
    machine.commands.remove("pkg-config")
    machine.packages.remove("libssl-dev")
    let result = try machine.setUp()
    #expect(
      result.calls == [
        "apt-get install --yes --quiet=2 --no-install-recommends pkg-config libssl-dev"
      ])
  }

  @Test("a bare Debian 12 gets what the toolchain needs, another Debian does not")
  func toolchain() throws {
    var machine = Machine()
    machine.packages = ["libxml2", "libcurl4", "libc6-dev", "binutils", "libsqlite3-0"]
    let result = try machine.setUp()
    #expect(
      result.calls == [
        "apt-get install --yes --quiet=2 --no-install-recommends "
          + "libncurses6 libgcc-12-dev libstdc++-12-dev"
      ])
    machine.release = "ID=ubuntu\nVERSION_ID=\"24.04\"\n"
    #expect(try machine.setUp() == Result(code: 0))
  }

  @Test("lists of packages are updated where an installation fails")
  func staleLists() throws {
    var machine = Machine()
    machine.libraries.remove("yaml-0.1")
    machine.hasStaleLists = true
    let install = "apt-get install --yes --quiet=2 --no-install-recommends libyaml-dev"
    let result = try machine.setUp()
    #expect(result.calls == [install, "apt-get update --quiet=2", install])
    #expect(result.code == 0)
  }

  @Test("who is not root installs by sudo, or is told what to run")
  func notRoot() throws {
    var machine = Machine()
    machine.libraries.remove("yaml-0.1")
    machine.user = 1000
    let withoutSudo = try machine.setUp()
    #expect(
      withoutSudo
        == Result(
          code: 1, errors: "setup: missing packages: run 'apt-get install libyaml-dev' as root\n"))
    machine.commands.insert("sudo")
    let withSudo = try machine.setUp()
    #expect(withSudo.code == 0)
    #expect(
      withSudo.calls == [
        "sudo DEBIAN_FRONTEND=noninteractive apt-get install --yes --quiet=2 "
          + "--no-install-recommends libyaml-dev"
      ])
  }

  @Test("on macOS what is missing is installed by Homebrew, which is told where OpenSSL is")
  func macOS() throws {
    var machine = Machine()
    machine.system = "Darwin"
    machine.commands = ["swift", "pkg-config", "uname", "brew"]
    machine.libraries = ["libcrypto"]
    let result = try machine.setUp()
    #expect(
      result
        == Result(
          code: 0, calls: ["brew install libyaml libgit2"],
          errors: "setup: installing libyaml libgit2\n"))
    machine.commands.remove("brew")
    #expect(
      try machine.setUp().errors
        == "setup: missing libraries: libyaml libgit2 openssl@3; install them with Homebrew\n")
  }

  @Test("a system that is not known is told what it needs")
  func elsewhere() throws {
    var machine = Machine()
    machine.commands = ["swift", "uname", "pkg-config"]
    #expect(try machine.setUp() == Result(code: 0))
    machine.libraries = []
    #expect(
      try machine.setUp()
        == Result(
          code: 1,
          errors: "setup: missing libraries: install pkg-config and the development packages of "
            + "libyaml, libgit2 and OpenSSL 3 with the package manager of this system\n"))
  }

  @Test(
    "without Swift it says what to do and installs nothing", arguments: ["build", "lint", "test"])
  func withoutSwift(purpose: String) throws {
    var machine = Machine()
    machine.commands.remove("swift")
    machine.libraries = []
    #expect(
      try machine.setUp(purpose)
        == Result(
          code: 1,
          errors: "setup: Swift is not installed: install version 6.3 from "
            + "https://www.swift.org/install and have it in PATH\n"))
  }

  @Test("tests go on without the program pre-commit")
  func preCommit() throws {
    var machine = Machine()
    let install = "apt-get install --yes --quiet=2 --no-install-recommends "
    #expect(try machine.setUp("test").calls == [install + "pre-commit"])
    machine.commands.insert("pre-commit")
    #expect(try machine.setUp("test") == Result(code: 0))
    machine.commands.subtract(["pre-commit", "apt-get"])
    #expect(try machine.setUp("test") == Result(code: 0))
  }

  @Test("linting goes on where the linters cannot be had")
  func linters() throws {
    var machine = Machine()
    let install = "apt-get install --yes --quiet=2 --no-install-recommends "
    #expect(
      try machine.setUp("lint").calls == [install + "shellcheck", install + "yamllint"])
    machine.user = 1000
    let result = try machine.setUp("lint")
    #expect(result.code == 0)
    #expect(result.errors.contains("setup: going on without shellcheck\n"))
    #expect(result.errors.hasSuffix("setup: going on without yamllint\n"))
    machine.commands.insert("shellcheck")
    #expect(try machine.setUp("lint").calls == [])
    machine.commands.insert("yamllint")
    #expect(try machine.setUp("lint") == Result(code: 0))
  }

  struct Result: Equatable {
    var code: Int32
    /// The calls that install something, in order.
    var calls: [String] = []
    var errors = ""
  }
}

/// A machine made of stubs: a folder that is all of PATH.
private struct Machine {
  var system = "Linux"
  var user = 0
  var release = "ID=debian\nVERSION_ID=\"12\"\n"
  var hasStaleLists = false
  var commands: Set<String> = ["swift", "pkg-config", "dpkg-query", "apt-get", "uname", "id"]
  /// What pkg-config knows.
  var libraries: Set<String> = ["yaml-0.1", "libgit2", "libcrypto"]
  /// What dpkg knows.
  var packages: Set<String> = [
    "libyaml-dev", "libgit2-dev", "libssl-dev", "libncurses6", "libsqlite3-0", "libxml2",
    "libcurl4", "binutils", "libc6-dev", "libgcc-12-dev", "libstdc++-12-dev",
  ]

  func setUp(_ purpose: String = "build") throws -> SetupTests.Result {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("mooring-setup-\(UUID().uuidString)")
    let path = folder.appendingPathComponent("bin")
    try FileManager.default.createDirectory(at: path, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let log = folder.appendingPathComponent("log").path
    let record = "echo \"${0##*/} $*\" >> '\(log)'\n"
    // Only what the shell has built in: the stubs' PATH holds nothing else.
    let stubs = [
      "swift": "",
      "shellcheck": "",
      "yamllint": "",
      "pre-commit": "",
      "uname": "echo \(system)\n",
      "id": "echo \(user)\n",
      // Homebrew's OpenSSL lies where pkg-config does not look by itself.
      "pkg-config": """
      case \(system):$2:${PKG_CONFIG_PATH-} in
        Darwin:libcrypto:/opt/homebrew/opt/openssl@3/lib/pkgconfig:*) ;;
        Darwin:libcrypto:*) exit 1 ;;
      esac
      case '\(listed(libraries))' in *" $2 "*) ;; *) exit 1 ;; esac

      """,
      "dpkg-query": """
      for last; do :; done
      case '\(listed(packages))' in *" $last "*) printf 'ii ' ;; *) exit 1 ;; esac

      """,
      "apt-get": record + """
        [ "$1" != update ] || : > '\(folder.path)/updated'
        \(hasStaleLists) || exit 0
        [ -e '\(folder.path)/updated' ]

        """,
      "sudo": record,
      "brew": "[ \"$1\" != --prefix ] || { echo /opt/homebrew; exit; }\n" + record,
    ]
    for name in commands {
      let stub = path.appendingPathComponent(name)
      try Data(("#!/bin/sh\n" + (stubs[name] ?? "exit 127\n")).utf8).write(to: stub)
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: stub.path)
    }
    let osRelease = folder.appendingPathComponent("os-release")
    try Data(release.utf8).write(to: osRelease)

    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = [Self.script, purpose]
    process.environment = ["PATH": path.path, "OS_RELEASE": osRelease.path]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    let errors = Pipe()
    process.standardError = errors
    try process.run()
    let said = try errors.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()

    let calls = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
    return SetupTests.Result(
      code: process.terminationStatus,
      calls: calls.split(separator: "\n").map(String.init),
      errors: String(decoding: said, as: UTF8.self))
  }

  private func listed(_ names: Set<String>) -> String {
    " " + names.sorted().joined(separator: " ") + " "
  }

  private static let script = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("scripts/setup.sh").path
}
