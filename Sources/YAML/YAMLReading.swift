import CLibYAML
import Diagnostics
import Values

/// One reading of a file: from its bytes to the arena and what is wrong with it.
struct YAMLReading {
  /// What the parser reads: the file, and a final newline where it has none, because libyaml misreads
  /// some files without.
  private let input: UnsafeBufferPointer<UInt8>
  private let isNewlineAdded: Bool
  /// Bytes of the file itself.
  private let length: Int
  private let limits: YAMLLimits
  private let hasTab: Bool
  private var offsets: ByteOffsets
  private var tree: TreeBuilder
  private var brokenDocuments = 0

  static func read(
    _ bytes: [UInt8], of path: String, within limits: YAMLLimits
  ) -> (YAMLArena, [Diagnostic]) {
    var problems = ProblemList(limit: limits.diagnostics)
    // Offsets are Int32, and escapes may make a text half as long again as its source.
    guard bytes.count <= min(limits.bytes, Int(Int32.max) / 2) else {
      problems.report(
        Diagnostic(
          .yamlLimit, "the file is larger than \(limits.bytes >> 20) MiB, the limit for YAML",
          at: .file(path)))
      return (YAMLArena(), problems.diagnostics)
    }
    if let conflicts = MergeConflicts(in: bytes) {
      problems.report(conflicts.diagnostic(in: path))
      return (YAMLArena(), problems.diagnostics)
    }
    let isNewlineAdded = bytes.last.map { $0 != UInt8(ascii: "\n") } ?? false
    let terminated = isNewlineAdded ? bytes + [UInt8(ascii: "\n")] : bytes
    return terminated.withUnsafeBufferPointer { input in
      var start = 0
      if input.starts(with: [0xEF, 0xBB, 0xBF]) {
        start = 3
        problems.report(
          Diagnostic(
            .byteOrderMark, "the file starts with a byte order mark",
            at: Place(path, 0..<3), help: ["save the file as UTF-8 without a byte order mark"]))
      }
      let check = CharacterCheck(input, from: start, of: path)
      if let problem = check.problem {
        problems.report(problem)
        return (YAMLArena(), problems.diagnostics)
      }
      var reading = YAMLReading(
        input: input, isNewlineAdded: isNewlineAdded, path: path, limits: limits, check: check,
        problems: problems)
      reading.readDocuments(from: start)
      return (reading.tree.arena, reading.tree.problems.diagnostics)
    }
  }

  private init(
    input: UnsafeBufferPointer<UInt8>, isNewlineAdded: Bool, path: String, limits: YAMLLimits,
    check: CharacterCheck, problems: ProblemList
  ) {
    self.input = input
    self.isNewlineAdded = isNewlineAdded
    length = input.count - (isNewlineAdded ? 1 : 0)
    self.limits = limits
    hasTab = check.hasTab
    offsets = ByteOffsets(input, isASCII: check.isASCII)
    tree = TreeBuilder(
      input: UnsafeBufferPointer(rebasing: input[..<length]),
      path: path, limits: limits, problems: problems)
  }

  /// Reads document after document; after one that is broken, from the next `---` on.
  private mutating func readDocuments(from first: Int) {
    var start = first
    while start < input.count, let failure = readDocuments(upToFailureFrom: start) {
      tree.discardDocument()
      brokenDocuments += 1
      guard let next = input.nextDocumentStart(from: max(failure, start + 1)) else { return }
      guard brokenDocuments < limits.brokenDocuments else {
        tree.report(
          .yamlLimit, "the file has \(brokenDocuments) documents with errors, the rest is not read",
          at: next..<next + 3)
        return
      }
      start = next
    }
  }

  /// Where reading stopped, which is the end of the file where nothing more is to be read of it; nil
  /// where nothing stopped it.
  private mutating func readDocuments(upToFailureFrom start: Int) -> Int? {
    let base = offsets.scalar(at: start, in: input)
    var parser = EventParser(UnsafeBufferPointer(rebasing: input[start...]))
    let event = parser.event
    while true {
      guard parser.next() else {
        let failure = parser.failure
        let problem = SyntaxProblem(
          problem: failure.problem, context: failure.context,
          offset: offset(base + failure.offset),
          contextOffset: offset(base + failure.contextOffset),
          openBracket: tree.openBracket,
          input: tree.input, path: tree.path)
        tree.problems.report(unlessThere: problem.diagnostic)
        return offset(base + failure.offset)
      }
      if event.pointee.type == YAML_STREAM_END_EVENT { return nil }
      let from = offset(base + event.pointee.start_mark.index)
      let to = offset(base + event.pointee.end_mark.index)
      do {
        try add(event, from..<max(from, to))
      } catch {
        return error == .file ? input.count : to
      }
    }
  }

  private mutating func offset(_ scalar: Int) -> Int {
    min(offsets.offset(ofScalar: scalar, in: input), length)
  }

  private mutating func add(
    _ event: UnsafePointer<yaml_event_t>, _ span: Range<Int>
  ) throws(Refusal) {
    switch event.pointee.type {
    case YAML_DOCUMENT_START_EVENT:
      let start = event.pointee.data.document_start
      let hasDirective =
        start.version_directive != nil
        || start.tag_directives.start != start.tag_directives.end
      tree.startDocument(at: span, hasDirective: hasDirective)
    case YAML_DOCUMENT_END_EVENT:
      if hasTab { tree.reportTabs(upTo: span.upperBound) }
      tree.endDocument()
    case YAML_ALIAS_EVENT:
      try tree.addAlias(name(event.pointee.data.alias.anchor), at: span)
    case YAML_SCALAR_EVENT:
      let scalar = event.pointee.data.scalar
      var text = UnsafeBufferPointer(start: UnsafePointer(scalar.value), count: scalar.length)
      let form = form(scalar.style)
      if isNewlineAdded, form == .literal || form == .folded, takesAddedNewline(text, span) {
        text = UnsafeBufferPointer(rebasing: text.dropLast())
      }
      try tree.addScalar(
        text, form, at: span, anchor: scalar.anchor.map(name), isTagged: scalar.tag != nil)
    case YAML_SEQUENCE_START_EVENT:
      let start = event.pointee.data.sequence_start
      try tree.startCollection(
        .sequence, isFlow: start.style == YAML_FLOW_SEQUENCE_STYLE, at: span,
        anchor: start.anchor.map(name), isTagged: start.tag != nil)
    case YAML_MAPPING_START_EVENT:
      let start = event.pointee.data.mapping_start
      try tree.startCollection(
        .mapping, isFlow: start.style == YAML_FLOW_MAPPING_STYLE, at: span,
        anchor: start.anchor.map(name), isTagged: start.tag != nil)
    case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT:
      tree.endCollection(at: span)
    default: break
    }
  }

  /// Whether a block scalar ends in the newline that is not in the file. Where the last line is not
  /// blank, the scalar of the file itself ends without one (YAML 1.2, 8.1.1.2), as kubectl reads it.
  private func takesAddedNewline(
    _ text: UnsafeBufferPointer<UInt8>, _ span: Range<Int>
  ) -> Bool {
    guard span.upperBound == length, text.last == UInt8(ascii: "\n") else { return false }
    let header = input[span]
      .drop { $0 != UInt8(ascii: "|") && $0 != UInt8(ascii: ">") }
      .prefix { !$0.isBlank && !$0.isLineBreak }
    let isKept = header.contains(UInt8(ascii: "+"))
    return isKept || !input[span.upperBound - 1].isBlank
  }

  private func name(_ anchor: UnsafeMutablePointer<yaml_char_t>) -> String {
    String(cString: anchor)
  }

  private func form(_ style: yaml_scalar_style_t) -> YAMLArena.Node.Form {
    switch style {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE: .singleQuoted
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .doubleQuoted
    case YAML_LITERAL_SCALAR_STYLE: .literal
    case YAML_FOLDED_SCALAR_STYLE: .folded
    default: .plain
    }
  }
}
