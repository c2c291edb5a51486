import Diagnostics
import JSONE
import Testing
import Values

/// A mistake, the part of the template that is to blame, and the words for it.
struct Mistake: Sendable, CustomTestStringConvertible {
  let template: String
  let message: String
  var help: [String] = []
  var testDescription: String { template }

  init(_ template: String, _ message: String, help: [String] = []) {
    self.template = template
    self.message = message
    self.help = help
  }
}

struct ErrorPlaceTests {
  static let mistakes: [Mistake] = [
    Mistake(
      "name: ${‹clutser›}", "there is no variable 'clutser'",
      help: ["the nearest name is 'cluster'"]),
    Mistake(
      "name: a-${‹gateway.adress›}-b", "there is no member 'adress'",
      help: [
        "'default(…, …)' gives a value where a member is missing", "the nearest name is 'address'",
      ]),
    Mistake(
      "size: {$eval: 'count + ‹ln›(ports)'}", "there is no function 'ln'",
      help: ["the nearest name is 'len'"]),
    Mistake(
      "name: \"a \\\"${‹clutser›}\"", "there is no variable 'clutser'",
      help: ["the nearest name is 'cluster'"]),
    Mistake(
      "name: 'it''s ${‹clutser›}'", "there is no variable 'clutser'",
      help: ["the nearest name is 'cluster'"]),
    Mistake(
      "name: ‹\"\\u0041${clutser}\"›", "there is no variable 'clutser'",
      help: ["the nearest name is 'cluster'"]),
    Mistake(
      "script: |\n  echo one\n    echo ${‹clutser›}\n", "there is no variable 'clutser'",
      help: ["the nearest name is 'cluster'"]),
    Mistake(
      "script: >-\n  one\n  two ${‹clutser›}\n\n  three\n", "there is no variable 'clutser'",
      help: ["the nearest name is 'cluster'"]),
    Mistake(
      "é: 'é ${cluster}'\nname: 'é ${‹clutser›}'", "there is no variable 'clutser'",
      help: ["the nearest name is 'cluster'"]),
    Mistake(
      "{$if: 'count > ‹›', then: 1}", "the expression ends where a value or a bracket is missing"),
    Mistake("n: {$eval: 'count ‹?› 1'}", "no expression goes on like this"),
    Mistake("n: {$eval: 'ports[‹]›'}", "expected a value, found ']'"),
    Mistake(
      "n: {$eval: 'count ‹ports›'}",
      "expected an operator or the end of the expression, found 'ports'"),
    Mistake(
      "n: ‹${›cluster", "'${' is never closed",
      help: ["close it with '}', or write '$${' for a literal '${'"]),
    Mistake(
      "n: {$eval: '‹count + cluster›'}",
      "'+' takes two numbers or two strings, not 'integer' and 'string'"),
    Mistake(
      "n: {$eval: 'count * ‹cluster›'}", "'*' takes two numbers, and this is of kind 'string'"),
    Mistake(
      "n: {$eval: '‹count < cluster›'}",
      "'<' takes two numbers or two strings, not 'integer' and 'string'"),
    Mistake("n: {$eval: 'ports[‹2›]'}", "index 2 is out of bounds: there are 2 elements"),
    Mistake(
      "n: {$eval: 'lowercase(‹count›)'}",
      "'lowercase' takes a string here, and this is of kind 'integer'"),
    Mistake("n: {$eval: '‹lowercase()›'}", "'lowercase' takes 1 argument, and this gives it 0"),
    Mistake("n: {$eval: '‹cluster›()'}", "a value of kind 'string' cannot be called"),
    Mistake(
      "n: ${‹ports›}", "'ports' is of kind 'array', which has no place in a text",
      help: ["'$eval' gives a value of any kind, 'join' and 'json' make a text of one"]),
    Mistake(
      "$map: ‹{$eval: count}›\neach(x): 1",
      "'$map' takes an array or an object, and this is of kind 'integer'"),
    Mistake(
      "{$switch: {'count == 3': 1, '‹count > 1›': 2}}",
      "a second condition of '$switch' holds as well"),
    Mistake("{$if: 'true', then: 1, ‹$let›: {}}", "'$if' and '$let' cannot stand in one mapping"),
  ]

  @Test("a mistake is named at its place", arguments: mistakes)
  func namesPlace(_ mistake: Mistake) throws {
    let template = try MarkedTemplate(mistake.template)
    let problem = try template.problem()
    #expect(problem.message == mistake.message)
    #expect(problem.help == mistake.help)
    #expect(problem.primary.place.range == template.marked)
  }

  @Test("an error tells what its expression had read of the context")
  func tellsReads() throws {
    let template = Template(
      try MarkedTemplate(
        """
        $map: {$eval: namespaces}
        each(ns): {$eval: ns.inject + ns.name * count}
        """
      ).node)
    let error = try #require(throws: TemplateError.self) { try template.render(.facts) }
    #expect(
      error.reads.map(\.description) == ["/namespaces/0/inject", "/namespaces/0/name", "/count"])
    #expect(error.operandKind == "string")
  }

  @Test("an error keeps the suite's words beside our own")
  func keepsSuiteWords() throws {
    let template = Template(try MarkedTemplate("spec: {list: [1, '${ports}']}").node)
    let error = try #require(throws: TemplateError.self) { try template.render(.facts) }
    #expect(
      error.suiteMessage
        == "TemplateError at template.spec.list[1]: interpolation of 'ports' produced an array or object"
    )
  }
}
