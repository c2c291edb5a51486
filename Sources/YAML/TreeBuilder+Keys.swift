import Diagnostics
import Values

extension TreeBuilder {
  /// Refuses keys that are not text, which programs read as different keys. Looks at the node that
  /// was added last.
  mutating func checkKey(_ index: Int32) {
    guard let parent = open.last, parent.endsInKey else { return }
    let key = arena.nodes[Int(arena.resolved(index))]
    let written = arena.nodes[Int(index)]
    let place = Int(written.start)..<Int(written.end)
    guard key.isScalar else {
      reportCollectionKey(key, at: Int(written.start))
      return
    }
    switch withText(of: key, { Self.meaning(of: $0, isPlain: key.form == .plain) }) {
    case .text: break
    case .merge:
      report(
        .mergeKey, "the key '\(text(place))' has a meaning of its own to some YAML readers",
        at: place, help: "write the entries out")
    case .missing:
      // An alias without an anchor was reported where it is.
      if written.form != .plain || place.isEmpty {
        report(
          .nonStringKey, "a key is missing", at: place,
          help: "write the key before the colon; an empty one is \"\"")
      }
    case .other(let kind):
      report(
        .nonStringKey, "the key '\(text(place))' is \(kind), not text", at: place,
        help: "write \"\(text(place))\" in double quotes")
    }
  }

  private enum KeyMeaning {
    case text, merge, missing
    /// A value of this kind, with its article.
    case other(String)
  }

  private static func meaning(of text: UnsafeBufferPointer<UInt8>, isPlain: Bool) -> KeyMeaning {
    if isMergeSign(text, isPlain: isPlain) { return .merge }
    guard isPlain else { return .text }
    guard !text.isEmpty else { return .missing }
    guard let value = PlainScalar.resolve(text) else { return .text }
    if case .integer = value { return .other("an integer") }
    return .other("a \(value.kindName)")
  }

  private static func isMergeSign(_ text: UnsafeBufferPointer<UInt8>, isPlain: Bool) -> Bool {
    switch text.count {
    case 1: isPlain && text[0] == UInt8(ascii: "=")
    case 2: text[0] == UInt8(ascii: "<") && text[1] == UInt8(ascii: "<")
    default: false
    }
  }

  private mutating func reportCollectionKey(_ key: Node, at start: Int) {
    let isTemplate =
      start > 0 && start < input.count && input[start] == UInt8(ascii: "{")
      && input[start - 1] == UInt8(ascii: "{")
    if isTemplate {
      report(
        .nonStringKey, "'{{' without quotes is not a text in YAML",
        at: start - 1..<start + 1, help: "put the whole value in quotes: \"{{ … }}\"")
    } else {
      report(
        .nonStringKey, "a key is a \(key.form == .mapping ? "mapping" : "sequence"), not text",
        at: start..<min(start + 1, input.count),
        help: "write the key as text; put a text that starts with a bracket in quotes")
    }
  }

  /// Tells of each key that is there already, with the place of the first.
  mutating func checkDuplicates(in frame: Frame) {
    guard frame.count > 2 else { return }
    var keys: [Int32] = []
    keys.reserveCapacity(Int(frame.count / 2))
    var child = frame.index + 1
    while child != Node.none {
      // A collection as a key is refused already.
      if arena.nodes[Int(arena.resolved(child))].isScalar { keys.append(child) }
      let value = arena.nodes[Int(child)].next
      child = value == Node.none ? Node.none : arena.nodes[Int(value)].next
    }
    // Sorting keeps the time for a hostile file in bounds; few keys are faster compared one by one.
    if keys.count > 12 {
      keys.sort { a, b in
        let order = compare(a, b)
        return order == 0 ? a < b : order < 0
      }
      var first = keys[0]
      for key in keys.dropFirst() {
        if compare(first, key) == 0 { reportDuplicate(key, of: first) } else { first = key }
      }
      return
    }
    for later in keys.indices.dropFirst() {
      if let first = keys[..<later].first(where: { compare($0, keys[later]) == 0 }) {
        reportDuplicate(keys[later], of: first)
      }
    }
  }

  private mutating func reportDuplicate(_ key: Int32, of first: Int32) {
    let place = place(of: key)
    problems.report(
      Diagnostic(
        .duplicateKey, "the key '\(text(place.range))' is there twice", at: place,
        label: "again here", secondary: [Label(self.place(of: first), "first here")],
        help: ["keep one of the two"]))
  }

  private func place(of index: Int32) -> Place {
    let node = arena.nodes[Int(index)]
    return Place(path, Int(node.start)..<Int(node.end))
  }

  /// Orders keys by length and bytes.
  private func compare(_ a: Int32, _ b: Int32) -> Int {
    let first = arena.nodes[Int(arena.resolved(a))]
    let second = arena.nodes[Int(arena.resolved(b))]
    if first.count != second.count { return Int(first.count - second.count) }
    return withText(of: first) { first in
      withText(of: second) { second in
        first.order(before: second)
      }
    }
  }

  private func withText<Result>(
    of node: Node, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    let range = Int(node.content)..<Int(node.content + node.count)
    if !node.isDecoded { return body(UnsafeBufferPointer(rebasing: input[range])) }
    return arena.decoded.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[range])) }
  }
}

extension Code {
  package static let duplicateKey = Code(
    "duplicate-key", .error, "a mapping has the same key twice")
  package static let nonStringKey = Code(
    "non-string-key", .error, "a key is not text")
  package static let mergeKey = Code(
    "merge-key", .error, "a key that merges mappings, or is a default, to some YAML readers")
}
