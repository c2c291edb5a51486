import Foundation
import SeededNumbers
import Testing

/// A mistake that can be put into any repository: a file of Tests/Fixtures/mutations/<code>/.
///
/// `<slug>.yaml` holds objects, which are added to a file whose objects are applied; NAME in it stands
/// for a name of their own. `<slug>.edit` holds a text, a line `=>`, and what replaces the text at
/// one of its places. A first line `# where: TEXT` keeps to repositories that hold the text; `# also:
/// CODE, CODE` names what the mistake deserves beside its own code.
struct MutationOperator: Sendable, CustomTestStringConvertible {
  enum Change: Sendable {
    case added(String)
    case replaced(String, with: String)
  }

  /// What is to be found.
  let code: String
  /// The slug, as words.
  let words: String
  let change: Change
  /// Codes that are right to be found beside it.
  let deserved: Set<String>
  private let condition: String?

  var testDescription: String { "\(code): \(words)" }

  /// Every one, found by itself.
  static let all: [MutationOperator] = {
    let root = MistakeFixture.fixtures.appending(path: "mutations")
    return MistakeFixture.names(in: root).flatMap { code in
      MistakeFixture.names(in: root.appending(path: code)).compactMap { name in
        MutationOperator(code, name, in: root.appending(path: "\(code)/\(name)"))
      }
    }
  }()

  private init?(_ code: String, _ name: String, in file: URL) {
    guard var text = try? String(contentsOf: file, encoding: .utf8) else { return nil }
    self.code = code
    words = (name as NSString).deletingPathExtension.replacing("-", with: " ")
    var header: [Substring: Substring] = [:]
    while let line = text.prefixMatch(of: #/# (where|also): (.*)\n/#) {
      header[line.1] = line.2
      text.removeSubrange(line.range)
    }
    condition = header["where"].map(String.init)
    deserved = Set((header["also"] ?? "").components(separatedBy: ", "))
    if name.hasSuffix(".yaml") {
      change = .added(text)
    } else {
      let parts = text.components(separatedBy: "\n=>\n")
      guard parts.count == 2 else { return nil }
      let replacement = parts[1].hasSuffix("\n") ? String(parts[1].dropLast()) : parts[1]
      change = .replaced(parts[0], with: replacement)
    }
  }

  /// The repository with the mistake at one of its places; nil where it has none.
  func apply(
    to files: [String: [UInt8]], _ random: inout SeededGenerator
  ) -> (files: [String: [UInt8]], path: String)? {
    if let condition, !files.values.contains(where: { Self.text($0).contains(condition) }) {
      return nil
    }
    var changed = files
    switch change {
    case .added(let documents):
      guard let path = Self.applied(files).randomElement(using: &random) else { return nil }
      let text = Self.text(files[path] ?? [])
      // No hexadecimal digits: a name that ends in some may carry a digest of the content.
      let name =
        "mutant-" + String((0..<4).map { _ in "ghkmnpqrtvwz".randomElement(using: &random) ?? "g" })
      let separator = text.hasSuffix("\n") ? "---\n" : "\n---\n"
      changed[path] = Array((text + separator + documents.replacing("NAME", with: name)).utf8)
      return (changed, path)
    case .replaced(let old, let new):
      let places = files.keys.sorted().filter { $0.hasSuffix(".yaml") }.flatMap { path in
        Self.text(files[path] ?? []).ranges(of: old).map { (path, $0) }
      }
      guard let (path, range) = places.randomElement(using: &random) else { return nil }
      changed[path] = Array(
        Self.text(files[path] ?? []).replacingCharacters(in: range, with: new).utf8)
      return (changed, path)
    }
  }

  /// Files whose objects are applied as they stand there, as far as can be seen without building:
  /// listed by a kustomization.yaml that changes none, or in a folder that has none.
  private static func applied(_ files: [String: [UInt8]]) -> [String] {
    let kinds = ["Namespace", "Deployment", "HelmRelease", "Service", "ConfigMap"]
    let changes = ["namespace:", "namePrefix", "nameSuffix", "patches", "Component"]
    return files.keys.sorted().filter { path in
      let name = (path as NSString).lastPathComponent
      let text = "\n" + Self.text(files[path] ?? [])
      guard name.hasSuffix(".yaml"), name != "kustomization.yaml", !path.contains("flux-system"),
        !path.contains("patch"), !text.contains("\nsops:"),
        kinds.contains(where: { text.contains("\nkind: \($0)\n") })
      else { return false }
      let folder = (path as NSString).deletingLastPathComponent
      guard let list = files["\(folder)/kustomization.yaml"] else { return true }
      let listed = Self.text(list)
      return listed.contains(name) && !changes.contains { listed.contains($0) }
    }
  }

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
