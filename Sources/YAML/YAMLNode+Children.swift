import Values

extension YAMLNode {
  /// The elements of a sequence; empty for anything else.
  package var elements: Elements {
    Elements(children: content.form == .sequence ? Children(of: self) : Children(noneOf: self))
  }

  /// The entries of a mapping in the order of the file; empty for anything else.
  package var entries: Entries {
    Entries(children: content.form == .mapping ? Children(of: self) : Children(noneOf: self))
  }

  /// The value of an entry.
  package subscript(key: String) -> YAMLNode? { entry(key)?.value }

  /// The entry of a key; the first where the key is there twice.
  package func entry(_ key: String) -> (key: YAMLNode, value: YAMLNode)? {
    if let found = key.utf8.withContiguousStorageIfAvailable({ entry($0) }) { return found }
    return Array(key.utf8).withUnsafeBufferPointer { entry($0) }
  }

  package func node(at pointer: JSONPointer) -> YAMLNode? {
    var node = self
    for step in pointer.steps {
      switch step {
      case .key(let key):
        guard let value = node[key] else { return nil }
        node = value
      case .index(let index):
        guard index >= 0, let element = node.elements.dropFirst(index).first(where: { _ in true })
        else { return nil }
        node = element
      }
    }
    return node
  }

  private func entry(_ key: UnsafeBufferPointer<UInt8>) -> (key: YAMLNode, value: YAMLNode)? {
    guard content.form == .mapping else { return nil }
    var children = Children(of: self)
    while let candidate = children.next(), let value = children.next() {
      let node = file.arena.nodes[Int(file.arena.resolved(candidate))]
      guard node.isScalar, Int(node.count) == key.count else { continue }
      let isEqual = file.arena.withText(of: node, in: file.bytes) { $0.order(before: key) == 0 }
      if isEqual {
        return (YAMLNode(file: file, index: candidate), YAMLNode(file: file, index: value))
      }
    }
    return nil
  }
}

extension YAMLNode {
  /// Follows the links between the children of a collection.
  struct Children {
    let file: YAMLFile
    private var following: Int32

    init(of node: YAMLNode) {
      file = node.file
      let index = file.arena.resolved(node.index)
      let isEmpty = file.arena.nodes[Int(index)].count == 0
      following = isEmpty ? YAMLArena.Node.none : index + 1
    }

    init(noneOf node: YAMLNode) {
      file = node.file
      following = YAMLArena.Node.none
    }

    mutating func next() -> Int32? {
      guard following != YAMLArena.Node.none else { return nil }
      let child = following
      following = file.arena.nodes[Int(child)].next
      return child
    }
  }

  package struct Elements: Sequence, IteratorProtocol {
    var children: Children

    package mutating func next() -> YAMLNode? {
      children.next().map { YAMLNode(file: children.file, index: $0) }
    }
  }

  package struct Entries: Sequence, IteratorProtocol {
    var children: Children

    package mutating func next() -> (key: YAMLNode, value: YAMLNode)? {
      guard let key = children.next(), let value = children.next() else { return nil }
      return (
        YAMLNode(file: children.file, index: key), YAMLNode(file: children.file, index: value)
      )
    }
  }
}
