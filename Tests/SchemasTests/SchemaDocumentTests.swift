import Schemas
import Testing
import Values
import YAML

@Suite("Definitions that a user brings")
struct SchemaDocumentTests {
  /// A definition whose `spec` is a given schema.
  private static func problems(
    _ schema: String, _ spec: String, hasVariables: Bool = false
  ) throws -> [String] {
    let indented = schema.split(separator: "\n", omittingEmptySubsequences: false)
      .map { "                \($0)" }.joined(separator: "\n")
    let definition = """
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      spec:
        group: example.org
        names: {kind: Widget}
        scope: Namespaced
        versions:
          - name: v1
            served: true
            schema:
              openAPIV3Schema:
                type: object
                properties:
                  spec:
      \(indented)
      """
    let document = try #require(SchemaDocument(read(definition)))
    let schemas = SchemaSet.builtIn.adding([document])
    let object = read(
      "apiVersion: example.org/v1\nkind: Widget\nmetadata: {name: a}\nspec: \(spec)\n")
    let kind = try #require(schemas.schema("example.org/v1", "Widget"))
    return kind.report(on: try #require(object.object), hasVariables: hasVariables).problems
      .map { "\($0.pointer) \($0.kind) \($0.label)" }
  }

  private static func read(_ text: String) -> JSONValue {
    YAMLFile(path: "test.yaml", bytes: Array(text.utf8)).documents.first?.value ?? .null
  }

  @Test(
    "what the server accepts is accepted",
    arguments: [
      ("{type: object}", "{}"),
      ("{type: integer}", "1.0"),
      ("{type: number}", "1"),
      ("{x-kubernetes-int-or-string: true}", "80%"),
      ("{type: object, x-kubernetes-preserve-unknown-fields: true}", "{a: 1}"),
      ("{type: object, properties: {a: {type: string, nullable: true}}}", "{a: null}"),
      (
        "{type: object, required: [a], properties: {a: {type: string, default: b}}}", "{a: null}"
      ),
      // Three characters, though more bytes.
      ("{type: string, maxLength: 3}", "äöü"),
      ("{type: string, format: unknown}", "anything"),
      // A default fills in what the choice asks for.
      (
        "{type: object, properties: {a: {type: string, default: b}}, oneOf: [{required: [a]}]}",
        "{}"
      ),
      (
        "{type: object, x-kubernetes-embedded-resource: true}",
        "{apiVersion: v1, kind: Pod, metadata: {name: a}}"
      ),
      (
        """
        {type: array, items: {type: object, properties: {a: {type: string, default: x}}},
         x-kubernetes-list-type: map, x-kubernetes-list-map-keys: [a]}
        """, "[{}, {a: y}]"
      ),
    ])
  func accepted(schema: String, spec: String) throws {
    #expect(try Self.problems(schema, spec) == [])
  }

  @Test(
    "what the server refuses is told at its place",
    arguments: [
      ("{type: object}", "{a: 1}", "/spec/a unknownField "),
      ("{type: string}", "1", "/spec wrongType expected text, not an integer"),
      (
        "{type: array, items: {type: string}}", "[a, null]",
        "/spec/1 wrongType expected text, not null"
      ),
      ("{type: string, minLength: 1}", "''", "/spec wrongValue must not be empty"),
      (
        "{type: string, maxLength: 2}", "abc",
        "/spec wrongValue expected at most 2 characters, and there are 3"
      ),
      (
        "{type: string, pattern: '^a+$'}", "b",
        "/spec wrongValue expected text that matches the pattern '^a+$'"
      ),
      (
        "{type: integer, minimum: 1, exclusiveMinimum: true}", "1",
        "/spec wrongValue expected more than 1"
      ),
      ("{type: integer, multipleOf: 5}", "12", "/spec wrongValue expected a multiple of 5"),
      (
        "{type: array, items: {type: string}, maxItems: 1}", "[a, b]",
        "/spec wrongValue expected at most 1 element, and there are 2"
      ),
      (
        "{type: array, items: {type: string}, x-kubernetes-list-type: set}", "[a, b, a]",
        "/spec/2 wrongValue element 1 of the list is the same"
      ),
      (
        """
        {type: array, items: {type: object, properties: {a: {type: string, default: x}}},
         x-kubernetes-list-type: map, x-kubernetes-list-map-keys: [a]}
        """, "[{a: x}, {}]", "/spec/1 wrongValue element 1 of the list has the same a 'x'"
      ),
      (
        "{type: object, properties: {a: {type: string}, b: {type: string}}, "
          + "oneOf: [{required: [a]}, {required: [b]}]}", "{a: x, b: y}",
        "/spec brokenRule expected exactly one of 'a' and 'b', not both"
      ),
      (
        "{type: object, properties: {a: {type: string}, b: {type: string}}, "
          + "anyOf: [{required: [a]}, {required: [b]}]}", "{}",
        "/spec brokenRule expected 'a' or 'b'"
      ),
      (
        "{type: object, properties: {a: {type: string}}, not: {required: [a]}}", "{a: x}",
        "/spec brokenRule 'a' cannot stand here"
      ),
      (
        "{type: object, x-kubernetes-embedded-resource: true}", "{kind: Pod}",
        "/spec missingField 'apiVersion' must be here"
      ),
      (
        "{type: object, x-kubernetes-embedded-resource: true, "
          + "x-kubernetes-preserve-unknown-fields: true}",
        "{apiVersion: v1, kind: Pod, metadata: {labels: {a: 'b c'}}}",
        "/spec/metadata/labels/a wrongValue a name holds only letters, digits, '-', '_' and '.'"
      ),
    ])
  func refused(schema: String, spec: String, found: String) throws {
    #expect(try Self.problems(schema, spec) == [found])
  }

  @Test("a text with a variable of Flux' may become any value")
  func variables() throws {
    let schema = "{type: integer}"
    #expect(try Self.problems(schema, "${REPLICAS}", hasVariables: true) == [])
    #expect(try Self.problems(schema, "${REPLICAS}").count == 1)
  }

  @Test("a definition in place of a known one wins")
  func precedence() throws {
    let definition = """
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      spec:
        group: helm.toolkit.fluxcd.io
        names: {kind: HelmRelease}
        scope: Namespaced
        versions:
          - name: v2
            served: true
            schema: {openAPIV3Schema: {type: object, properties: {spec: {type: string}}}}
      """
    let document = try #require(SchemaDocument(Self.read(definition)))
    let schema = SchemaSet.builtIn.adding([document]).schema(
      "helm.toolkit.fluxcd.io/v2", "HelmRelease")
    let object: JSONObject = [
      "apiVersion": "helm.toolkit.fluxcd.io/v2", "kind": "HelmRelease", "spec": "text",
    ]
    #expect(try #require(schema).report(on: object).problems == [])
  }

  @Test("an OpenAPI document gives the kinds that can be created")
  func openAPI() throws {
    let text = #"""
      {"swagger": "2.0",
       "definitions": {
         "Thing": {"type": "object", "properties": {"spec": {"$ref": "#/definitions/Spec"}},
           "x-kubernetes-group-version-kind": [{"group": "", "version": "v1", "kind": "Thing"}]},
         "Spec": {"type": "object", "required": ["size"],
           "properties": {"size": {"$ref": "#/definitions/a.b.Quantity"},
             "inner": {"$ref": "#/definitions/Spec"}}},
         "a.b.Quantity": {"type": "string"}}}
      """#
    let document = try #require(SchemaDocument(json: Array(text.utf8)))
    let kind = try #require(SchemaSet.builtIn.adding([document]).schema("v1", "Thing"))
    let object: JSONObject = [
      "apiVersion": "v1", "kind": "Thing",
      "spec": ["size": "1Gi", "inner": ["size": "1GB", "inner": ["sise": 1]]],
    ]
    #expect(
      kind.report(on: object).problems.map(\.pointer.description) == [
        "/spec/inner/size", "/spec/inner/inner/sise", "/spec/inner/inner",
      ])
  }

  @Test(
    "what is no document of schemas is none", arguments: ["{", "[]", "{\"swagger\": 1}", "nul"])
  func none(text: String) { #expect(SchemaDocument(json: Array(text.utf8)) == nil) }
}
