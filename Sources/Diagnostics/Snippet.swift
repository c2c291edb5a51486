/// The lines of one file that a diagnostic speaks of, in order, with what it says of them.
struct Snippet {
  /// A source line and the labels on it. Of a line too wide to be shown whole there may be several.
  struct Row {
    let line: Int
    let excerpt: LineExcerpt
    fileprivate(set) var marks: [Mark]
  }

  /// A label, as display columns of its row.
  struct Mark {
    let columns: Range<Int>
    let message: String
    let isPrimary: Bool
  }

  private(set) var rows: [Row] = []

  init(_ labels: [(label: Label, isPrimary: Bool)], in text: SourceText) {
    let ordered = labels.sorted { a, b in a.label.place < b.label.place }
    for (label, isPrimary) in ordered {
      let line = text.line(at: label.place.range.lowerBound)
      let lineRange = text.range(ofLine: line)
      // A place of several lines is underlined to the end of its first.
      let start = min(max(label.place.range.lowerBound, lineRange.lowerBound), lineRange.upperBound)
      let end = min(max(label.place.range.upperBound, start), lineRange.upperBound)

      if rows.last?.line != line || rows.last?.excerpt.shows(start) != true {
        if let previous = rows.last?.line, line == previous + 2 {
          rows.append(Row(text, previous + 1, around: text.range(ofLine: previous + 1).lowerBound))
        }
        rows.append(Row(text, line, around: start))
      }
      let excerpt = rows[rows.count - 1].excerpt
      let first = excerpt.column(at: start)
      rows[rows.count - 1].marks.append(
        Mark(
          columns: first..<max(first + 1, excerpt.column(at: end)), message: label.message,
          isPrimary: isPrimary))
    }
  }
}

extension Snippet.Row {
  fileprivate init(_ text: SourceText, _ line: Int, around focus: Int) {
    self.init(
      line: line, excerpt: LineExcerpt(text, line: text.range(ofLine: line), around: focus),
      marks: [])
  }

  /// The lines below the source line: underlines, with the last message beside them and the others
  /// hanging below, from right to left.
  ///
  /// ```
  /// ----  ^^^^^  --- right
  /// |     |
  /// |     middle
  /// left
  /// ```
  func annotations(isColoured: Bool, severity: Severity) -> [[UInt8]] {
    guard !marks.isEmpty else { return [] }
    var lines: [[UInt8]] = []
    func style(_ mark: Snippet.Mark) -> Style { mark.isPrimary ? Style(severity) : .context }

    var underline = StyledText(isColoured: isColoured)
    var column = 0
    for (columns, mark) in underlines {
      underline.append(UInt8(ascii: " "), times: columns.lowerBound - column)
      underline.append(UInt8(ascii: mark.isPrimary ? "^" : "-"), times: columns.count, style(mark))
      column = columns.upperBound
    }
    var hanging = marks.filter { !$0.message.isEmpty }
    if let last = hanging.last, last.columns.upperBound == column {
      underline.append(" ")
      underline.append(quoting: last.message, style(last))
      hanging.removeLast()
    }
    lines.append(underline.bytes)

    /// Joins the marks to the underlines above them.
    func connectors(_ marks: [Snippet.Mark]) -> StyledText {
      var text = StyledText(isColoured: isColoured)
      var column = 0
      for mark in marks where mark.columns.lowerBound >= column {
        text.append(UInt8(ascii: " "), times: mark.columns.lowerBound - column)
        text.append("|", style(mark))
        column = mark.columns.lowerBound + 1
      }
      return text
    }
    if !hanging.isEmpty { lines.append(connectors(hanging).bytes) }
    while let mark = hanging.popLast() {
      let others = hanging.filter { $0.columns.lowerBound < mark.columns.lowerBound }
      var text = connectors(others)
      let column = others.last.map { $0.columns.lowerBound + 1 } ?? 0
      text.append(UInt8(ascii: " "), times: mark.columns.lowerBound - column)
      text.append(quoting: mark.message, style(mark))
      lines.append(text.bytes)
    }
    return lines
  }

  /// The underlined columns from left to right; where labels overlap the primary one wins.
  private var underlines: [(Range<Int>, Snippet.Mark)] {
    var runs: [(Range<Int>, Snippet.Mark)] = []
    let edges = Set(marks.flatMap { [$0.columns.lowerBound, $0.columns.upperBound] }).sorted()
    for (start, end) in zip(edges, edges.dropFirst()) {
      let covering = marks.filter { $0.columns.contains(start) }
      guard let mark = covering.first(where: \.isPrimary) ?? covering.first else { continue }
      runs.append((start..<end, mark))
    }
    return runs
  }
}
