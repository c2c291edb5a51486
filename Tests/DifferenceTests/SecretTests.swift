import Difference
import Testing
import Values

@Suite("Secrets in a difference")
struct SecretTests {
  private static func secret(_ fields: String) -> String {
    "{apiVersion: v1, kind: Secret, metadata: {name: a, namespace: b}, \(fields)}"
  }

  @Test(
    "no value of a Secret is shown",
    arguments: [
      ("data: {k: aHVudGVy}", "data: {k: c2VjcmV0}", "data.k: <secret> -> <changed>"),
      ("data: {k: aHVudGVy}", "data: {j: aA==}", "data.k: <secret> -> nothing"),
      ("type: Opaque", "data: {k: aHVudGVy}", "data: nothing -> {k: <secret>}"),
      (
        "stringData: {k: hunter, j: {x: hunter}}", "stringData: {k: hunter2, j: {x: y}}",
        "stringData.k: <secret> -> <changed>"
      ),
    ])
  func values(_ before: String, _ after: String, _ line: String) {
    let found = fields(Self.secret(before), Self.secret(after))
    #expect(found.map(\.line).contains(line))
    for field in found where field.path.contains("ata") {
      #expect(field.isSecret)
      #expect(!field.line.contains("hunter"))
      #expect(!field.line.contains("aHVudGVy"))
    }
  }

  @Test("a Secret that says what kubectl applied says its values again, and they are not shown")
  func lastApplied() {
    let key = "kubectl.kubernetes.io/last-applied-configuration"
    func secret(_ value: String) -> String {
      "{apiVersion: v1, kind: Secret, metadata: {name: a, annotations: {\(key): '\(value)'}}}"
    }
    let bare = "{apiVersion: v1, kind: Secret, metadata: {name: a}}"
    for (before, after) in [(secret("hunter"), secret("hunter2")), (secret("hunter"), bare)] {
      let found = fields(before, after)
      #expect(found.count == 1)
      #expect(!found.contains { $0.line.contains("hunter") })
    }
  }

  @Test("a private key is not shown wherever it is, as a text or in Base64")
  func keys() {
    let key = "-----BEGIN EC PRIVATE KEY-----\\nMHc\\n-----END EC PRIVATE KEY-----\\n"
    // The same text.
    let encoded =
      "LS0tLS1CRUdJTiBFQyBQUklWQVRFIEtFWS0tLS0tCk1IYwotLS0tLUVORCBFQyBQUklWQVRFIEtFWS0tLS0tCg=="
    func map(_ fields: String) -> String {
      "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {\(fields)}}"
    }
    #expect(
      fields(map("k: \"\(key)\", a: b"), map("k: other, a: c")).map(\.line) == [
        "data.k: <secret> -> other", "data.a: b -> c",
      ])
    #expect(
      fields(map("k: \(encoded)"), map("k: other")).map(\.line) == ["data.k: <secret> -> other"])
    #expect(
      fields(map("a: b"), "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}").map(\.line)
        == ["data: {a: b} -> nothing"])
  }

  @Test("a value that only moves to 'stringData' is the same value")
  func moved() {
    #expect(
      fields(
        Self.secret("immutable: true, data: {k: aHVudGVy}"),
        Self.secret("immutable: true, stringData: {k: hunter}")
      ).isEmpty)
    #expect(
      fields(
        Self.secret("data: {k: aHVudGVy, j: aA==}"),
        Self.secret("data: {j: aA==}, stringData: {k: other}")
      ).map(\.line) == ["data.k: <secret> -> nothing", "stringData: nothing -> {k: <secret>}"])
  }
}
