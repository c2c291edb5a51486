import Diagnostics
import JSONE
import Testing
import Values
import YAML

/// One refusal of the strict profile.
struct Refusal: Sendable, CustomTestStringConvertible {
  let rule: String
  let template: String
  let message: String
  var code = Code.templateError
  var help: [String] = []

  var testDescription: String { rule }
}

struct StrictProfileTests {
  static let refusals: [Refusal] = [
    Refusal(
      rule: "the time is not available", template: "made: ${‹now›}",
      message: "'now' is not available in a template", code: .unknownTemplateName,
      help: ["what a template gives depends on the description alone, never on the time"]),
    Refusal(
      rule: "a time from now is not available", template: "made: {$eval: ‹fromNow›('1 day')}",
      message: "'fromNow' is not available in a template", code: .unknownTemplateName,
      help: ["what a template gives depends on the description alone, never on the time"]),
    Refusal(
      rule: "the operator of time is not available", template: "made: {‹$fromNow›: 1 day}",
      message: "'$fromNow' is not available in a template", code: .unknownTemplateName,
      help: ["what a template gives depends on the description alone, never on the time"]),
    Refusal(
      rule: "null has no text", template: "name: web-${‹nothing›}", message: "'nothing' is null",
      help: ["'default(nothing, …)' gives another value where one is null or missing"]),
    Refusal(
      rule: "computed keys do not collide", template: "{web-studio: 1, ‹'web-${cluster}'›: 2}",
      message: "key 'web-studio' is given twice"),
    Refusal(
      rule: "members of a mapping do not collide",
      template: "$map: {$eval: labels}\neach(v,k): ‹{same: 1}›",
      message: "key 'same' is given by two members"),
    Refusal(
      rule: "the initial value of a reduction is plain",
      template: "$reduce: [1]\neach(sum, x): {$eval: sum}\ninitial: ‹{$eval: count}›",
      message: "'initial' of '$reduce' is taken as it is written",
      help: ["give it a plain value, and compute in 'each(sum, x)'"]),
    Refusal(
      rule: "the initial value of a reduction is not interpolated",
      template: "$reduce: [1]\neach(sum, x): {$eval: sum}\ninitial: ‹'${cluster}'›",
      message: "'initial' of '$reduce' is taken as it is written",
      help: ["give it a plain value, and compute in 'each(sum, x)'"]),
    Refusal(
      rule: "a sum does not overflow", template: "n: {$eval: ‹largest + 1›}",
      message: "the result is not within the range of integers"),
    Refusal(
      rule: "a difference does not overflow", template: "n: {$eval: ‹0 - largest - 2›}",
      message: "the result is not within the range of integers"),
    Refusal(
      rule: "a product does not overflow", template: "n: {$eval: 1 + ‹largest * 2›}",
      message: "the result is not within the range of integers"),
    Refusal(
      rule: "a power does not overflow", template: "n: {$eval: ‹10 ** 19›}",
      message: "the result is not within the range of integers"),
    Refusal(
      rule: "an integer is within range", template: "n: {$eval: '‹9223372036854775808›'}",
      message: "'9223372036854775808' is not within the range of integers"),
    Refusal(
      rule: "nothing is divided by zero", template: "n: {$eval: ‹count / 0›}",
      message: "this divides by zero"),
    Refusal(
      rule: "there are no other operators", template: "{‹$iff›: count, then: 1}",
      message: "'$iff' is no operator", code: .unknownTemplateName,
      help: ["write '$$iff' for a key that starts with '$'", "the nearest name is '$if'"]),
    Refusal(
      rule: "operators take no other properties", template: "{$if: count, ‹thn›: 1}",
      message: "'$if' takes no 'thn'", code: .unknownTemplateName,
      help: ["the nearest name is 'then'"]),
    Refusal(
      rule: "a range is bounded", template: "n: {$eval: '‹range(0, 9000000000000000000)›'}",
      message: "'range' gives more than 10000 numbers", code: .templateLimit,
      help: ["a template that computes is a missing fact"]),
    Refusal(
      rule: "a failure says why", template: "n: {$eval: \"‹fail('no gateway')›\"}",
      message: "no gateway"),
  ]

  @Test("the strict profile refuses what is a trap", arguments: refusals)
  func refuses(_ refusal: Refusal) throws {
    let template = try MarkedTemplate(refusal.template)
    let problem = try template.problem()
    #expect(problem.message == refusal.message)
    #expect(problem.code == refusal.code)
    #expect(problem.help == refusal.help)
    #expect(problem.primary.place == Place("templates/web.yaml", try #require(template.marked)))
  }

  @Test(
    "a template has neither tags nor merge keys",
    arguments: [("a: !!int '1'", "yaml-tag"), ("<<: {a: 1}", "merge-key")])
  func refusesYAML(_ text: String, _ code: String) {
    let file = YAMLFile(path: "templates/web.yaml", bytes: Array(text.utf8))
    #expect(file.diagnostics.map(\.code.name) == [code])
  }

  @Test("all that is wrong with a template is told at once")
  func collectsErrors() throws {
    let template = try MarkedTemplate("a: ${1 +}\nb: {$eval: 3}\nc: {$foo: 1}\nd: ${now}")
    #expect(
      Template(template.node).diagnostics.map(\.message) == [
        "expected a value, found '}'", "'$eval' takes an expression as text",
        "'$foo' is no operator", "'now' is not available in a template",
      ])
  }

  @Test(
    "integers stay integers",
    arguments: [
      ("6 / 3", 2), ("7 / 2", .number(3.5)), ("2 ** 10", 1024), ("-7 / 7", -1), ("sqrt(16)", 4),
      ("ceil(1.2)", 2), ("number('12')", 12), ("0 - 9223372036854775807 - 1", .integer(.min)),
    ] as [(String, JSONValue)])
  func integersStay(_ expression: String, _ expected: JSONValue) throws {
    #expect(try MarkedTemplate("{$eval: \"\(expression)\"}").rendered() == expected)
  }

  @Test("what is found is left untouched")
  func findsUntouched() throws {
    let context = Context(["list": [["name": "${evil}", "x": ["$eval": "1"]]]])
    let template = try MarkedTemplate("$find: {$eval: list}\neach(x): 'true'")
    #expect(try template.rendered(context) == ["name": "${evil}", "x": ["$eval": "1"]])
  }

  @Test("objects are walked in document order")
  func documentOrder() throws {
    let context = Context(["m": ["z": 1, "a": 2, "m": 3]])
    let mapped = try MarkedTemplate("$map: {$eval: m}\neach(v,k): {'${k}': {$eval: v}}")
    #expect(try mapped.rendered(context)?.object?.keys == ["z", "a", "m"])
    let matched = try MarkedTemplate("$match: {'m.z == 1': z, 'm.a == 2': a}")
    #expect(try matched.rendered(context) == ["z", "a"])
  }

  @Test("a dollar that Flux replaces later is written as it is")
  func fluxVariables() throws {
    #expect(try MarkedTemplate("host: $${DOMAIN}").rendered() == ["host": "${DOMAIN}"])
    #expect(try MarkedTemplate("host: ${fluxVar('DOMAIN')}").rendered() == ["host": "${DOMAIN}"])
  }

  @Test("a template that removes itself gives nothing")
  func removesItself() throws {
    #expect(try MarkedTemplate("$if: nothing\nthen: {a: 1}").rendered() == nil)
  }

  @Test(
    "functions of the context give what they say",
    arguments: [
      ("default(gateway.port, 4143)", 4143), ("default(gateway.address, 'x')", "10.0.0.1"),
      ("default(gateway.a.b.c, 1)", 1), ("default(ports[7], 0)", 0),
      ("default(gateway['none'].deep, 2)", 2),
      ("has(gateway, 'port')", true), ("has(gateway, 'prt')", false),
      ("keys(labels)", ["release", "tier"]), ("sha256('a')", "sha256:a"),
      ("b64enc('')", ""), ("b64enc('f')", "Zg=="), ("b64enc('fo')", "Zm8="),
      ("b64enc('foo')", "Zm9v"), ("b64enc('foobar')", "Zm9vYmFy"),
      ("yaml(ports)", "yaml: array\n"), ("json(gateway)", #"{"address":"10.0.0.1","port":null}"#),
    ] as [(String, JSONValue)])
  func contextFunctions(_ expression: String, _ expected: JSONValue) throws {
    #expect(try MarkedTemplate("{$eval: \"\(expression)\"}").rendered() == expected)
  }

  @Test("the variables that a template does not bind itself are known with their places")
  func freeVariables() throws {
    let template = Template(
      try MarkedTemplate(
        """
        $let: {host: "${cluster}.lan"}
        in:
          name: ${host}
          ports: {$map: {$eval: ports}, 'each(p, i)': '${p + i + offset}'}
          size: ${min(len(labels), 2)}
        """
      ).node)
    #expect(template.freeVariables.map(\.name) == ["cluster", "ports", "offset", "labels"])
    #expect(template.freeVariables[0].place == Place("templates/web.yaml", 16..<23))
  }
}
