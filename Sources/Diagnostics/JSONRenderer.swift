/// Shows findings to programs: a JSON array, one finding a line.
///
/// Members keep their names and their meaning; new ones may be added at the end. `line` and `column`
/// count from one, columns in characters; `endLine` and `endColumn` are where the next character
/// would be. They are null where the file is not known. `labels` begins with the primary one. What is
/// allowed comes last, with the reason as `allowed`.
package struct JSONRenderer: Sendable {
  package init() {}

  package func render(
    _ diagnostics: [Diagnostic], allowed: [Diagnostics.Allowed] = [],
    source: @escaping (String) -> [UInt8]?
  ) -> String {
    let all = diagnostics.map { ($0, nil) } + allowed.map { ($0.diagnostic, $0.reason) }
    guard !all.isEmpty else { return "[]\n" }
    var texts = SourceTexts(source)
    var output = JSONText()
    for (index, (diagnostic, reason)) in all.enumerated() {
      output.append(index == 0 ? "[\n  {" : ",\n  {")
      output.append("\"code\": ", string: diagnostic.code.name)
      output.append(", \"severity\": ", string: diagnostic.severity.name)
      output.append(", \"message\": ", string: diagnostic.message)
      output.append(", ")
      output.append(diagnostic.primary.place, in: texts[diagnostic.primary.place.path])
      output.append(", \"labels\": [")
      output.append(diagnostic.primary, isPrimary: true, &texts)
      for label in diagnostic.secondary {
        output.append(", ")
        output.append(label, isPrimary: false, &texts)
      }
      output.append("], \"notes\": ", strings: diagnostic.notes)
      output.append(", \"help\": ", strings: diagnostic.help)
      if let reason { output.append(", \"allowed\": ", string: reason) }
      output.append("}")
    }
    output.append("\n]\n")
    return String(decoding: output.bytes, as: UTF8.self)
  }
}

/// JSON under construction.
private struct JSONText {
  private(set) var bytes: [UInt8] = []

  mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

  mutating func append(_ label: Label, isPrimary: Bool, _ texts: inout SourceTexts) {
    append("{")
    append(label.place, in: texts[label.place.path])
    append(", \"message\": ", string: label.message)
    append(isPrimary ? ", \"primary\": true}" : ", \"primary\": false}")
  }

  /// The members that say where a place is.
  mutating func append(_ place: Place, in text: SourceText?) {
    append("\"file\": ", string: place.path)
    let start = text?.position(at: place.range.lowerBound)
    let end = text?.position(at: place.range.upperBound)
    append(", \"line\": ", number: start?.line)
    append(", \"column\": ", number: start?.column)
    append(", \"endLine\": ", number: end?.line)
    append(", \"endColumn\": ", number: end?.column)
  }

  private mutating func append(_ prefix: String, number: Int?) {
    append(prefix)
    append(number.map { String($0) } ?? "null")
  }

  mutating func append(_ prefix: String, strings: [String]) {
    append(prefix)
    append("[")
    for (index, string) in strings.enumerated() { append(index == 0 ? "" : ", ", string: string) }
    append("]")
  }

  /// A string literal; control characters are escaped, those that terminals obey among them.
  mutating func append(_ prefix: String, string: String) {
    append(prefix)
    bytes.append(UInt8(ascii: "\""))
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": append("\\\"")
      case "\\": append("\\\\")
      case "\n": append("\\n")
      case "\t": append("\\t")
      case "\0"..<" ", "\u{7F}"..<"\u{A0}":
        append(scalar.value < 0x10 ? "\\u000" : "\\u00")
        append(String(scalar.value, radix: 16))
      default: bytes.append(contentsOf: scalar.utf8)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
