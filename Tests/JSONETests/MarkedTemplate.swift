import Diagnostics
import Foundation
import JSONE
import Testing
import Values
import YAML

/// A template whose text marks a part of itself: `name: ${‹nmae›}`.
struct MarkedTemplate {
  let node: YAMLNode
  /// The bytes between the marks.
  let marked: Range<Int>?

  init(_ text: String) throws {
    let start = text.range(of: "‹").map {
      text.utf8.distance(from: text.startIndex, to: $0.lowerBound)
    }
    let plain = text.filter { $0 != "‹" && $0 != "›" }
    let end = text.range(of: "›").map {
      text.utf8.distance(from: text.startIndex, to: $0.lowerBound) - "‹".utf8.count
    }
    marked = start.flatMap { start in end.map { start..<$0 } }
    let file = YAMLFile(path: "templates/web.yaml", bytes: Array(plain.utf8))
    #expect(file.diagnostics.filter { $0.severity == .error }.isEmpty)
    node = try #require(file.documents.first)
  }

  /// What is wrong with the template itself, or what rendering it runs into.
  func problem(
    profile: Profile = .strict, limits: TemplateLimits = .standard, _ context: Context = .facts
  ) throws -> Diagnostic {
    let template = Template(node, profile: profile, limits: limits)
    if let first = template.diagnostics.first { return first }
    do {
      let value = try template.render(context)
      Issue.record("rendered \(String(describing: value))")
      throw UnexpectedSuccess()
    } catch let error as TemplateError { return error.diagnostic() }
  }

  func rendered(_ context: Context = .facts) throws -> JSONValue? {
    let template = Template(node)
    #expect(template.diagnostics == [])
    return try template.render(context)
  }
}

struct UnexpectedSuccess: Error {}

extension String {
  func range(of character: Character) -> Range<String.Index>? {
    firstIndex(of: character).map { $0..<index(after: $0) }
  }
}

extension Context {
  /// What most tests render with.
  static let facts = Context(
    [
      "cluster": "studio", "nothing": nil, "count": 3, "largest": .integer(.max),
      "ports": [80, 443],
      "gateway": ["address": "10.0.0.1", "port": nil],
      "namespaces": [
        ["name": "workloads", "inject": "enabled"], ["name": "longhorn", "inject": "disabled"],
      ],
      "labels": ["release": "stable", "tier": "web"],
    ],
    functions: Function.standard(
      sha256: { "sha256:\($0)" }, base64: { Data($0.utf8).base64EncodedString() },
      yaml: { "yaml: \($0.kindName)\n" }))
}
