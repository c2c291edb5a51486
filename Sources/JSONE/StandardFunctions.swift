import Values

extension Function {
  /// The functions of the strict profile. This room knows neither digests nor encodings: the caller
  /// brings them.
  package static func standard(
    sha256: @escaping @Sendable (String) -> String,
    base64: @escaping @Sendable (String) -> String,
    yaml: @escaping @Sendable (JSONValue) throws(FunctionFailure) -> String
  ) -> [String: Function] {
    let functions: [Function] = [
      // `default(a.b, 1)`: 1 where `a.b` is missing or null.
      Function("default", [.value, .value], body: .fallback),
      Function("has", [.object, .string]) { .bool($0[0][$0[1].string ?? ""] != nil) },
      Function("keys", [.object]) { .array(($0[0].object?.keys ?? []).map(JSONValue.string)) },
      Function("sha256", [.string]) { .string(sha256($0[0].string ?? "")) },
      Function("b64enc", [.string]) { .string(base64($0[0].string ?? "")) },
      Function("fail", [.string]) { (arguments) throws(FunctionFailure) in
        throw .message(arguments[0].string ?? "")
      },
      Function("fluxVar", [.string], fluxVariable),
      Function("yaml", [.value]) { (arguments) throws(FunctionFailure) in
        .string(try yaml(arguments[0]))
      },
      Function("json", [.value]) { .string(JSONText.of($0[0])) },
    ]
    return Dictionary(uniqueKeysWithValues: functions.map { ($0.name, $0) })
  }

  /// The text that Flux replaces by a variable's value when it applies the object.
  @Sendable private static func fluxVariable(
    _ arguments: [JSONValue]
  ) throws(FunctionFailure) -> JSONValue {
    let name = arguments[0].string ?? ""
    guard isIdentifier(name) else {
      throw .arguments("'\(name)' is no name of a variable: letters, digits and '_' only")
    }
    return .string("${" + name + "}")
  }
}
