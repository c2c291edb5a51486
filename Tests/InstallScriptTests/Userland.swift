import Foundation

/// Whose `mktemp`, `timeout` and `sha256sum` a script runs with: images differ in them.
enum Userland: CaseIterable {
  case system
  case busybox

  /// Those that are on this machine.
  static var present: [Userland] {
    allCases.filter { $0 == .system || program("busybox") != nil }
  }

  static let bash = program("bash") ?? "/bin/bash"

  /// The file of a program in PATH, or nil where there is none.
  static func program(_ name: String) -> String? {
    let folders = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    return folders.split(separator: ":").map { "\($0)/\(name)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  /// The value of PATH behind the stand-ins; of busybox, a folder made here that has the applets
  /// which the scripts name, and nothing else.
  func path(in folder: URL) throws -> String {
    guard self == .busybox, let busybox = Self.program("busybox") else {
      return "/usr/local/bin:/usr/bin:/bin"
    }
    let applets = folder.appending(path: "busybox")
    guard !FileManager.default.fileExists(atPath: applets.path) else { return applets.path }
    try FileManager.default.createDirectory(at: applets, withIntermediateDirectories: true)
    for name in ["chmod", "mktemp", "mv", "rm", "sha256sum", "sleep", "timeout"] {
      try FileManager.default.createSymbolicLink(
        at: applets.appending(path: name), withDestinationURL: URL(filePath: busybox))
    }
    return applets.path
  }
}
