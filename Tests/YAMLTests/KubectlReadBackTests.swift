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
    // kustomize takes the strings of a ConfigMap's data as they are; NUL is no text for Kubernetes.
    texts.removeAll { $0.contains("\0") }
    var data = JSONObject()
    for (index, text) in texts.enumerated() { data["k\(index)"] = .string(text) }
    let object: JSONValue = [
      "apiVersion": "v1", "kind": "ConfigMap", "metadata": ["name": "x"], "data": .object(data),
    ]
    let read = try #require(try Kubectl.kustomize(YAMLWriter.write(object)))
    for (index, text) in texts.enumerated() {
      #expect(read["data"]?["k\(index)"] == .string(text))
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
  static func kustomize(_ resource: [UInt8]) throws -> JSONValue? {
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
    return YAMLFile(path: "output", bytes: bytes).documents.first?.value
  }
}
