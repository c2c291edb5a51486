/// The nodes of a file in the order in which they begin, so that a collection's first child is the
/// node after it.
struct YAMLArena: Sendable {
  /// Small on purpose: reading a file is mostly writing these.
  struct Node: Sendable {
    enum Form: UInt8 {
      case plain, singleQuoted, doubleQuoted, literal, folded
      case sequence, mapping
      case alias
    }

    var form: Form
    /// Whether the text of a scalar lies in `decoded`, not in the file's bytes.
    var isDecoded = false
    /// Bytes of the file.
    var start: Int32
    var end: Int32
    /// Where a scalar's text starts; of an alias, the node that it stands for.
    var content: Int32 = 0
    /// Bytes of a scalar's text; children of a collection, keys and values counted apart.
    var count: Int32 = 0
    /// The next child of the same collection.
    var next: Int32 = Node.none

    static let none: Int32 = -1
  }

  var nodes: [Node] = []
  /// The texts that differ from their source: escapes, folded lines, block scalars.
  var decoded: [UInt8] = []
  /// The node that each document starts with.
  var roots: [Int32] = []

  /// The node itself, or what an alias stands for; that is never an alias again.
  func resolved(_ index: Int32) -> Int32 {
    let node = nodes[Int(index)]
    return node.form == .alias ? node.content : index
  }

  /// Gives the bytes of a scalar's text.
  @inline(__always)
  func withText<Result>(
    of node: Node, in bytes: [UInt8], _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    let range = Int(node.content)..<Int(node.content + node.count)
    return (node.isDecoded ? decoded : bytes).withUnsafeBufferPointer {
      body(UnsafeBufferPointer(rebasing: $0[range]))
    }
  }
}
