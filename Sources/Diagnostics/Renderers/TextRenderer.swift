/// Shows findings to people: what is wrong, the source line, and what to do.
///
/// ```
/// clusters/studio.yaml:14:12: error: 'pods' overlap 'pods' of linked cluster 'pro' [overlapping-cidr]
///    |
/// 14 |     pods: 10.247.0.0/17
///    |           ^^^^^^^^^^^^^ lies within 10.247.0.0/16
///    = help: the next free block is 10.248.0.0/16
/// ```
package struct TextRenderer: Sendable {
  private let isColoured: Bool

  package init(isColoured: Bool = false) { self.isColoured = isColoured }

  /// The findings in the order given, an empty line between two; `source` gives the bytes of a file,
  /// nil where it is not known.
  package func render(
    _ diagnostics: [Diagnostic], source: @escaping (String) -> [UInt8]?
  ) -> String {
    var texts = SourceTexts(source)
    var output = StyledText(isColoured: isColoured)
    for (index, diagnostic) in diagnostics.enumerated() {
      if index > 0 { output.endLine() }
      append(diagnostic, to: &output, &texts)
    }
    return output.text
  }

  /// - Parameter folder: what precedes paths.
  func append(
    _ diagnostic: Diagnostic, in folder: String = "", to output: inout StyledText,
    _ texts: inout SourceTexts
  ) {
    output.append(
      headerOf: diagnostic, in: folder, at: texts.position(of: diagnostic.primary.place))
    var body = Body(
      diagnostic: diagnostic, files: filesOf(diagnostic, &texts), folder: folder,
      isColoured: isColoured)
    output.append(body.render())
  }

  /// The labels by file: that of the primary label first, the others as they come.
  private func filesOf(_ diagnostic: Diagnostic, _ texts: inout SourceTexts) -> [Body.File] {
    var files: [Body.File] = []
    let labels = [(diagnostic.primary, true)] + diagnostic.secondary.map { ($0, false) }
    for (label, isPrimary) in labels {
      let path = label.place.path
      if let index = files.firstIndex(where: { $0.path == path }) {
        files[index].labels.append((label, isPrimary))
      } else {
        files.append(Body.File(path: path, text: texts[path], labels: [(label, isPrimary)]))
      }
    }
    return files
  }
}

/// All of a diagnostic below its header, under one gutter.
private struct Body {
  struct File {
    let path: String
    let text: SourceText?
    var labels: [(label: Label, isPrimary: Bool)]
  }

  private let diagnostic: Diagnostic
  private let files: [File]
  private let snippets: [Snippet?]
  private let folder: String
  private let isColoured: Bool
  /// The digits of the greatest line number.
  private let gutter: Int
  private var output: StyledText

  init(diagnostic: Diagnostic, files: [File], folder: String, isColoured: Bool) {
    self.diagnostic = diagnostic
    self.folder = folder
    self.files = files
    self.isColoured = isColoured
    snippets = files.map { file in file.text.map { Snippet(file.labels, in: $0) } }
    let greatest = snippets.compactMap { $0?.rows.last?.line }.max() ?? 1
    gutter = String(greatest).utf8.count
    output = StyledText(isColoured: isColoured)
  }

  mutating func render() -> [UInt8] {
    for (index, (file, snippet)) in zip(files, snippets).enumerated() {
      if index > 0 {
        if snippets[index - 1] != nil { appendGutter("|") }
        append(namesOf: file)
      }
      if let snippet { append(snippet) }
    }
    // Without a snippet the words of the primary label have no other place.
    if case nil? = snippets.first, !diagnostic.primary.message.isEmpty {
      append("note", .note, diagnostic.primary.message)
    }
    for note in diagnostic.notes { append("note", .note, note) }
    for help in diagnostic.help { append("help", .help, help) }
    return output.bytes
  }

  private mutating func append(_ snippet: Snippet) {
    appendGutter("|")
    var previous: Int?
    for row in snippet.rows {
      if let previous, row.line > previous + 1 {
        output.append("...", .context)
        output.endLine()
      }
      previous = row.line

      let number = String(row.line)
      output.append(UInt8(ascii: " "), times: gutter - number.utf8.count)
      output.append(number + " |", .context)
      if !row.excerpt.shown.isEmpty {
        output.append(" ")
        output.append(row.excerpt.shown)
      }
      output.endLine()
      for annotation in row.annotations(isColoured: isColoured, severity: diagnostic.severity) {
        appendGutter("|", thenEndLine: false)
        output.append(" ")
        output.append(annotation)
        output.endLine()
      }
    }
  }

  /// `::: path:line:column` of a file's first label; where the file is not known, what the labels
  /// say of it.
  private mutating func append(namesOf file: File) {
    for (label, _) in file.labels {
      output.append(UInt8(ascii: " "), times: gutter)
      output.append("::: ", .context)
      output.append(quoting: file.path.isEmpty ? "" : folder + file.path)
      if let position = file.text?.position(at: label.place.range.lowerBound) {
        output.append(":\(position.line):\(position.column)")
        output.endLine()
        return
      }
      if !label.message.isEmpty {
        output.append(": ")
        output.append(quoting: label.message)
      }
      output.endLine()
    }
  }

  /// `= note: text`; further lines of the text are indented to its first.
  private mutating func append(_ title: String, _ style: Style, _ text: String) {
    appendGutter("=", thenEndLine: false)
    output.append(" ")
    output.append(title, style)
    output.append(": ")
    var isFirst = true
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if !isFirst {
        output.endLine()
        if !line.isEmpty {
          output.append(UInt8(ascii: " "), times: gutter + 3 + title.utf8.count + 2)
        }
      }
      output.append(quoting: String(line))
      isFirst = false
    }
    output.endLine()
  }

  private mutating func appendGutter(_ sign: String, thenEndLine: Bool = true) {
    output.append(UInt8(ascii: " "), times: gutter + 1)
    output.append(sign, .context)
    if thenEndLine { output.endLine() }
  }
}
