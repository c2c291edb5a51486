import SchemaSamples
import Schemas
import Testing
import Values

/// What an API server was seen to say of one value under one schema, applied as Flux applies.
@Suite("A custom kind's values, as the API server judges them")
struct ServerVerdictTests {
  @Test("what the server takes is accepted", arguments: Verdict.accepted)
  func accepted(verdict: Verdict) throws {
    #expect(try verdict.labels() == [])
  }

  @Test("what the server refuses is told", arguments: Verdict.refused)
  func refused(verdict: Verdict, label: String) throws {
    #expect(try verdict.labels() == [label])
  }

  @Test("null in a list of Kubernetes' own kind is nothing")
  func nullOfOwnKind() throws {
    let role = Sample.read(
      """
      apiVersion: rbac.authorization.k8s.io/v1
      kind: Role
      metadata: {name: reader, namespace: there}
      rules: [{apiGroups: [""], resources: [pods, null], verbs: [get], resourceNames: null}]
      """)
    let schema = SchemaSet.builtIn.schema("rbac.authorization.k8s.io/v1", "Role")
    #expect(try #require(schema).report(on: try #require(role.object)).problems.isEmpty)
  }

  @Test("what the server gives itself is refused from Flux", arguments: ["managedFields", "uid"])
  func givenByServer(field: String) throws {
    let object = Sample.read(
      """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: exported, namespace: there, \(field): \(field == "uid" ? "1a" : "[]")}
      """)
    let schema = try #require(SchemaSet.builtIn.schema("v1", "ConfigMap"))
    let problems = schema.report(on: try #require(object.object)).problems
    #expect(problems.map { "\($0.pointer)" } == ["/metadata/\(field)"])
  }
}

/// A value, and the schema of the field that it is given to.
struct Verdict: Sendable, CustomTestStringConvertible {
  let schema: String
  let value: String

  init(_ schema: String, _ value: String) {
    self.schema = schema
    self.value = value
  }

  var testDescription: String { "\(value) under \(schema)" }

  func labels() throws -> [String] {
    let definition = Sample.read(
      """
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      spec:
        group: example.com
        scope: Cluster
        names: {kind: Widget}
        versions:
          - name: v1
            served: true
            schema:
              openAPIV3Schema:
                type: object
                properties:
                  spec:
                    type: object
                    properties:
                      field: \(schema)
      """)
    let object = Sample.read(
      """
      apiVersion: example.com/v1
      kind: Widget
      metadata: {name: probe}
      spec: {field: \(value)}
      """)
    let document = try #require(SchemaDocument(definition))
    let kind = try #require(
      SchemaSet.builtIn.adding([document]).schema("example.com/v1", "Widget"))
    return kind.report(on: try #require(object.object)).problems.map { problem in
      problem.label.isEmpty ? problem.message(in: "it") : problem.label
    }
  }

  private static let whole = "{type: object, x-kubernetes-embedded-resource: true, properties: "

  static let accepted: [Verdict] = [
    Verdict("{type: string, nullable: true}", "null"),
    Verdict("{type: string, default: x}", "null"),
    Verdict("{type: array, items: {type: string, nullable: true}}", "[null]"),
    Verdict("{type: array, items: {type: integer, default: 5}}", "[1, null]"),
    Verdict("{x-kubernetes-preserve-unknown-fields: true}", "null"),
    Verdict("{type: object, x-kubernetes-preserve-unknown-fields: true}", "{other: null}"),
    Verdict(
      "\(whole){metadata: {type: object}}}", "{apiVersion: v1, kind: X, metadata: {name: a}}"),
    Verdict("{type: object, x-kubernetes-embedded-resource: true}", "{apiVersion: v1, kind: X}"),
    Verdict("{type: number, multipleOf: 0.1}", "0.3"),
    Verdict("{type: number, multipleOf: 0.1}", "1.1"),
    Verdict("{type: integer, enum: [1, 2]}", "1.0"),
    Verdict("{type: number, enum: [1, 2.5]}", "1.0"),
    Verdict("{type: integer, format: int32}", "2147483647"),
    Verdict("{type: integer}", "9223372036854775807"),
    Verdict("{type: number}", "1e300"),
    Verdict("{type: string, format: mac}", "0011.2233.4455"),
    Verdict("{type: string, format: mac}", "\"00:11:22:33:44:55:66:77\""),
    Verdict("{type: string, format: mac}", "\"001122334455\""),
    Verdict("{type: string, format: uri}", "mailto:x"),
    Verdict("{type: string, format: uri}", "//host/x"),
    Verdict("{type: string, format: uri}", "\"*\""),
    Verdict("{type: string, format: date}", "\"2024-02-29\""),
  ]

  static let refused: [(Verdict, String)] = [
    (Verdict("{type: string}", "null"), "expected text, not null"),
    (
      Verdict("{x-kubernetes-int-or-string: true}", "null"), "expected an integer or text, not null"
    ),
    (Verdict("{type: array, items: {type: string}}", "[a, null]"), "expected text, not null"),
    (
      Verdict("{type: object, additionalProperties: {type: string}}", "{a: null}"),
      "expected text, not null"
    ),
    (
      Verdict("{type: object, required: [a], properties: {a: {type: string}}}", "{a: null}"),
      "expected text, not null"
    ),
    (
      Verdict(
        "\(whole){metadata: {type: object}}}", "{apiVersion: v1, kind: X, metadata: {nmae: a}}"),
      "it has no field 'spec.field.metadata.nmae'"
    ),
    (Verdict("{type: number, multipleOf: 0.1}", "0.35"), "expected a multiple of 0.1"),
    (Verdict("{type: integer, enum: [1, 2]}", "3"), "expected one of 1, 2"),
    (Verdict("{type: integer, format: int32}", "2147483648"), "expected an integer of 32 bits"),
    (Verdict("{type: integer}", "9223372036854775808"), "expected an integer, not a number"),
    (Verdict("{type: string, format: mac}", "\"0011:2233:4455\""), "expected a MAC address"),
    (Verdict("{type: string, format: uri}", "\"%zz\""), "expected a URL"),
    (Verdict("{type: string, format: uri}", "\"http://a b\""), "expected a URL"),
    (Verdict("{type: string, format: uri}", "\":x\""), "expected a URL"),
    (
      Verdict("{type: string, format: date}", "\"2024-02-30\""),
      "expected a date such as '2026-01-31'"
    ),
  ]
}
