import Diagnostics

extension TreeBuilder {
  /// A node that an alias may stand for.
  struct Anchor {
    var index: Int32
    /// The number of its nodes, aliases followed; nil until its collection is closed.
    var size: Int?
    /// Levels below it.
    var height: Int
  }

  mutating func addAlias(_ name: String, at span: Range<Int>) throws(Refusal) {
    checkName(from: span.lowerBound + 1, count: name.utf8.count)
    checkFlowIndicator(before: span.lowerBound)
    var node = Node(form: .alias, start: Int32(span.lowerBound), end: Int32(span.upperBound))
    if let anchor = anchors[name], let size = anchor.size {
      repeated += size
      guard repeated <= limits.repeatedNodes else {
        report(
          .aliasBomb, "the aliases of this file repeat more than \(limits.repeatedNodes) values",
          at: span)
        throw .document
      }
      guard open.count + anchor.height <= limits.depth else {
        report(
          .yamlLimit, "with this alias collections are nested more than \(limits.depth) deep",
          at: span)
        throw .document
      }
      node.content = anchor.index
      if let parent = open.indices.last {
        open[parent].height = max(open[parent].height, anchor.height + 1)
      }
    } else {
      if anchors[name] == nil {
        report(
          .unknownAlias, "no anchor '&\(name)' comes before the alias '*\(name)'", at: span,
          help: "write a text that starts with '*' in quotes")
      } else {
        report(.cyclicAlias, "the alias '*\(name)' lies within what it stands for", at: span)
      }
      // A missing value, so that nothing more is said of it.
      node.form = .plain
      node.content = Int32(span.upperBound)
    }
    let index = try add(node)
    checkKey(index)
  }

  /// Checks the anchor and the tag of a node, and gives the place where its content starts.
  mutating func startOfContent(at span: Range<Int>, anchor: String?, isTagged: Bool) -> Int {
    var start = span.lowerBound
    checkFlowIndicator(before: start)
    var anchor = anchor
    var isTagged = isTagged
    guard anchor != nil || isTagged else { return start }
    while start < input.count {
      let byte = input[start]
      if byte == UInt8(ascii: "&"), let name = anchor {
        checkName(from: start + 1, count: name.utf8.count)
        start += 1 + name.utf8.count
        anchor = nil
      } else if byte == UInt8(ascii: "!"), isTagged {
        isTagged = false
        let end = input[start...].firstIndex { $0.isBlank || $0.isLineBreak } ?? input.count
        report(
          .yamlTag, "tags like '\(text(start..<end))' are read differently by every program",
          at: start..<end, help: "leave the tag out; write a text in quotes")
        start = end
      } else if byte.isBlank || byte.isLineBreak {
        start += 1
      } else if byte == UInt8(ascii: "#") {
        start = input[start...].firstIndex { $0.isLineBreak } ?? input.count
      } else {
        break
      }
    }
    return start
  }

  mutating func reportDirective(at span: Range<Int>) {
    let start = span.lowerBound
    let end = input[start...].firstIndex { $0.isLineBreak } ?? input.count
    report(
      .yamlTag, "directives like '\(text(start..<end))' are read differently by every program",
      at: start..<end, help: "remove the line")
  }

  /// libyaml ends a name at the first character that it does not know, and reads `&an:chor` as the
  /// anchor `an` of the text `:chor`, without an error.
  private mutating func checkName(from start: Int, count: Int) {
    let end = start + count
    guard end < input.count else { return }
    let next = input[end]
    if next.isBlank || next.isLineBreak { return }
    if next == UInt8(ascii: ","), open.last?.isFlow == true { return }
    if next == UInt8(ascii: "]") || next == UInt8(ascii: "}"), open.last?.isFlow == true { return }
    let word = input[end...].firstIndex { $0.isBlank || $0.isLineBreak } ?? input.count
    report(
      .ambiguousAnchor, "the name of an anchor ends in '\(text(start..<word))'",
      at: start - 1..<word,
      help: "name anchors with letters, digits, '-' and '_', and put a space after the name")
  }

  /// Within brackets libyaml takes any `?` for the sign of a key, so that it reads `{ ?foo: bar }` as
  /// if there were no `?`.
  private mutating func checkFlowIndicator(before start: Int) {
    guard start > 0, input[start - 1] == UInt8(ascii: "?"), open.last?.isFlow == true else {
      return
    }
    report(
      .invalidYAML, "a text within brackets cannot start with '?'", at: start - 1..<start,
      help: "put the text in quotes")
  }

  func text(_ range: Range<Int>) -> String { String(decoding: input[range], as: UTF8.self) }
}

extension Code {
  package static let ambiguousAnchor = Code(
    "ambiguous-anchor", .error, "the name of an anchor or an alias ends where readers disagree")
  package static let aliasBomb = Code(
    "alias-bomb", .error, "the aliases of a file repeat too many values")
  package static let unknownAlias = Code(
    "unknown-alias", .error, "an alias has no anchor before it")
  package static let cyclicAlias = Code(
    "cyclic-alias", .error, "an alias lies within what it stands for")
  package static let yamlTag = Code(
    "yaml-tag", .error, "a tag or a directive, which programs read differently")
}
