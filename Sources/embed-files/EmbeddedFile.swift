/// A file, as the generated source holds it.
struct EmbeddedFile {
  /// Relative to the embedded folder.
  let path: String
  let text: String
}

/// The Swift file that declares `embeddedFiles`, sorted by the bytes of their paths.
func source(of files: [EmbeddedFile]) -> String {
  let sorted = files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  var source = """
    // Generated from the files of this target's folder; not to be edited.

    let embeddedFiles: [(path: StaticString, text: StaticString)] = [

    """
  for file in sorted {
    source += "  (path: \(literal(file.path)), text: \(literal(file.text))),\n"
  }
  return source + "]\n"
}

/// A string literal on one line. Every scalar that could end it, or mean something else to the
/// compiler, is escaped, so that the literal's bytes are the text's.
private func literal(_ text: String) -> String {
  var literal = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\\": literal += "\\\\"
    case "\"": literal += "\\\""
    case "\n": literal += "\\n"
    case "\r": literal += "\\r"
    case "\t": literal += "\\t"
    case " "..."~": literal.unicodeScalars.append(scalar)
    default: literal += "\\u{\(String(scalar.value, radix: 16))}"
    }
  }
  return literal + "\""
}
