import Foundation
import TemporaryFolders
import Testing

/// The `git` program, by which tests make real repositories.
enum GitProgram {
  static let isThere: Bool = url != nil

  private static let url: URL? = (ProcessInfo.processInfo.environment["PATH"] ?? "")
    .split(separator: ":")
    .map { URL(filePath: String($0)).appending(path: "git") }
    .first { FileManager.default.isExecutableFile(atPath: $0.path) }

  /// Runs it in a folder, with nobody's configuration but its own.
  static func run(_ arguments: [String], in folder: String, status: CInt = 0) throws {
    let process = Process()
    process.executableURL = url
    process.arguments =
      [
        "-C", folder, "-c", "user.name=test", "-c", "user.email=test@localhost",
        "-c", "init.defaultBranch=main", "-c", "protocol.file.allow=always",
        "-c", "core.hooksPath=/dev/null",
      ] + arguments
    process.environment = ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? ""]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == status, "git \(arguments.joined(separator: " "))")
  }
}

extension TemporaryFolder {
  /// Arguments are parted by spaces.
  func git(_ arguments: String, at path: String = ".", status: CInt = 0) throws {
    try GitProgram.run(
      arguments.split(separator: " ").map(String.init), in: full(path), status: status)
  }
}
