import Diagnostics

/// Why libyaml stopped, in words for people: it knows the grammar, we guess the slip.
struct SyntaxProblem {
  /// libyaml's own words.
  let problem: String
  let context: String
  /// Where it stopped, and where the thing that it was reading starts.
  let offset: Int
  let contextOffset: Int
  /// The innermost bracket or brace that is open.
  let openBracket: Int?
  let input: UnsafeBufferPointer<UInt8>
  let path: String

  var diagnostic: Diagnostic {
    if problem.contains("tab character") || byte(offset) == 0x09 { return tab }
    if let template { return template }
    if let conflict { return conflict }
    if let lookAlike { return lookAlike }
    if context.contains("directive") || problem.contains("directive") || context.contains("tag")
      || problem.contains("tag") || problem == "found incompatible YAML document"
    {
      return tagOrDirective
    }
    return inBrackets ?? inQuotes ?? amongLines ?? atStartOfText
      ?? diagnostic("this cannot be read as YAML: \(problem)", at: word(offset))
  }

  func diagnostic(
    _ message: String, at range: Range<Int>, help: String..., because cause: Label? = nil
  ) -> Diagnostic {
    Diagnostic(
      .invalidYAML, message, at: Place(path, range), secondary: cause.map { [$0] } ?? [],
      help: help)
  }
}

extension SyntaxProblem {
  private var tab: Diagnostic {
    let start = input.lineStart(offset)
    let first = input[start..<input.lineEnd(start)].firstIndex(of: 0x09) ?? offset
    let tab = byte(offset) == 0x09 ? offset : first
    return diagnostic(
      "a tab is used as indentation", at: tab..<min(tab + 1, input.count),
      help: "indent with spaces")
  }

  /// Templates of other tools are often taken for YAML: `{{ .Values.name }}-x`, `{{- end }}`.
  private var template: Diagnostic? {
    let start = input.lineStart(min(offset, problem.contains("':'") ? contextOffset : offset))
    for line in [start, input.lineStart(max(start - 1, 0))] {
      let end = input.lineEnd(line)
      guard let brace = (line..<end).first(where: { byte($0) == 0x7B && byte($0 + 1) == 0x7B })
      else { continue }
      let isQuoted = input[line..<brace].contains { $0 == 0x22 || $0 == 0x27 }
      if isQuoted { continue }
      return diagnostic(
        "'{{' without quotes is not a text in YAML", at: brace..<brace + 2,
        help: "put the whole value in quotes: \"{{ … }}\"",
        "a template of another tool has to be rendered first")
    }
    return nil
  }

  /// What git leaves where two changes meet.
  private var conflict: Diagnostic? {
    for line in [input.lineStart(min(contextOffset, offset)), input.lineStart(offset)] {
      let end = input.lineEnd(line)
      let word = word(line)
      guard word.count == 7, word.allSatisfy({ input[$0] == input[line] }),
        [UInt8(ascii: "<"), UInt8(ascii: "="), UInt8(ascii: ">")].contains(input[line])
      else { continue }
      return diagnostic(
        "two changes of this file were merged, and their conflict is not resolved", at: line..<end,
        help: "keep one of the two changes, or both, and remove the lines of git")
    }
    return nil
  }

  /// A sign of YAML that is another character: a dash of a word processor, a space that is none.
  private var lookAlike: Diagnostic? {
    let line = input.lineStart(offset)
    var at = input.lineStart(max(line - 1, 0))
    let end = input.lineEnd(offset)
    while at < end {
      let (value, length) = input.scalar(at: at)
      defer { at += length }
      guard value >= 0x80, let scalar = Unicode.Scalar(value), let sign = LookAlike(scalar),
        let meant = sign.meant, Self.signs.contains(meant)
      else { continue }
      let shown = meant == " " ? "a space" : "'\(meant)'"
      return diagnostic(
        "\(sign.name) looks like \(shown), and is none to YAML", at: at..<at + length,
        help: "write \(meant == " " ? "an ordinary space" : shown)")
    }
    return nil
  }

  /// What has a meaning between texts.
  private static let signs: Set<Unicode.Scalar> = [
    " ", "-", ":", ",", "'", "\"", "[", "]", "{", "}", "#",
  ]

  private var tagOrDirective: Diagnostic {
    let start = context.isEmpty ? offset : min(contextOffset, offset)
    var diagnostic = diagnostic(
      "this is neither text nor a tag or directive that YAML knows", at: word(start),
      help: "put a text that starts with '!' or '%' in quotes; leave out tags and directives")
    diagnostic.code = .yamlTag
    return diagnostic
  }

  private var inQuotes: Diagnostic? {
    guard context.hasSuffix("a quoted scalar") else { return nil }
    switch problem {
    case "found unexpected end of stream", "found unexpected document indicator":
      return diagnostic(
        "this quote is never closed", at: contextOffset..<min(contextOffset + 1, input.count),
        help: byte(contextOffset) == UInt8(ascii: "'")
          ? "close it with '; an apostrophe within single quotes is written twice"
          : "close it with \"; a quote within double quotes is written \\\"")
    case "found unknown escape character":
      let range = offset..<min(offset + 2, input.count)
      return diagnostic(
        "'\(text(range))' is not an escape of double quotes", at: range,
        help: "write the backslash twice, or use single quotes")
    case "found invalid Unicode character escape code":
      return diagnostic(
        "this escape is not a Unicode character", at: word(offset),
        help: "write the character itself, or \\U and eight digits")
    default:
      return diagnostic(
        "an escape has too few hexadecimal digits", at: word(offset),
        help: "write two digits after \\x, four after \\u, eight after \\U")
    }
  }

  private var inBrackets: Diagnostic? {
    guard context.hasPrefix("while parsing a flow") else {
      guard problem == "found unexpected ':'" else { return nil }
      return diagnostic(
        "a text within brackets cannot hold ':' here", at: word(contextOffset),
        help: "put the text in quotes, or a space after the colon of a key")
    }
    let isAtEnd = offset >= input.count || input.nextDocumentStart(from: offset) == offset
    if problem == "did not find expected node content", !isAtEnd || openBracket == nil {
      return byte(offset) == UInt8(ascii: ",") ? missingValue : atStartOfText
    }
    let bracket = openBracket ?? contextOffset
    let opening = bracket..<min(bracket + 1, input.count)
    let closing = byte(bracket) == UInt8(ascii: "[") ? "]" : "}"
    // A line that is not indented deeper than that of the bracket was meant to stand outside.
    let isOutside =
      input.lineStart(offset) != input.lineStart(bracket)
      && indentation(of: offset) <= indentation(of: bracket)
      && byte(offset) != UInt8(ascii: "]") && byte(offset) != UInt8(ascii: "}")
    if isAtEnd || isOutside {
      return diagnostic(
        "'\(text(opening))' is never closed", at: opening,
        help: "close it with '\(closing)', or put a text that starts with it in quotes")
    }
    return diagnostic(
      "',' or '\(closing)' is missing before this", at: word(offset),
      help: "put a text that holds ': ', ',' or brackets in quotes",
      because: Label(Place(path, opening), "opened here"))
  }

  private var missingValue: Diagnostic {
    diagnostic(
      "a value is missing before ','", at: offset..<offset + 1,
      help: "remove one ',', or write null or \"\" for an empty value")
  }

  private var atStartOfText: Diagnostic? {
    let sign =
      problem == "did not find expected alphabetic or numeric character" ? contextOffset : offset
    switch problem {
    case "found character that cannot start any token", "did not find expected node content",
      "did not find expected alphabetic or numeric character",
      "mapping keys are not allowed in this context":
      guard sign < input.count else { return nil }
      if text(word(sign)) == "..." {
        return diagnostic(
          "'...' ends a document, and there is none", at: word(sign), help: "remove the line")
      }
      return diagnostic(
        "a text without quotes cannot start with '\(text(sign..<sign + 1))'", at: word(sign),
        help: "put the text in quotes")
    case "did not find expected comment or line break":
      return diagnostic(
        "'|' and '>' are followed by lines of text, not by text", at: word(offset),
        help: "start the text on the next line, or put it in quotes")
    case "found an indentation indicator equal to 0":
      return diagnostic(
        "the indentation after '|' or '>' is a digit from 1 to 9", at: word(offset),
        help: "leave the digit out: the first line of the text tells its indentation")
    default: return nil
    }
  }
}

extension SyntaxProblem {
  func byte(_ offset: Int) -> UInt8 { offset < input.count ? input[offset] : 0 }

  func text(_ range: Range<Int>) -> String { String(decoding: input[range], as: UTF8.self) }

  func indentation(of offset: Int) -> Int {
    let start = input.lineStart(offset)
    var end = start
    while end < input.count, input[end] == UInt8(ascii: " ") { end += 1 }
    return end - start
  }

  /// From an offset to the next blank; empty at the end of the file.
  func word(_ offset: Int) -> Range<Int> {
    var end = offset
    while end < input.count, !input[end].isBlank, !input[end].isLineBreak { end += 1 }
    return min(offset, input.count)..<end
  }
}

extension Code {
  package static let invalidYAML = Code("invalid-yaml", .error, "a file is not valid YAML")
}
