import Foundation
import JSONE
import Testing
import Values
import YAML

/// The language's own suite, read from beside the repository.
@Suite("Conformance: JSON-e")
struct ConformanceJSONETests {
  @Test(
    "the suite is whole",
    .enabled(if: ConformanceCase.suite != nil, "needs ../shared/conformance/json-e"))
  func suiteIsWhole() {
    #expect(ConformanceCase.all.count == 702)
  }

  @Test(
    "a case of the suite gives its result or its error",
    .enabled(if: ConformanceCase.suite != nil, "needs ../shared/conformance/json-e"),
    arguments: ConformanceCase.all)
  func givesResultOrError(_ example: ConformanceCase) throws {
    let template = Template(example.template, profile: .core)
    let context = Context(example.context, now: "2017-01-19T16:27:20.974Z")
    let outcome = Result { try template.render(context) }
    switch (outcome, example.expected) {
    case (.success(let value), .result(let result)):
      #expect(isSame(value ?? .null, result), "\(String(describing: value))")
    case (.failure(let error), .error(let message)):
      let error = try #require(error as? TemplateError)
      if let message { #expect(error.suiteMessage == message) }
      #expect(!error.message.isEmpty)
    case (.success(let value), .error):
      Issue.record("gave \(String(describing: value)) and no error")
    case (.failure(let error), .result):
      Issue.record("failed: \((error as? TemplateError)?.suiteMessage ?? "\(error)")")
    }
  }

  @Test(
    "a traced render of a case gives the same as a plain one",
    .enabled(if: ConformanceCase.suite != nil, "needs ../shared/conformance/json-e"),
    arguments: ConformanceCase.all)
  func tracedIsSame(_ example: ConformanceCase) {
    let template = Template(example.template, profile: .core)
    let context = Context(example.context, now: "2017-01-19T16:27:20.974Z")
    let plain = Result { try template.render(context) }
    let traced = Result { try template.trace(context).value }
    switch (plain, traced) {
    case (.success(let a), .success(let b)): #expect(a == b)
    case (.failure(let a as TemplateError), .failure(let b as TemplateError)):
      #expect(a.suiteMessage == b.suiteMessage)
    default: Issue.record("\(plain) and \(traced)")
    }
  }
}

struct ConformanceCase: Sendable, CustomTestStringConvertible {
  enum Expected: Sendable {
    case result(JSONValue)
    /// Nil where any error will do.
    case error(String?)
  }

  let title: String
  let context: JSONObject
  let template: YAMLNode
  let expected: Expected

  var testDescription: String { title }

  static let suite: YAMLFile? = {
    let root = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let shared =
      ProcessInfo.processInfo.environment["MOORING_SHARED"].map(URL.init(fileURLWithPath:))
      ?? root.deletingLastPathComponent().appending(path: "shared")
    let file = shared.appending(path: "conformance/json-e/specification.yml")
    return (try? Data(contentsOf: file)).map {
      YAMLFile(path: "specification.yml", bytes: [UInt8]($0))
    }
  }()

  static let all: [ConformanceCase] = (suite?.documents ?? []).compactMap { document in
    guard let template = document["template"] else { return nil }
    let expected: Expected =
      if let error = document["error"] {
        .error(error.value.string)
      } else {
        .result(document["result"]?.value ?? .null)
      }
    return ConformanceCase(
      title: document["title"]?.text ?? "", context: document["context"]?.value.object ?? [:],
      template: template, expected: expected)
  }
}

/// Equality of the suite: `1` is `1.0`.
private func isSame(_ a: JSONValue, _ b: JSONValue) -> Bool {
  switch (a, b) {
  case (.integer(let a), .number(let b)), (.number(let b), .integer(let a)): Double(a) == b
  case (.array(let a), .array(let b)): a.count == b.count && zip(a, b).allSatisfy(isSame)
  case (.object(let a), .object(let b)):
    a.count == b.count
      && a.allSatisfy { member in b[member.key].map { isSame(member.value, $0) } ?? false }
  default: a == b
  }
}
