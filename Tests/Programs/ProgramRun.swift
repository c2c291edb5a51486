import Foundation

/// How a program ended, and what it said.
package struct ProgramRun: Sendable {
  /// 128 and the signal, as shells count, where a signal ended it.
  package let exitCode: Int32
  package let output: [UInt8]
  package let errors: [UInt8]

  package var outputText: String { String(decoding: output, as: UTF8.self) }
  package var errorText: String { String(decoding: errors, as: UTF8.self) }

  /// Runs a program until it ends, with nothing to read.
  ///
  /// - Parameters:
  ///   - folder: where it runs; nil for the folder of the tests.
  ///   - environment: replaces the tests' own where it is given.
  package init(
    _ program: String, _ arguments: [String], in folder: String? = nil,
    environment: [String: String]? = nil
  ) throws {
    // Files, not pipes: nobody has to read while the program runs.
    let scratch = FileManager.default.temporaryDirectory
      .appending(path: "mooring-run-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: scratch) }
    let files = ["stdout", "stderr"].map { scratch.appending(path: $0) }
    for file in files { try Data().write(to: file) }

    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    if let folder { process.currentDirectoryURL = URL(filePath: folder) }
    if let environment { process.environment = environment }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: files[0])
    process.standardError = try FileHandle(forWritingTo: files[1])
    try process.run()
    process.waitUntilExit()
    let status = process.terminationStatus
    exitCode = process.terminationReason == .uncaughtSignal ? 128 + status : status
    output = Array(try Data(contentsOf: files[0]))
    errors = Array(try Data(contentsOf: files[1]))
  }
}

/// Programs of this machine.
package enum InstalledProgram {
  /// The file of a program in PATH; nil where there is none.
  package static func path(_ name: String) -> String? {
    let folders = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    return folders.split(separator: ":").map { "\($0)/\(name)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }
}
