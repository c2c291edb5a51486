/// What people wrote beside the values.
extension YAMLFile {
  /// The comments that begin with a text, each from its `#` to the end of its line, in the order of
  /// the file; a `#` within a scalar begins none.
  package func comments(beginningWith text: String) -> [Range<Int>] {
    let mark = Array(text.utf8)
    var found: [Range<Int>] = []
    var scalars = ScalarSpans(arena)
    bytes.withUnsafeBufferPointer { input in
      var line = 0
      while line < input.count {
        let end = input.lineEnd(line)
        var offset = line
        while let hash = input[offset..<end].firstIndex(of: UInt8(ascii: "#")) {
          let isApart = hash == line || input[hash - 1].isBlank
          if isApart, !scalars.cover(hash) {
            let words = input[(hash + 1)..<end].drop { $0.isBlank }
            if words.starts(with: mark) { found.append(hash..<end) }
            break
          }
          offset = hash + 1
        }
        line = end + 1
      }
    }
    return found
  }
}

/// The bytes that scalars take, asked for from the start of a file to its end.
private struct ScalarSpans {
  private let arena: YAMLArena
  private var next = 0

  init(_ arena: YAMLArena) { self.arena = arena }

  mutating func cover(_ offset: Int) -> Bool {
    while next < arena.nodes.count {
      let node = arena.nodes[next]
      // A collection ends after its children, which come next; what ended before is done with.
      if node.isScalar, Int(node.start) > offset { return false }
      if node.isScalar, Int(node.end) > offset { return true }
      next += 1
    }
    return false
  }
}
