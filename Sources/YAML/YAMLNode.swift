import Diagnostics
import Values

/// How a scalar is written.
package enum YAMLScalarStyle: Sendable {
  case plain, singleQuoted, doubleQuoted, literal, folded
}

/// A node of a file: a view that is cheap to copy.
///
/// An alias has the content of the node that it stands for, and a place of its own.
package struct YAMLNode: Sendable {
  package enum Kind: Sendable {
    case scalar, sequence, mapping
  }

  package let file: YAMLFile
  let index: Int32

  /// The node of the content: another one than `index` for an alias.
  var content: YAMLArena.Node { file.arena.nodes[Int(file.arena.resolved(index))] }

  package var kind: Kind {
    switch content.form {
    case .sequence: .sequence
    case .mapping: .mapping
    default: .scalar
    }
  }

  /// How the scalar is written; plain for a collection, which has no style of this kind.
  package var style: YAMLScalarStyle {
    switch content.form {
    case .singleQuoted: .singleQuoted
    case .doubleQuoted: .doubleQuoted
    case .literal: .literal
    case .folded: .folded
    case .plain, .sequence, .mapping, .alias: .plain
    }
  }

  /// The source of the node, without an anchor before it and without blank lines or comments after
  /// it; empty where a value is missing.
  package var place: Place {
    let node = file.arena.nodes[Int(index)]
    return Place(file.path, Int(node.start)..<Int(node.end))
  }

  /// A scalar's content; empty for a collection.
  package var text: String {
    let node = content
    guard node.isScalar else { return "" }
    return file.arena.withText(of: node, in: file.bytes) { String(decoding: $0, as: UTF8.self) }
  }

  /// The number of elements or entries.
  package var count: Int {
    let node = content
    switch node.form {
    case .sequence: return Int(node.count)
    case .mapping: return Int(node.count) / 2
    default: return 0
    }
  }
}

extension YAMLNode: Hashable {
  package static func == (a: YAMLNode, b: YAMLNode) -> Bool {
    a.index == b.index && a.file === b.file
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(ObjectIdentifier(file))
    hasher.combine(index)
  }
}

extension YAMLArena.Node {
  var isScalar: Bool { form.rawValue <= Form.folded.rawValue }
}
