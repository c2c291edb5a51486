import Testing

@testable import Values

@Suite("JSON patches")
struct JSONPatchTests {
  typealias Operation = JSONPatchOperation

  private static func path(_ text: String) -> JSONPatchPath {
    guard let path = JSONPatchPath(text) else { preconditionFailure("'\(text)' is a path") }
    return path
  }

  /// The examples of RFC 6902, appendix A.
  static let examples: [(before: JSONValue, operation: Operation, after: JSONValue)] = [
    (["foo": "bar"], .add(path("/baz"), "qux"), ["baz": "qux", "foo": "bar"]),
    (["foo": ["bar", "baz"]], .add(path("/foo/1"), "qux"), ["foo": ["bar", "qux", "baz"]]),
    (["baz": "qux", "foo": "bar"], .remove(path("/baz")), ["foo": "bar"]),
    (["foo": ["bar", "qux", "baz"]], .remove(path("/foo/1")), ["foo": ["bar", "baz"]]),
    (
      ["baz": "qux", "foo": "bar"], .replace(path("/baz"), "boo"), ["baz": "boo", "foo": "bar"]
    ),
    (
      ["foo": ["bar": "baz", "waldo": "fred"], "qux": ["corge": "grault"]],
      .move(from: path("/foo/waldo"), to: path("/qux/thud")),
      ["foo": ["bar": "baz"], "qux": ["corge": "grault", "thud": "fred"]]
    ),
    (
      ["foo": ["all", "grass", "cows", "eat"]],
      .move(from: path("/foo/1"), to: path("/foo/3")), ["foo": ["all", "cows", "eat", "grass"]]
    ),
    (
      ["baz": "qux", "foo": ["a", 2, "c"]], .test(path("/foo/1"), 2),
      ["baz": "qux", "foo": ["a", 2, "c"]]
    ),
    (
      ["foo": "bar"], .add(path("/child"), ["grandchild": [:]]),
      ["foo": "bar", "child": ["grandchild": [:]]]
    ),
    (["/": 9, "~1": 10], .test(path("/~01"), 10), ["/": 9, "~1": 10]),
    (["foo": ["bar"]], .add(path("/foo/-"), ["abc", "def"]), ["foo": ["bar", ["abc", "def"]]]),
    (["a": ["b": 1]], .copy(from: path("/a"), to: path("/c")), ["a": ["b": 1], "c": ["b": 1]]),
    (["a": 1], .replace(path(""), ["b": 2]), ["b": 2]),
    (["a": 1], .add(path("/a"), nil), ["a": nil]),
    (["a": nil], .test(path("/a"), nil), ["a": nil]),
  ]

  @Test("an operation gives what the RFC says", arguments: examples)
  func example(before: JSONValue, operation: Operation, after: JSONValue) throws {
    var value = before
    try operation.apply(to: &value)
    #expect(value == after)
  }

  @Test(
    "what does not fit is told, and changes nothing",
    arguments: [
      (.add(path("/baz/bat"), "qux"), "there is no '/baz/bat'"),
      (.remove(path("/baz")), "there is no '/baz'"),
      (.remove(path("")), "the whole object cannot be removed"),
      (.replace(path("/foo/2"), 1), "there is no '/foo/2'"),
      (.add(path("/foo/3"), 1), "'/foo/3' is no place in a list of 2: the end is '-'"),
      (.add(path("/foo/01"), 1), "'/foo/01' is no place in a list of 2: the end is '-'"),
      (
        .add(path("/foo/99999999999999999999"), 1),
        "'/foo/99999999999999999999' is no place in a list of 2: the end is '-'"
      ),
      (.test(path("/foo/0"), "b"), "'/foo/0' is 'a', and not what the test expects"),
      (.move(from: path("/foo"), to: path("/foo/0")), "'/foo' cannot be moved into itself"),
      (.copy(from: path("/no"), to: path("/foo")), "there is no '/no'"),
    ] as [(Operation, String)])
  func failure(operation: Operation, reason: String) {
    var value: JSONValue = ["foo": ["a", "b"]]
    #expect(throws: Operation.Failure(reason: reason)) { try operation.apply(to: &value) }
    #expect(value == ["foo": ["a", "b"]])
  }

  @Test("copies that double an object end before memory does")
  func growth() {
    var value: JSONValue = ["a": ["x"]]
    #expect(throws: Operation.Failure.self) {
      for _ in 0..<64 {
        try Operation.copy(from: Self.path("/a"), to: Self.path("/a/-")).apply(to: &value)
      }
    }
  }

  @Test("a text is a path where each name begins with '/'", arguments: ["a", "a/b", "/~", "/a~2"])
  func invalidPaths(text: String) {
    #expect(JSONPatchPath(text) == nil)
  }

  @Test("of a list the whole counts as changed, of a mapping the member")
  func changedParts() {
    let value: JSONValue = ["spec": ["rules": [["verbs": ["get"]]]]]
    let part = { (text: String) in Self.path(text).changedPart(of: value).description }
    #expect(part("/spec/rules/0/verbs/-") == "/spec/rules")
    #expect(part("/spec/timeout") == "/spec/timeout")
    #expect(part("") == "")
  }

  @Test("a removed member is gone, and not null")
  func removal() throws {
    var value: JSONValue = ["a": 1, "b": 2]
    try Operation.remove(Self.path("/a")).apply(to: &value)
    #expect(value.object?.keys == ["b"])
  }
}

@Suite("JSON merge patches")
struct JSONMergePatchTests {
  /// The examples of RFC 7386, appendix A.
  static let examples: [(original: JSONValue, patch: JSONValue, result: JSONValue)] = [
    (["a": "b"], ["a": "c"], ["a": "c"]),
    (["a": "b"], ["b": "c"], ["a": "b", "b": "c"]),
    (["a": "b"], ["a": nil], [:]),
    (["a": "b", "b": "c"], ["a": nil], ["b": "c"]),
    (["a": ["b"]], ["a": "c"], ["a": "c"]),
    (["a": "c"], ["a": ["b"]], ["a": ["b"]]),
    (["a": ["b": "c"]], ["a": ["b": "d", "c": nil]], ["a": ["b": "d"]]),
    (["a": [["b": "c"]]], ["a": [1]], ["a": [1]]),
    (["a", "b"], ["c", "d"], ["c", "d"]),
    (["a": "b"], ["c"], ["c"]),
    (["a": "foo"], nil, nil),
    (["a": "foo"], "bar", "bar"),
    (["e": nil], ["a": 1], ["e": nil, "a": 1]),
    ([1, 2], ["a": "b", "c": nil], ["a": "b"]),
    ([:], ["a": ["bb": ["ccc": nil]]], ["a": ["bb": [:]]]),
  ]

  @Test("a patch gives what the RFC says", arguments: examples)
  func example(original: JSONValue, patch: JSONValue, result: JSONValue) {
    #expect(original.merged(with: patch) == result)
  }
}
