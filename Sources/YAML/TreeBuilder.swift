import Diagnostics

/// A limit is passed, and that was reported: reading goes on after the document, or ends.
enum Refusal: Error {
  case document, file
}

/// Puts the nodes of a file together, event by event, and refuses what readers read differently.
struct TreeBuilder {
  typealias Node = YAMLArena.Node

  /// A collection that is not closed yet.
  struct Frame {
    var index: Int32
    var isMapping: Bool
    var isFlow: Bool
    /// Not so for the pair of '[a: b]'.
    var hasBracket: Bool
    var isAnchored: Bool
    var count: Int32 = 0
    var lastChild = Node.none
    /// What an alias of this collection costs: nodes, and levels below it.
    var repeatedAtStart: Int
    var height = 1

    /// Whether the last child is a key, whose value is still to come.
    var endsInKey: Bool { isMapping && count % 2 == 1 }
  }

  let input: UnsafeBufferPointer<UInt8>
  let path: String
  let limits: YAMLLimits
  var problems: ProblemList
  var arena = YAMLArena()
  var open: [Frame] = []
  var anchors: [String: Anchor] = [:]
  /// The names of those frames that have one.
  private var openAnchors: [String] = []
  /// Warnings of tabs.
  var tabsTold = 0
  /// Nodes that aliases of the file repeat.
  var repeated = 0
  private var document = DocumentMark()

  /// What the builder goes back to when a document is given up.
  private struct DocumentMark {
    var start = 0
    var nodes = 0
    var decoded = 0
    var repeated = 0
  }

  init(
    input: UnsafeBufferPointer<UInt8>, path: String, limits: YAMLLimits, problems: ProblemList
  ) {
    self.input = input
    self.path = path
    self.limits = limits
    self.problems = problems
    // Kubernetes manifests have a node for about 18 bytes.
    arena.nodes.reserveCapacity(input.count / 16)
  }

  /// The nodes of the document that is being read.
  var documentNodes: Range<Int> { document.nodes..<arena.nodes.count }
  var documentStart: Int { document.start }
  /// Where the innermost bracket or brace stands that is not closed yet.
  var openBracket: Int? {
    open.last { $0.isFlow && $0.hasBracket }.map { Int(arena.nodes[Int($0.index)].start) }
  }

  mutating func startDocument(at span: Range<Int>, hasDirective: Bool) {
    document = DocumentMark(
      start: span.lowerBound, nodes: arena.nodes.count, decoded: arena.decoded.count,
      repeated: repeated)
    if hasDirective { reportDirective(at: span) }
  }

  mutating func endDocument() {
    if document.nodes < arena.nodes.count { arena.roots.append(Int32(document.nodes)) }
    anchors.removeAll(keepingCapacity: true)
    document.nodes = arena.nodes.count
    document.decoded = arena.decoded.count
    document.repeated = repeated
  }

  mutating func discardDocument() {
    arena.nodes.removeLast(arena.nodes.count - document.nodes)
    arena.decoded.removeLast(arena.decoded.count - document.decoded)
    repeated = document.repeated
    anchors.removeAll(keepingCapacity: true)
    open.removeAll(keepingCapacity: true)
    openAnchors.removeAll(keepingCapacity: true)
  }

  mutating func addScalar(
    _ text: UnsafeBufferPointer<UInt8>, _ form: Node.Form, at span: Range<Int>, anchor: String?,
    isTagged: Bool
  ) throws(Refusal) {
    let start = startOfContent(at: span, anchor: anchor, isTagged: isTagged)
    var end = span.upperBound
    var node: Node
    switch form {
    case .literal, .folded:
      // The mark of libyaml takes the blank lines after a block scalar.
      end = trimmedEnd(from: end, downTo: start + 1)
      node = Node(form: form, start: Int32(start), end: Int32(end))
      append(text, to: &node)
    case .plain where text.isEmpty:
      // The mark of libyaml may lie beyond blank lines, at the token after the missing value.
      end = trimmedEnd(from: end, downTo: anchor == nil ? document.start : end)
      node = Node(form: form, start: Int32(end), end: Int32(end))
      node.content = Int32(end)
    default:
      node = Node(form: form, start: Int32(start), end: Int32(end))
      let source = start + (form == .plain ? 0 : 1)
      if source + text.count <= end, text.isEqual(to: input, from: source) {
        node.content = Int32(source)
        node.count = Int32(text.count)
      } else {
        append(text, to: &node)
      }
    }
    let index = try add(node)
    if let anchor { anchors[anchor] = Anchor(index: index, size: 1 + text.count / 64, height: 0) }
    if !isTagged { checkKey(index) }
  }

  mutating func startCollection(
    _ form: Node.Form, isFlow: Bool, at span: Range<Int>, anchor: String?, isTagged: Bool
  ) throws(Refusal) {
    let start = startOfContent(at: span, anchor: anchor, isTagged: isTagged)
    guard open.count < limits.depth else {
      report(
        .yamlLimit, "collections are nested more than \(limits.depth) deep",
        at: start..<min(start + 1, input.count))
      throw .document
    }
    let index = try add(Node(form: form, start: Int32(start), end: Int32(start)))
    checkKey(index)
    if let anchor { anchors[anchor] = Anchor(index: index, size: nil, height: 0) }
    if let anchor { openAnchors.append(anchor) }
    open.append(
      Frame(
        index: index, isMapping: form == .mapping, isFlow: isFlow, hasBracket: !span.isEmpty,
        isAnchored: anchor != nil,
        repeatedAtStart: repeated))
  }

  mutating func endCollection(at span: Range<Int>) {
    guard let frame = open.popLast() else {
      preconditionFailure("libyaml closes what it opened")
    }
    let index = Int(frame.index)
    arena.nodes[index].count = frame.count
    // A block collection ends with its last child; the pair of '[a: b]' too, whose closing bracket
    // is that of the sequence.
    var end = frame.lastChild == Node.none ? 0 : arena.nodes[Int(frame.lastChild)].end
    if frame.isFlow, span.count == 1 { end = Int32(span.upperBound) }
    arena.nodes[index].end = max(end, arena.nodes[index].start)
    if frame.isMapping { checkDuplicates(in: frame) }
    if frame.isAnchored, let anchor = openAnchors.popLast(), anchors[anchor]?.index == frame.index {
      let node = arena.nodes[index]
      let size =
        arena.nodes.count - index + Int(node.end - node.start) / 64 + repeated
        - frame.repeatedAtStart
      anchors[anchor]?.size = size
      anchors[anchor]?.height = frame.height
    }
    if let parent = open.indices.last {
      open[parent].height = max(open[parent].height, frame.height + 1)
    }
  }

  /// Appends a node and links it to its collection.
  mutating func add(_ node: Node) throws(Refusal) -> Int32 {
    guard arena.nodes.count < limits.nodes else {
      report(
        .yamlLimit, "the file has more than \(limits.nodes) values",
        at: Int(node.start)..<Int(node.end))
      throw .file
    }
    let index = Int32(arena.nodes.count)
    arena.nodes.append(node)
    if let parent = open.indices.last {
      let previous = open[parent].lastChild
      if previous != Node.none { arena.nodes[Int(previous)].next = index }
      open[parent].lastChild = index
      open[parent].count += 1
    }
    return index
  }

  private mutating func append(_ text: UnsafeBufferPointer<UInt8>, to node: inout Node) {
    node.isDecoded = true
    node.content = Int32(arena.decoded.count)
    node.count = Int32(text.count)
    arena.decoded.append(contentsOf: text)
  }

  private func trimmedEnd(from end: Int, downTo start: Int) -> Int {
    var end = end
    while end > start, input[end - 1].isBlank || input[end - 1].isLineBreak { end -= 1 }
    return end
  }

  mutating func report(_ code: Code, _ message: String, at range: Range<Int>, help: String...) {
    problems.report(Diagnostic(code, message, at: Place(path, range), help: help))
  }
}

extension Code {
  package static let yamlLimit = Code(
    "yaml-limit", .error, "a file is larger, deeper or more repetitive than is read")
}
