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
    output.array { json in
      for (diagnostic, reason) in all {
        json.beginLine(indent: 2)
        json.object { json in json.append(diagnostic, allowed: reason, &texts) }
      }
      json.beginLine(indent: 0)
    }
    return String(decoding: output.bytes, as: UTF8.self) + "\n"
  }
}

extension JSONText {
  fileprivate mutating func append(
    _ diagnostic: Diagnostic, allowed reason: String?, _ texts: inout SourceTexts
  ) {
    member("code", diagnostic.code.name)
    member("severity", diagnostic.severity.name)
    member("message", diagnostic.message)
    append(diagnostic.primary.place, in: texts[diagnostic.primary.place.path])
    key("labels")
    array { json in
      json.append(diagnostic.primary, isPrimary: true, &texts)
      for label in diagnostic.secondary { json.append(label, isPrimary: false, &texts) }
    }
    key("notes")
    array(diagnostic.notes)
    key("help")
    array(diagnostic.help)
    if let reason { member("allowed", reason) }
  }

  private mutating func append(_ label: Label, isPrimary: Bool, _ texts: inout SourceTexts) {
    object { json in
      json.append(label.place, in: texts[label.place.path])
      json.member("message", label.message)
      json.key("primary")
      json.value(isPrimary)
    }
  }

  /// The members that say where a place is.
  private mutating func append(_ place: Place, in text: SourceText?) {
    member("file", place.path)
    let start = text?.position(at: place.range.lowerBound)
    let end = text?.position(at: place.range.upperBound)
    member("line", start?.line)
    member("column", start?.column)
    member("endLine", end?.line)
    member("endColumn", end?.column)
  }
}
