import Foundation
import Testing
import Values
import YAML

/// kubectl reads with two libraries of its own; it is asked where it is installed.
@Suite(.enabled(if: Kubectl.path != nil, "kubectl is not on PATH"))
struct KubectlReadBackTests {
  @Test("kubectl kustomize reads the strings that are written as the same strings")
  func strings() throws {
    let seed: UInt64 = 7
    print("seed \(seed)")
    var generator = ValueGenerator(seed: seed)
    var texts = ValueGenerator.risky
    for _ in 0..<2_000 { texts.append(generator.string()) }
    // kustomize writes these two raw, which our reader refuses.
    texts.removeAll { $0.unicodeScalars.contains { $0 == "\u{2028}" || $0 == "\u{2029}" } }
    var data = JSONObject()
    for (index, text) in texts.enumerated() { data["k\(index)"] = .string(text) }
    let object: JSONValue = [
      "apiVersion": "v1", "kind": "ConfigMap", "metadata": ["name": "x"], "data": .object(data),
    ]
    let output = try YAMLFile(path: "output", bytes: Kubectl.kustomize(YAMLWriter.write(object)))
    let read = try #require(output.documents.first?["data"])
    for (index, text) in texts.enumerated() {
      let node = try #require(read["k\(index)"])
      #expect(node.text == text)
      // kustomize leaves '1e400' without quotes, which is infinite to the core schema.
      #expect(node.scalar == .string(text) || node.scalar == .number(.infinity))
    }
  }
}

enum Kubectl {
  static let path: String? = {
    let folders = ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":") ?? []
    return folders.map { "\($0)/kubectl" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }()

  /// What kustomize makes of one resource.
  static func kustomize(_ resource: [UInt8]) throws -> [UInt8] {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("mooring-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(resource).write(to: folder.appendingPathComponent("x.yaml"))
    try Data("resources: [x.yaml]\n".utf8)
      .write(to: folder.appendingPathComponent("kustomization.yaml"))
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path ?? "")
    process.arguments = ["kustomize", folder.path]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let bytes = [UInt8](output.fileHandleForReading.readDataToEndOfFile())
    process.waitUntilExit()
    return bytes
  }
}
