import Diagnostics
import JSONE
import SeededNumbers
import Testing
import Values
import YAML

struct HostileTemplateTests {
  /// Templates that ask for more than a render may use.
  static let greedy: [(name: String, template: String, message: String)] = [
    (
      "brackets", "n: {$eval: '\(String(repeating: "(", count: 100_000))'}",
      "the expression is nested deeper than 100 levels"
    ),
    (
      "signs", "n: {$eval: '\(String(repeating: "- ", count: 100_000))1'}",
      "the expression is nested deeper than 100 levels"
    ),
    (
      "sums", "n: {$eval: '\(String(repeating: "1+", count: 100_000))1'}",
      "the expression is nested deeper than 100 levels"
    ),
    (
      "powers", "n: {$eval: '\(String(repeating: "1**", count: 100_000))1'}",
      "the expression is nested deeper than 100 levels"
    ),
    (
      "members", "n: {$eval: 'a\(String(repeating: ".a", count: 100_000))'}",
      "the expression is nested deeper than 100 levels"
    ),
    (
      "indices", "n: {$eval: 'a\(String(repeating: "[0]", count: 100_000))'}",
      "the expression is nested deeper than 100 levels"
    ),
    (
      "a value that holds itself twice, over and over",
      "$reduce: {$eval: 'range(0, 64)'}\neach(a, x): [{$eval: a}, {$eval: a}]\ninitial: 0",
      "the template takes more than 50000 steps"
    ),
    (
      "a value that nests itself",
      "$reduce: {$eval: 'range(0, 10000)'}\neach(a, x): [{$eval: a}]\ninitial: 0",
      "'$reduce' nests its value deeper than 100 levels"
    ),
    (
      "a text that doubles itself",
      "$reduce: {$eval: 'range(0, 64)'}\neach(a, x): '${a}${a}'\ninitial: xxxxxxxx",
      "the template builds more than 100000 bytes of text"
    ),
    (
      "a loop in loops",
      """
      $map: {$eval: 'range(0, 9999)'}
      each(x): {$map: {$eval: 'range(0, 9999)'}, each(y): {$eval: x * y}}
      """, "the template takes more than 50000 steps"
    ),
    (
      "a comparison of doubled values",
      "$let: {a: {$reduce: {$eval: 'range(0, 40)'}, 'each(a, x)': [{$eval: a}, {$eval: a}], initial: 0}}\nin: {$eval: a == a}",
      "the template takes more than 50000 steps"
    ),
    (
      "a joined text",
      "{$eval: \"join([join(range(0, 9999), cluster), join(range(0, 9999), join(range(0, 9999), cluster))], 'x')\"}",
      "the template builds more than 100000 bytes of text"
    ),
  ]

  @Test("what asks for too much is stopped", arguments: greedy)
  func stopped(_ name: String, _ template: String, _ message: String) throws {
    var limits = TemplateLimits.standard
    limits.steps = 50_000
    limits.stringBytes = 100_000
    let problem = try MarkedTemplate(template).problem(limits: limits)
    #expect(problem.message == message)
    #expect(problem.code == .templateLimit)
  }

  @Test("a template is nested so deep and no deeper")
  func templateNesting() throws {
    var limits = TemplateLimits.standard
    limits.nesting = 4
    let fits = try MarkedTemplate("a: {b: {c: 1}}").node
    #expect(Template(fits, limits: limits).diagnostics == [])
    let problem = try MarkedTemplate("a: {b: {c: {d: 1}}}").problem(limits: limits)
    #expect(problem.message == "the template is nested deeper than 4 levels")
    #expect(problem.code == .templateLimit)
  }

  @Test("templates within templates that a find finds come to an end")
  func endlessFinds() throws {
    let endless: JSONValue = ["$find": ["$eval": "list"], "each(x)": "true"]
    let template = try MarkedTemplate("$find: {$eval: list}\neach(x): 'true'")
    let problem = try template.problem(profile: .core, Context(["list": [endless]]))
    #expect(problem.code == .templateLimit)
  }

  @Test(
    "silly bounds and numbers are errors or parts, never a trap",
    arguments: [
      "ports[-9223372036854775807:9223372036854775807]", "cluster[9223372036854775807:]",
      "ports[-9223372036854775807]", "cluster * 3",
      "range(9223372036854775806, 9223372036854775807, 5)",
      "range(0, -9223372036854775807, -9223372036854775807)", "abs(0 - largest - 1)",
      "-(0 - largest - 1)", "(0 - largest - 1) / -1", "2 ** 9223372036854775807",
      "2.5 ** 100000.5", "0 ** -1", "sqrt(-1)", "floor(1.5 ** 1000)", "number('1e999')",
      "ports[1.5:]", "cluster[:'a']", "ports[4:2]", "number('')", "split(cluster, '')",
      "largest == 9223372036854775807.0", "keys(keys)", "default(keys, 1)", "[len][0](keys)",
    ])
  func sillyBounds(_ expression: String) throws {
    let template = Template(try MarkedTemplate("{$eval: \"\(expression)\"}").node)
    _ = try? template.render(.facts)
    _ = try? template.trace(.facts)
  }

  @Test("mutated templates give values or diagnostics, and the same ones twice")
  func mutations() throws {
    let seed = UInt64.random(in: .min ... .max)
    print("mutated templates: seed \(seed)")
    var random = SeededGenerator(seed: seed)
    let seeds =
      TraceTests.owed.map(\.template) + ErrorPlaceTests.mistakes.map(\.template)
      + StrictProfileTests.refusals.map(\.template)
    let fragments = [
      "$", "${", "}", "(", ")", "[", "]", "'", "\"", ":", ",", " ", "\n", "-", "**", "in", "x", "0",
      "$map", "$let", "each(x)", "9223372036854775807", ".", "é", "|", "null",
    ]
    for _ in 0..<5_000 {
      var bytes = Array(seeds.randomElement(using: &random)!.utf8)
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let start = Int.random(in: 0...bytes.count, using: &random)
        let end = min(bytes.count, start + Int.random(in: 0...3, using: &random))
        bytes.replaceSubrange(start..<end, with: fragments.randomElement(using: &random)!.utf8)
      }
      let file = YAMLFile(path: "mutated.yaml", bytes: bytes)
      for document in file.documents {
        for profile in [Profile.core, .strict] {
          let template = Template(document, profile: profile)
          for diagnostic in template.diagnostics {
            #expect(
              diagnostic.primary.place.range.upperBound <= bytes.count, "seed \(seed): \(bytes)")
          }
          let first = Result { try template.render(.facts) }
          let second = Result { try template.render(.facts) }
          switch (first, second) {
          case (.success(let a), .success(let b)): #expect(a == b, "seed \(seed)")
          case (.failure(let a as TemplateError), .failure(let b as TemplateError)):
            #expect(a.diagnostic() == b.diagnostic(), "seed \(seed)")
            #expect(a.place.range.upperBound <= bytes.count, "seed \(seed): \(bytes)")
          default: Issue.record("seed \(seed): \(first) and \(second)")
          }
        }
      }
    }
  }
}
