import CEL
import Testing
import Values

@Suite("How values read by their schema")
struct CELTypingTests {
  /// A schema as a tree of shapes.
  struct Shape: CELTyping {
    var celShape: CELShape
    var element: (@Sendable () -> Shape)?
    var properties: [String: Shape] = [:]

    init(_ shape: CELShape) { celShape = shape }

    var celElement: (any CELTyping)? { element?() }
    func celProperty(_ name: String) -> (any CELTyping)? { properties[name] }

    static func list(_ kind: CELListKind, of element: Shape) -> Shape {
      var shape = Shape(.list(kind))
      shape.element = { element }
      return shape
    }

    static func map(of element: Shape) -> Shape {
      var shape = Shape(.map)
      shape.element = { element }
      return shape
    }

    static func object(_ properties: [String: Shape]) -> Shape {
      var shape = Shape(.object)
      shape.properties = properties
      return shape
    }
  }

  @Test(
    "a scalar reads as its type and format say",
    arguments: [
      (.double, 1, "type(self) == double && self == 1.0"),
      (.int, .number(2), "type(self) == int && self == 2"),
      (.intOrString, "80%", "type(self) == string"), (.intOrString, 80, "type(self) == int"),
      (.string, "1h", "type(self) == string"),
      (.duration, "1h", "self == duration('60m') && self.getMinutes() == 60"),
      (.timestamp, "2026-07-29T10:00:00Z", "self.getFullYear() == 2026"),
      (.timestamp, "2026-07-29", "self.getHours() == 0 && self.getDate() == 29"),
      (.bytes, "YWI=", "self == b'ab'"), (.bool, true, "self"), (.string, nil, "self == null"),
      (.unknown, .number(1), "type(self) == double"),
    ] as [(CELShape, JSONValue, String)])
  func scalars(_ shape: CELShape, _ value: JSONValue, _ source: String) throws {
    #expect(try CELRule(source).evaluate(value, typed: Shape(shape)) == .holds)
  }

  @Test(
    "a value that does not fit its schema is not checked",
    arguments: [
      (.int, "a", "an integer"), (.int, .number(1.5), "an integer"), (.bool, 1, "a boolean"),
      (.double, "1", "a number"), (.string, 1, "a string"), (.duration, "a", "a duration"),
      (.timestamp, "a", "a date"), (.bytes, "a", "base64"), (.list(.atomic), [:], "an array"),
      (.object, [], "an object"), (.map, 1, "an object"),
      (.intOrString, true, "an integer or a string"),
    ] as [(CELShape, JSONValue, String)])
  func misfits(_ shape: CELShape, _ value: JSONValue, _ expected: String) throws {
    #expect(
      try CELRule("self == self").evaluate(value, typed: Shape(shape))
        == .notChecked("a value that the rule reads is not \(expected), as its schema asks"))
  }

  @Test(
    "names that are no identifiers are escaped",
    arguments: [
      ("namespace", "__namespace__"), ("a-b", "a__dash__b"), ("a.b", "a__dot__b"),
      ("a/b", "a__slash__b"),
      ("a__b", "a__underscores__b"), ("in", "__in__"), ("a_b", "a_b"),
      ("x-y.z", "x__dash__y__dot__z"),
    ])
  func escapes(_ name: String, _ written: String) throws {
    let typing = Shape.object([name: Shape(.int)])
    let value = JSONValue.object([(name, 1)].reduce(into: JSONObject()) { $0[$1.0] = $1.1 })
    let rule = try CELRule("has(self.\(written)) && self.\(written) == 1")
    #expect(rule.evaluate(value, typed: typing) == .holds)
    #expect(rule.evaluate(value, typed: CELUntyped()) == .holds)
  }

  @Test("the keys of a map are never escaped")
  func mapKeys() throws {
    let value: JSONValue = ["a-b": 1, "a__dash__b": 2]
    let rule = try CELRule("self.a__dash__b == 2 && self['a-b'] == 1 && self.all(k, k.size() > 2)")
    #expect(rule.evaluate(value, typed: Shape.map(of: Shape(.int))) == .holds)
  }

  @Test("a property that the schema does not declare is not checked")
  func undeclared() throws {
    let outcome = try CELRule("self.b == 1").evaluate(
      ["b": 1], typed: Shape.object(["a": Shape(.int)]))
    #expect(outcome == .notChecked("the schema declares no 'b'"))
  }

  @Test("an absent property is an error, unless asked for")
  func absent() throws {
    let typing = Shape.object(["a": Shape(.int)])
    #expect(try CELRule("self.a == 1").evaluate([:], typed: typing) == .error("no such key: a"))
    #expect(try CELRule("!has(self.a)").evaluate([:], typed: typing) == .holds)
    #expect(try CELRule("self.?a.orValue(3) == 3").evaluate([:], typed: typing) == .holds)
  }

  @Test("what is not known may be made up for, as an error may")
  func unknownIsAbsorbed() throws {
    let typing = Shape.object(["a": Shape(.int)])
    #expect(try CELRule("true || self.b").evaluate([:], typed: typing) == .holds)
    #expect(try CELRule("self.b || true").evaluate([:], typed: typing) == .holds)
    #expect(
      try CELRule("1 / 0 == 1 || self.b").evaluate([:], typed: typing)
        == .notChecked("the schema declares no 'b'"))
  }

  @Test("lists that are sets are equal in any order, and add what is new")
  func sets() throws {
    let typing = Shape.list(.set, of: Shape(.int))
    #expect(
      try CELRule("self == [2, 1]").evaluate([1, 2], typed: Shape.list(.atomic, of: Shape(.int)))
        == .fails)
    #expect(try CELRule("self == [2, 1]").evaluate([1, 2], typed: typing) == .holds)
    #expect(try CELRule("(self + [2, 3]).size() == 3").evaluate([1, 2], typed: typing) == .holds)
  }

  @Test("lists with keys take over elements of the same keys")
  func keyedLists() throws {
    let element = Shape.object(["name": Shape(.string), "port": Shape(.int)])
    let typing = Shape.list(.map(keys: ["name"]), of: element)
    let value: JSONValue = [["name": "a", "port": 1], ["name": "b", "port": 2]]
    let rule = try CELRule(
      "(self + [{'name': 'a', 'port': 3}]) == [{'name': 'b', 'port': 2}, {'name': 'a', 'port': 3}]")
    #expect(rule.evaluate(value, typed: typing) == .holds)
  }

  @Test("an expression gives the words for a rule that fails")
  func messages() throws {
    let typing = Shape.object(["a": Shape(.int)])
    func text(_ source: String) throws -> String? {
      try CELExpression(source).text(["a": 5], typed: typing)
    }
    #expect(try text("'a is ' + string(self.a) + ', not 3'") == "a is 5, not 3")
    #expect(try text("'%d is too large'.format([self.a])") == "5 is too large")
    #expect(try text("self.a") == nil)
    #expect(try text("'  '") == nil)
    #expect(try text("'a\\nb'") == nil)
    #expect(try text("self.b") == nil)
    #expect(try text("'was ' + oldSelf.a") == nil)
  }
}
