import Diagnostics

extension TreeBuilder {
  /// Warns of tabs between the words of the document that ends here; quoted texts, block scalars and
  /// comments may hold them.
  mutating func reportTabs(upTo end: Int) {
    var offset = documentStart
    for index in documentNodes {
      let node = arena.nodes[index]
      guard node.isScalar, node.form != .plain, tabsTold < Self.mostTabs else { continue }
      reportTabs(in: offset..<max(offset, Int(node.start)))
      offset = max(offset, Int(node.end))
    }
    reportTabs(in: offset..<max(offset, end))
  }

  /// A file that is indented with tabs need not be told of each.
  private static let mostTabs = 10

  /// The range holds no quoted text and no block scalar, so each `#` after a blank is a comment.
  private mutating func reportTabs(in range: Range<Int>) {
    var offset = range.lowerBound
    while offset < range.upperBound, tabsTold < Self.mostTabs {
      let byte = input[offset]
      if byte == UInt8(ascii: "#"), offset == 0 || !isWord(input[offset - 1]) {
        while offset < range.upperBound, !input[offset].isLineBreak { offset += 1 }
      } else if byte == 0x09 {
        let end = input[offset...].firstIndex { !$0.isBlank } ?? input.count
        if end < input.count, !input[end].isLineBreak {
          report(
            .tabSeparation, "a tab separates words, which some YAML readers do not accept",
            at: offset..<offset + 1, help: "write a space")
          tabsTold += 1
        }
        offset = end
      } else {
        offset += 1
      }
    }
  }

  private func isWord(_ byte: UInt8) -> Bool { !byte.isBlank && !byte.isLineBreak }
}

extension Code {
  package static let tabSeparation = Code(
    "tab-separation", .warning, "a tab separates words, which some YAML readers do not accept")
  package static let byteOrderMark = Code(
    "byte-order-mark", .warning, "a file starts with a byte order mark")
}
