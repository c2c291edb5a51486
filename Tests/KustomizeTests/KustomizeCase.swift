import FixtureFleets
import Foundation

/// A small repository in one file of Tests/Fixtures/kustomize: each of its files after a line
/// `=== path`, and what is to be said of its folder `app` after `=== expected`.
struct KustomizeCase: Sendable, CustomStringConvertible {
  static let folder = "\(FixtureFleet.project)/Tests/Fixtures/kustomize"

  let name: String
  private(set) var files: [String: [UInt8]] = [:]
  /// nil where nothing was recorded: then nothing is to be said.
  private(set) var expected: String?

  var description: String { name }
  var snapshot: MemorySnapshot { MemorySnapshot(files) }

  static let all: [KustomizeCase] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".txt") }.sorted().compactMap { file in
      (try? String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8)).map {
        KustomizeCase(name: String(file.dropLast(4)), text: $0)
      }
    }
  }()

  private init(name: String, text: String) {
    self.name = name
    var path: String?
    var content = ""
    func end(_ files: inout [String: [UInt8]], _ expected: inout String?) {
      guard let path else { return }
      if path == "expected" { expected = content } else { files[path] = Array(content.utf8) }
      content = ""
    }
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
      if line.hasPrefix("=== ") {
        end(&files, &expected)
        path = String(line.dropFirst(4))
      } else {
        content += line + "\n"
      }
    }
    end(&files, &expected)
  }

  /// Writes anew what is to be said; nothing where that is empty.
  func record(_ said: String) throws {
    let path = "\(Self.folder)/\(name).txt"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let end = text.range(of: "=== expected\n")?.lowerBound ?? text.endIndex
    let new = text[..<end] + (said.isEmpty ? "" : "=== expected\n\(said)")
    try Data(new.utf8).write(to: URL(filePath: path))
  }
}
