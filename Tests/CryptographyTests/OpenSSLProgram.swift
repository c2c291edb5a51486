import Foundation
import Testing

/// The `openssl` program, which makes what tests read and gives a second opinion.
enum OpenSSLProgram {
  static let isInstalled = program != nil

  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// What it prints. It looks for files in a folder, which is the present one where none is given.
  @discardableResult
  static func run(
    _ arguments: [String], in folder: String? = nil, input: [UInt8] = []
  ) throws -> String {
    let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try Data(input).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.standardInput = try FileHandle(forReadingFrom: file)
    if let folder { process.currentDirectoryURL = URL(filePath: folder) }
    let (output, errors) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    // It says too little on the second to fill a pipe while the first is read.
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    let complaint = try errors.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failure(description: "\(arguments): \(String(decoding: complaint, as: UTF8.self))")
    }
    return String(decoding: data, as: UTF8.self)
  }

  private static let program: URL? = (ProcessInfo.processInfo.environment["PATH"] ?? "")
    .split(separator: ":")
    .map { URL(filePath: String($0)).appending(path: "openssl") }
    .first { FileManager.default.isExecutableFile(atPath: $0.path) }
}

/// Skips what needs the openssl program where it is absent.
extension Trait where Self == ConditionTrait {
  static var needsOpenSSL: Self {
    .enabled(if: OpenSSLProgram.isInstalled, "openssl is not installed")
  }
}
