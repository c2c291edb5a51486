import Values

extension Function {
  /// The functions of the strict profile. This room knows neither digests nor YAML: the caller
  /// brings both.
  package static func standard(
    sha256: @escaping @Sendable (String) -> String,
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

  private static func base64(_ text: String) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    let bytes = Array(text.utf8)
    var encoded: [UInt8] = []
    encoded.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      var bits = 0
      for offset in 0..<3 {
        bits = bits << 8 | (offset < group.count ? Int(group[start + offset]) : 0)
      }
      for sextet in 0..<4 {
        let isPadding = sextet > group.count
        encoded.append(
          isPadding ? UInt8(ascii: "=") : alphabet[bits >> (18 - 6 * sextet) & 0x3F])
      }
    }
    return String(decoding: encoded, as: UTF8.self)
  }
}
