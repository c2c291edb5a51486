import Foundation

/// A temporary folder in which one script runs, with stand-ins for the programs that it calls.
///
/// A stand-in writes each of its calls to the file `calls`, and takes its answers from files below
/// `answers`, which a test writes before it runs the script.
struct ScriptSandbox: ~Copyable {
  let root: URL
  /// Where the programs are that are no stand-ins.
  let userland: Userland

  init(userland: Userland = .system) throws {
    self.userland = userland
    root = FileManager.default.temporaryDirectory
      .appending(path: "install-script-\(UUID().uuidString)")
    for folder in ["programs", "answers", "tmp", "cli", "scripts"] {
      try FileManager.default.createDirectory(
        at: root.appending(path: folder), withIntermediateDirectories: true)
    }
  }

  deinit { try? FileManager.default.removeItem(at: root) }

  func path(_ relative: String) -> String { root.appending(path: relative).path }

  /// The text of a file, or nil where there is none.
  func text(_ relative: String) -> String? {
    try? String(contentsOf: root.appending(path: relative), encoding: .utf8)
  }

  func write(_ text: String, to relative: String) throws {
    try text.write(to: root.appending(path: relative), atomically: false, encoding: .utf8)
  }

  /// Sets what a stand-in says when it is asked; for a question that may be refused, how often it
  /// is.
  func answer(_ question: String, _ text: String) throws {
    try write(text, to: "answers/\(question)")
  }

  /// Puts a stand-in for a program in front of the real one.
  func addProgram(_ name: String, _ body: String) throws {
    try write(StandIn.prologue + body, to: "programs/\(name)")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: path("programs/\(name)"))
  }

  /// How the stand-ins were called, a line each.
  var calls: [String] {
    (text("calls") ?? "").split(separator: "\n").map(String.init)
  }

  /// What a run left in its temporary folder.
  var leftovers: [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: path("tmp"))) ?? []
  }

  /// Runs a script of the component until it ends, beside job.sh, and others that it sources, as in
  /// the cluster.
  func run(
    _ script: String, beside others: [String] = [], environment: [String: String]
  ) throws -> ScriptRun {
    let output = root.appending(path: "stdout")
    let errors = root.appending(path: "stderr")
    for file in [output, errors] { try Data().write(to: file) }

    let carried = (["templates/shared/job.sh", script] + others).map {
      Project.root.appending(path: $0)
    }
    for file in carried {
      let copy = root.appending(path: "scripts/\(file.lastPathComponent)")
      try? FileManager.default.removeItem(at: copy)
      try FileManager.default.copyItem(at: file, to: copy)
    }
    let process = Process()
    process.executableURL = URL(filePath: Userland.bash)
    process.arguments = [path("scripts/\(carried[1].lastPathComponent)")]
    process.environment = [
      "PATH": "\(path("programs")):\(try userland.path(in: root))",
      "SANDBOX": root.path,
      "HOME": path("tmp"),
      "TMPDIR": path("tmp"),
    ].merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
    process.waitUntilExit()
    return ScriptRun(
      exitCode: process.terminationStatus,
      output: try String(contentsOf: output, encoding: .utf8),
      errors: try String(contentsOf: errors, encoding: .utf8))
  }
}

/// How a script ended, and what it said.
struct ScriptRun {
  let exitCode: Int32
  let output: String
  let errors: String
}

enum Project {
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
}

/// What the stand-ins share.
enum StandIn {
  /// `refuse QUESTION WORDS`: fails with these words as often as the answer says, then no more.
  static let prologue = """
    #!\(Userland.bash)
    echo "${0##*/} $*" >>"$SANDBOX/calls"
    answers="$SANDBOX/answers"
    refuse() {
      local left=0
      [[ ! -e "$answers/$1" ]] || left="$(<"$answers/$1")"
      ((left > 0)) || return 0
      echo "$((left - 1))" >"$answers/$1"
      echo "$2" >&2
      exit 1
    }

    """
}
