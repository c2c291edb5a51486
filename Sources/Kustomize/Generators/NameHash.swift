import Cryptography
import Values

/// The hash that kustomize puts to the names of generated objects (api/hasher): a digest of what the
/// object holds, so that whatever refers to it changes with it.
enum NameHash {
  static func of(_ object: JSONValue) -> String {
    // kustomize means to hash the name, too, but looks for a field 'metadata/name' and finds none.
    var fields: [(String, JSONValue)] = [
      ("kind", object["kind"] ?? ""), ("name", ""), ("data", object["data"] ?? ""),
    ]
    let extra = object["kind"]?.string == "Secret" ? "stringData" : "binaryData"
    if let value = object[extra], value.object != nil { fields.append((extra, value)) }
    if object["kind"]?.string == "Secret" { fields.append(("type", object["type"] ?? "")) }
    var text: [UInt8] = []
    append(.object(JSONObject(fields)), to: &text)
    return String(decoding: encoded(SHA256.digest(text)), as: UTF8.self)
  }

  /// Ten digits, of which those that could spell words are replaced.
  private static func encoded(_ digest: Digest) -> [UInt8] {
    digest.description.utf8.prefix(10).map { digit in
      switch digit {
      case UInt8(ascii: "0"): UInt8(ascii: "g")
      case UInt8(ascii: "1"): UInt8(ascii: "h")
      case UInt8(ascii: "3"): UInt8(ascii: "k")
      case UInt8(ascii: "a"): UInt8(ascii: "m")
      case UInt8(ascii: "e"): UInt8(ascii: "t")
      default: digit
      }
    }
  }

  /// JSON as Go's encoding/json writes it, with sorted keys.
  private static func append(_ value: JSONValue, to text: inout [UInt8]) {
    switch value {
    case .null: text += "null".utf8
    case .bool(let value): text += (value ? "true" : "false").utf8
    case .integer(let value): text += String(value).utf8
    case .number(let value): text += "\(value)".utf8
    case .string(let string): append(string, to: &text)
    case .array(let elements):
      text.append(UInt8(ascii: "["))
      for (index, element) in elements.enumerated() {
        if index > 0 { text.append(UInt8(ascii: ",")) }
        append(element, to: &text)
      }
      text.append(UInt8(ascii: "]"))
    case .object(let object):
      text.append(UInt8(ascii: "{"))
      let members = object.members.sorted { $0.key.precedesInBytes($1.key) }
      for (index, member) in members.enumerated() {
        if index > 0 { text.append(UInt8(ascii: ",")) }
        append(member.key, to: &text)
        text.append(UInt8(ascii: ":"))
        append(member.value, to: &text)
      }
      text.append(UInt8(ascii: "}"))
    }
  }

  private static func append(_ string: String, to text: inout [UInt8]) {
    text.append(UInt8(ascii: "\""))
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\"".utf8
      case "\\": text += "\\\\".utf8
      case "\n": text += "\\n".utf8
      case "\r": text += "\\r".utf8
      case "\t": text += "\\t".utf8
      case "\u{8}": text += "\\b".utf8
      case "\u{C}": text += "\\f".utf8
      case "\0"..<" ", "<", ">", "&", "\u{2028}", "\u{2029}":
        let digits = String(scalar.value, radix: 16)
        text += "\\u".utf8
        text += repeatElement(UInt8(ascii: "0"), count: 4 - digits.utf8.count)
        text += digits.utf8
      default: text += scalar.utf8
      }
    }
    text.append(UInt8(ascii: "\""))
  }
}
