extension [UInt8] {
  /// Appends a text as a JSON literal (RFC 8259, 7); control characters are escaped, those that
  /// terminals obey among them.
  package mutating func append(jsonLiteral text: String) {
    append(UInt8(ascii: "\""))
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": self += "\\\"".utf8
      case "\\": self += "\\\\".utf8
      case "\n": self += "\\n".utf8
      case "\t": self += "\\t".utf8
      case "\0"..<" ", "\u{7F}"..<"\u{A0}":
        self += (scalar.value < 0x10 ? "\\u000" : "\\u00").utf8
        self += String(scalar.value, radix: 16).utf8
      default: self += scalar.utf8
      }
    }
    append(UInt8(ascii: "\""))
  }
}
