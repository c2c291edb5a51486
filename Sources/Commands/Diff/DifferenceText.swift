import Compiler
import Diagnostics
import Difference
import Manifests

/// A comparison for a terminal.
///
/// ```
/// pro and studio: 1 recreated, 1 changed; 1 Job runs
///   recreated  Job linkerd/linkerd-viz-install: runs again (clusters/fleet.yaml:40:16)
///     ~ spec.template.spec.containers[name=install].image: a -> b
/// ```
struct DifferenceText {
  private let report: DifferenceReport
  private var output: StyledText

  /// Columns up to which a field stands on one line.
  private static let widest = 100
  /// Names of clusters that are listed below `97 clusters, like studio`.
  private static let mostNames = 20

  init(_ report: DifferenceReport, isColoured: Bool) {
    self.report = report
    output = StyledText(isColoured: isColoured)
  }

  static func bytes(of report: DifferenceReport, isColoured: Bool) -> [UInt8] {
    var text = DifferenceText(report, isColoured: isColoured)
    text.render()
    return text.output.bytes
  }

  private mutating func render() {
    output.append(quoting: "\(report.before) -> \(report.after)", .emphasis)
    output.endLine()
    if let note = report.note {
      output.append("note: ", .note)
      output.append(quoting: note)
      output.endLine()
    }
    appendLosses()
    for whole in report.removed { append(whole, "no longer described", .error) }
    for whole in report.added { append(whole, "new", .note) }
    for section in report.sections { append(section) }
    appendDocuments()
    appendSummary()
  }

  /// What nobody brings back, before anything else.
  private mutating func appendLosses() {
    let losses = report.losses
    if losses.isEmpty { return }
    output.endLine()
    output.append("what is lost:", .error)
    output.endLine()
    for (clusters, change) in losses {
      output.append("  ")
      output.append(quoting: "\(change.difference.identity)", .error)
      if clusters != [""] {
        output.append(" on ")
        append(clusters)
      }
      output.append(": ")
      output.append(quoting: change.difference.consequences.joined(separator: "; "))
      output.endLine()
    }
  }

  /// Clusters that come or go: their objects are counted by kind.
  private mutating func append(
    _ whole: SharedDifference.WholeClusters, _ words: String, _ style: Style
  ) {
    output.endLine()
    append(whole.clusters)
    output.append(": ")
    output.append(words, style)
    let each = whole.clusters.count > 1 ? " each" : ""
    output.append(", \(whole.objects.count) objects\(each)")
    output.endLine()
    output.append("  ")
    output.append(quoting: whole.kinds)
    output.endLine()
  }

  private mutating func append(_ section: DifferenceReport.Section) {
    output.endLine()
    append(section.clusters)
    output.append(": \(section.counts.text)")
    output.endLine()
    if ClusterWords(section.clusters, of: report.clusterCount).hasMore {
      let names = section.clusters.prefix(Self.mostNames).joined(separator: ", ")
      let more = section.clusters.count - Self.mostNames
      output.append("  on ")
      output.append(quoting: names)
      if more > 0 { output.append(" and \(more) more") }
      output.endLine()
    }
    for change in section.changes { append(change) }
  }

  private mutating func appendDocuments() {
    if report.documents.isEmpty { return }
    output.endLine()
    output.append("files that Flux does not apply by itself", .emphasis)
    output.append(":")
    output.endLine()
    for document in report.documents {
      output.append("  ")
      output.append(document.word, document.change.style)
      output.append(UInt8(ascii: " "), times: 11 - document.word.utf8.count)
      output.append(quoting: document.path, .emphasis)
      let others = document.clusters.count - 1
      if others > 0 {
        output.append(" and of \(others) other \(others == 1 ? "cluster" : "clusters")")
      }
      output.append(": \(document.consequence)")
      output.endLine()
      guard document.change == .changed, case .lines(let lines, let more) = document.value else {
        continue
      }
      for (sign, text) in lines { append(line: sign, text) }
      if more > 0 {
        output.append("        and \(more) more lines")
        output.endLine()
      }
    }
  }

  private mutating func append(_ clusters: [String]) {
    output.append(quoting: ClusterWords(clusters, of: report.clusterCount).text, .emphasis)
  }

  private mutating func append(_ change: DifferenceReport.Change) {
    let difference = change.difference
    output.append("  ")
    let word = difference.change.word
    output.append(word, difference.isLoud ? .error : difference.change.style)
    output.append(UInt8(ascii: " "), times: 11 - word.utf8.count)
    output.append(quoting: "\(difference.identity)", .emphasis)
    if !difference.consequences.isEmpty {
      output.append(": ")
      output.append(
        quoting: difference.consequences.joined(separator: "; "),
        difference.isLoud ? .error : .plain)
    }
    append(places: change.place.map { [$0] } ?? [])
    for field in change.fields { append(field) }
  }

  /// What a line ends in: where it comes from.
  private mutating func append(places: [String]) {
    if !places.isEmpty {
      output.append(" (")
      output.append(quoting: places.joined(separator: ", "), .context)
      output.append(")")
    }
    output.endLine()
  }

  private mutating func append(_ field: DifferenceReport.Field) {
    let path = field.difference.path + (field.difference.isImmutable ? " (immutable)" : "")
    output.append("    ")
    switch field.value {
    case .line(nil, let after?): append("+", .note, "\(path): \(after)", field.places)
    case .line(let before?, nil): append("-", .error, "\(path): \(before)", field.places)
    case .line(let before, let after):
      let (before, after) = (before ?? "", after ?? "")
      if path.utf8.count + before.utf8.count + after.utf8.count < Self.widest {
        append("~", .warning, "\(path): \(before) -> \(after)", field.places)
      } else {
        append("~", .warning, "\(path):", field.places)
        append(line: "-", before)
        append(line: "+", after)
      }
    case .lines(let lines, let more):
      if field.difference.before == nil {
        append("+", .note, "\(path):", field.places)
      } else if field.difference.after == nil {
        append("-", .error, "\(path):", field.places)
      } else {
        append("~", .warning, "\(path):", field.places)
      }
      for (sign, text) in lines { append(line: sign, text) }
      if more > 0 {
        output.append("        and \(more) more lines")
        output.endLine()
      }
    }
  }

  private mutating func append(
    _ sign: String, _ style: Style, _ text: String, _ places: [String]
  ) {
    output.append(sign, style)
    output.append(" ")
    output.append(quoting: text)
    append(places: places)
  }

  private mutating func append(line sign: Character, _ text: String) {
    output.append("        ")
    switch sign {
    case "@": output.append(quoting: "\(text):", .context)
    case "-": output.append(quoting: "- \(text)", .error)
    default: output.append(quoting: "+ \(text)", .note)
    }
    output.endLine()
  }

  /// A line for clusters that are alike, where the sections do not say as much, and one for the
  /// whole.
  private mutating func appendSummary() {
    output.endLine()
    if report.rows.isEmpty {
      output.append(report.clusterCount > 1 ? "nothing changes on any cluster" : "nothing changes")
      return output.endLine()
    }
    if report.sections.count + report.added.count + report.removed.count > 1 {
      let names = report.rows.map { ClusterWords($0.clusters, of: report.clusterCount).text }
      let widest = names.map(\.unicodeScalars.count).max() ?? 0
      for (row, name) in zip(report.rows, names) {
        output.append(quoting: name, .emphasis)
        output.append(UInt8(ascii: " "), times: widest - name.unicodeScalars.count + 2)
        output.append(row.text)
        output.endLine()
      }
    }
    output.append(report.summary)
    output.endLine()
  }
}

extension ObjectDifference.Change {
  fileprivate var style: Style {
    switch self {
    case .refused, .pruned: .error
    case .recreated, .changed: .warning
    case .created: .note
    case .orphaned: .context
    }
  }
}

extension DifferenceReport.Row {
  var text: String {
    switch presence {
    case .added: "new: \(counts.text)"
    case .removed: "no longer described; its objects stay"
    case .kept: counts.text
    }
  }
}

extension DifferenceReport {
  /// `2 of 3 clusters change`.
  var summary: String {
    let verb = touchedCount == 1 ? "changes" : "change"
    if rows.first?.clusters == [""] { return rows.first?.text ?? "" }
    let clusters = clusterCount == 1 ? "cluster" : "clusters"
    return "\(touchedCount) of \(clusterCount) \(clusters) \(verb)"
  }
}

extension SharedDifference.WholeClusters {
  /// `12 Kustomization, 5 Job`: the most frequent kinds first.
  var kinds: String {
    var counts: [String: Int] = [:]
    for object in objects { counts[object.identity.kind, default: 0] += 1 }
    return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { "\($0.value) \($0.key)" }.joined(separator: ", ")
  }
}
