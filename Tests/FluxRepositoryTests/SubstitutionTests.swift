import Testing
import Values

@testable import FluxRepository

@Suite("Variables of Flux")
struct SubstitutionTests {
  private static let variables: Variables = {
    var variables = Variables()
    variables.define("NAME", "web")
    variables.define("EMPTY", "")
    variables.define("LINES", "a\nb")
    variables.define(hidden: "SECRET")
    return variables
  }()

  /// What envsubst of fluxcd/pkg gives for these.
  @Test(
    "are replaced as Flux replaces them",
    arguments: [
      ("${NAME}", "web"), ("a-${NAME}-b", "a-web-b"), ("${NAME}${NAME}", "webweb"),
      ("$NAME", "$NAME"), ("$${NAME}", "${NAME}"), ("cost: $5", "cost: $5"), ("$$", "$"),
      ("${NAME:-x}", "web"), ("${EMPTY:-x}", "x"), ("${NONE:=x}", "x"), ("${NONE=x y}", "x y"),
      ("${NONE:-}", ""), ("${NONE:-${NAME}}", "web"), ("${NONE:-a${NAME}b}", "awebb"),
      ("${NAME^^}", "WEB"), ("${NAME^}", "Web"), ("${NAME,,}", "web"), ("${#NAME}", "3"),
      ("${LINES}", "ab"), ("$(date) ${NAME}", "$(date) web"),
    ])
  func replaced(text: String, expected: String) {
    var substitution = Substitution(Self.variables)
    #expect(substitution.replaced(text) ?? text == expected)
    #expect(substitution.problems == [])
  }

  @Test("without a value are named", arguments: ["${NONE}", "x${NONE}", "${NONE^^}", "${#NONE}"])
  func undefined(text: String) {
    var substitution = Substitution(Self.variables)
    #expect(substitution.replaced(text) == nil)
    #expect(substitution.problems == [.undefined("NONE")])
  }

  @Test(
    "that Flux cannot read are named as they stand",
    arguments: ["${{ matrix.os }}", "${names[@]}", "${.Values}", "${NAME-x}", "${}", "${NAME"])
  func malformed(text: String) {
    var substitution = Substitution(Self.variables)
    #expect(substitution.replaced(text) == nil)
    #expect(substitution.problems == [.malformed(text)])
  }

  @Test(
    "whose values cannot be read leave a text as it is",
    arguments: ["${SECRET}", "${SECRET:-x}", "a ${SECRET} ${NAME}", "${NAME%b}", "${NAME:1}"])
  func hidden(text: String) {
    var substitution = Substitution(Self.variables)
    #expect(substitution.replaced(text) == nil)
    #expect(substitution.problems == [])
    #expect(substitution.isUncertain)
  }

  @Test("that nest without end are refused")
  func depth() {
    var substitution = Substitution(Self.variables)
    let text = String(repeating: "${NONE:-", count: 10_000)
    #expect(substitution.replaced(text) == nil)
    #expect(substitution.problems.count == 1)
  }

  @Test(
    "give what their text is without quotes",
    arguments: [
      ("8", .integer(8)), ("no", .bool(false)), ("true", .bool(true)), ("web", .string("web")),
      ("", .null), ("1.5", .number(1.5)), ("10m", .string("10m")),
    ] as [(String, JSONValue)])
  func types(value: String, expected: JSONValue) {
    var variables = Variables()
    variables.define("VALUE", value)
    let object = ObjectSubstitution(of: ["field": "${VALUE}"], variables)
    #expect(object.value["field"] == expected)
  }

  @Test("in a text of several lines give text")
  func blocks() {
    var variables = Variables()
    variables.define("VALUE", "8")
    let object = ObjectSubstitution(of: ["field": "${VALUE}\n"], variables)
    #expect(object.value["field"] == "8\n")
  }

  @Test("leave an object alone that says so", arguments: ["annotations", "labels"])
  func disabled(part: String) {
    var variables = Variables()
    variables.define("VALUE", "8")
    let object: JSONObject = [
      "metadata": .object([part: ["kustomize.toolkit.fluxcd.io/substitute": "disabled"]]),
      "data": ["run.sh": "echo ${VALUE} ${NONE}"],
    ]
    let substituted = ObjectSubstitution(of: object, variables)
    #expect(substituted.value == object)
    #expect(substituted.problems.isEmpty)
  }
}
