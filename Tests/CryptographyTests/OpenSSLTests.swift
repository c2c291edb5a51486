import Cryptography
import Foundation
import Testing

/// The `openssl` program as a second opinion.
@Suite("The openssl program agrees", .enabled(if: openssl != nil, "openssl is not installed"))
struct OpenSSLTests {
  @Test("on the digest", arguments: [0, 1, 55, 56, 63, 64, 65, 119, 1000, 70_000])
  func digest(count: Int) throws {
    let input = bytes(count)
    let output = try run(["dgst", "-sha256", "-r"], input)
    #expect(output.hasPrefix(SHA256.digest(input).hex))
  }

  @Test("on Base64", arguments: [0, 1, 2, 3, 47, 48, 49, 1000, 40_000])
  func base64(count: Int) throws {
    let input = bytes(count)
    let output = try run(["base64", "-A"], input)
    #expect(output == Base64.encode(input))
  }

  private func bytes(_ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 131 &+ $0 >> 7) }
  }

  private func run(_ arguments: [String], _ input: [UInt8]) throws -> String {
    let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try Data(input).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    process.executableURL = openssl
    process.arguments = arguments
    process.standardInput = try FileHandle(forReadingFrom: file)
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }
}

private let openssl: URL? = (ProcessInfo.processInfo.environment["PATH"] ?? "")
  .split(separator: ":")
  .map { URL(filePath: String($0)).appending(path: "openssl") }
  .first { FileManager.default.isExecutableFile(atPath: $0.path) }
