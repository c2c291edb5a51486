import Values

/// A JSON value as text for programs: an element of an array a line, all else on one line.
struct JSONDocument {
  private var bytes: [UInt8] = []

  /// On one line, without a line feed.
  static func line(_ value: JSONValue) -> String {
    var document = JSONDocument()
    document.append(value)
    return String(decoding: document.bytes, as: UTF8.self)
  }

  /// A report for programs: a member a line, and below it an element of its array a line.
  ///
  /// - Parameter text: the value of the last member, which is JSON already.
  static func report(
    _ object: JSONObject, endingIn name: String, _ text: String
  ) -> String {
    var document = JSONDocument()
    document.bytes += "{\n".utf8
    for (index, member) in object.members.enumerated() {
      document.bytes += (index == 0 ? "  " : ",\n  ").utf8
      document.bytes.append(jsonLiteral: member.key)
      document.bytes += ": ".utf8
      guard case .array(let elements) = member.value, !elements.isEmpty else {
        document.append(member.value)
        continue
      }
      for (index, element) in elements.enumerated() {
        document.bytes += (index == 0 ? "[\n    " : ",\n    ").utf8
        document.append(element)
      }
      document.bytes += "\n  ]".utf8
    }
    document.bytes += (object.members.isEmpty ? "  " : ",\n  ").utf8
    document.bytes.append(jsonLiteral: name)
    document.bytes += ": \(text)}\n".utf8
    return String(decoding: document.bytes, as: UTF8.self)
  }

  static func text(_ value: JSONValue) -> String {
    var document = JSONDocument()
    if case .array(let elements) = value, !elements.isEmpty {
      for (index, element) in elements.enumerated() {
        document.bytes += (index == 0 ? "[\n  " : ",\n  ").utf8
        document.append(element)
      }
      document.bytes += "\n]".utf8
    } else {
      document.append(value)
    }
    document.bytes.append(UInt8(ascii: "\n"))
    return String(decoding: document.bytes, as: UTF8.self)
  }

  private mutating func append(_ value: JSONValue) {
    switch value {
    case .null: bytes += "null".utf8
    case .bool(let truth): bytes += (truth ? "true" : "false").utf8
    case .integer(let integer): bytes += String(integer).utf8
    case .number(let number): bytes += String(number).utf8
    case .string(let string): bytes.append(jsonLiteral: string)
    case .array(let elements):
      bytes.append(UInt8(ascii: "["))
      for (index, element) in elements.enumerated() {
        if index > 0 { bytes += ", ".utf8 }
        append(element)
      }
      bytes.append(UInt8(ascii: "]"))
    case .object(let object):
      bytes.append(UInt8(ascii: "{"))
      for (index, member) in object.members.enumerated() {
        if index > 0 { bytes += ", ".utf8 }
        bytes.append(jsonLiteral: member.key)
        bytes += ": ".utf8
        append(member.value)
      }
      bytes.append(UInt8(ascii: "}"))
    }
  }
}
