import Testing
import Values
import YAML

struct YAMLWriterTests {
  private func written(_ value: JSONValue, comments: [String] = []) throws -> String {
    String(decoding: try YAMLWriter.write(value, comments: comments), as: UTF8.self)
  }

  @Test("a document is laid out as people write manifests")
  func layout() throws {
    let value: JSONValue = [
      "apiVersion": "v1", "metadata": ["name": "x", "labels": [:], "finalizers": []],
      "spec": [
        "ports": [["port": 80, "name": "http"], ["port": 443]], "args": ["--flag", "-v", ""],
        "matrix": [[1, [2, 3]], [["a": ["b": .null]]]],
      ],
      "data": ["run.sh": "#!/bin/sh\nset -e\n\nexit 0\n", "motd": "a\nb"],
    ]
    let expected = """
      # from clusters/a.yaml
      ---
      apiVersion: v1
      metadata:
        name: x
        labels: {}
        finalizers: []
      spec:
        ports:
          - port: 80
            name: http
          - port: 443
        args:
          - --flag
          - -v
          - ""
        matrix:
          - - 1
            - - 2
              - 3
          - - a:
                b: null
      data:
        run.sh: |
          #!/bin/sh
          set -e

          exit 0
        motd: |-
          a
          b

      """
    #expect(try written(value, comments: ["from clusters/a.yaml"]) == expected)
  }

  @Test(
    "a string is plain only where that is safe",
    arguments: [
      ("text", "text"), ("two words", "two words"), ("", "\"\""), ("y", "\"y\""), ("No", "\"No\""),
      ("nO", "\"nO\""), ("tRUE", "\"tRUE\""), ("~", "\"~\""), ("=", "\"=\""), (".", "\".\""),
      ("1", "\"1\""), ("1.30", "\"1.30\""), ("v1.30", "v1.30"), ("1e3", "\"1e3\""),
      ("1234e567", "\"1234e567\""), ("12:30", "\"12:30\""), ("2001-01-01", "\"2001-01-01\""),
      ("2001-01-01T00:00:00Z", "\"2001-01-01T00:00:00Z\""), ("100m", "100m"), ("1Gi", "1Gi"),
      ("10.0.0.1", "\"10.0.0.1\""), ("10.0.0.0/8", "10.0.0.0/8"), ("720h", "720h"),
      ("::1", "\"::1\""), ("fe80::1", "fe80::1"), ("--flag=x", "--flag=x"), ("-v", "-v"),
      ("---a", "\"---a\""), ("-", "\"-\""), ("- a", "\"- a\""), ("... g", "\"... g\""),
      ("a:b", "a:b"), ("a: b", "\"a: b\""), ("a:", "\"a:\""), ("a#b", "a#b"), ("a #b", "\"a #b\""),
      (" a", "\" a\""), ("a ", "\"a \""), ("/path", "/path"), ("$(VAR)", "$(VAR)"),
      ("${VAR}", "${VAR}"), ("{{ a }}", "\"{{ a }}\""), ("*.lan", "\"*.lan\""), ("@a", "\"@a\""),
      ("it's", "it's"), ("'a'", "\"'a'\""), ("\"a\"", #""\"a\"""#), ("a\\b", "a\\b"),
      ("C:\\ a: b", #""C:\\ a: b""#), ("a\tb", #""a\tb""#), ("a\r\nb", #""a\r\nb""#),
      ("é", "\"é\""), ("café", "café"), ("a😀", "\"a😀\""), ("a\u{A0}b", #""a\u00A0b""#),
      ("a\u{2028}b", #""a\u2028b""#), ("\u{0}", #""\u0000""#), ("\u{FEFF}", #""\uFEFF""#),
      ("a\n\n", #""a\n\n""#), ("a \nb", #""a \nb""#), ("a\n\tb", #""a\n\tb""#),
      ("\na", #""\na""#), (" a\nb", #"" a\nb""#), ("a\n\n\n\nb", #""a\n\n\n\nb""#),
    ])
  func strings(text: String, expected: String) throws {
    #expect(try written(["k": .string(text)]) == "---\nk: \(expected)\n")
    #expect(try written([.string(text)]) == "---\n- \(expected)\n")
    #expect(try written(.string(text)) == "---\n\(expected)\n")
  }

  @Test(
    "a number keeps its kind and has no exponent",
    arguments: [
      (.integer(.min), "-9223372036854775808"), (.integer(0), "0"), (.number(1), "1.0"),
      (.number(-0.0), "-0.0"), (.number(0.1), "0.1"), (.number(1e16), "10000000000000000.0"),
      (.number(1.5e-7), "0.00000015"), (.number(123.25), "123.25"),
      (.number(1e21 / 3), "333333333333333300000.0"),
    ] as [(JSONValue, String)])
  func numbers(value: JSONValue, expected: String) throws {
    #expect(try written(["k": value]) == "---\nk: \(expected)\n")
  }

  @Test("a key of several lines or of great length is still a key")
  func unusualKeys() throws {
    let long = String(repeating: "k", count: 1_100)
    let value: JSONValue = .object([
      "a\nb": 1, "": ["c": 2], "on": [["d": 3]], long: ["e": [4]],
    ])
    let text = try written([value])
    #expect(
      text.hasPrefix("---\n- \"a\\nb\": 1\n  \"\":\n    c: 2\n  \"on\":\n    - d: 3\n  ? kkk"))
    #expect(text.hasSuffix("kkk\n  :\n    e:\n      - 4\n"))
    #expect(YAMLFile(path: "x.yaml", bytes: Array(text.utf8)).documents.first?.value == [value])
  }

  @Test(
    "what readers would refuse or change is not written",
    arguments: [
      (["a": ["b\u{7F}"]], .controlCharacter("\u{7F}"), "/a/0"),
      (["a": "\u{FFFE}"], .controlCharacter("\u{FFFE}"), "/a"),
      (["a": ["b\u{85}": 1]], .controlCharacter("\u{85}"), "/a/b\u{85}"),
      ([["<<": 1]], .mergeKey, "/0/<<"),
      (["a": .number(.nan)], .nonFiniteNumber, "/a"),
      (.number(-.infinity), .nonFiniteNumber, ""),
    ] as [(JSONValue, YAMLWriteError.Reason, String)])
  func refusals(value: JSONValue, reason: YAMLWriteError.Reason, pointer: String) {
    let error = #expect(throws: YAMLWriteError.self) { try YAMLWriter.write(value) }
    #expect(error?.reason == reason)
    #expect(error?.pointer.description == pointer)
  }

  @Test("a value is written as deep as it can be read, and no deeper")
  func depth() throws {
    var value: JSONValue = "leaf"
    for _ in 0..<YAMLLimits.standard.depth { value = [value] }
    let bytes = try YAMLWriter.write(value)
    #expect(YAMLFile(path: "x.yaml", bytes: bytes).documents.map(\.value) == [value])
    #expect(throws: YAMLWriteError.self) { try YAMLWriter.write([value]) }
  }
}
