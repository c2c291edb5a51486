import Synchronization
import Values

/// A file of schemas in the project's own form, of which only what is asked for is compiled.
///
/// A line a value, indented by a space a level: its name, with `!` where it must be there, its type,
/// and what else holds as words and as `keyword=JSON`. `[]` are the elements of a list, `{}` the
/// members of a free mapping, `*allOf` and its like a choice of that keyword, `@Name` a type of the
/// file. Written by scripts/kind-schemas.py.
final class SchemaFile: Sendable {
  struct Kind: Sendable {
    let isNamespaced: Bool
    let root: SchemaPlace
  }

  private let bytes: [UInt8]
  private let isCustom: Bool
  /// Where the block of each kind begins, by `apiVersion kind`, and of each type by its name.
  private let kinds: [String: Int]
  private let types: [String: Int]
  private let places = Mutex<[String: SchemaPlace]>([:])

  init(_ bytes: [UInt8], isCustom: Bool) {
    self.bytes = bytes
    self.isCustom = isCustom
    var kinds: [String: Int] = [:]
    var types: [String: Int] = [:]
    var reader = SchemaLine(bytes)
    while let keyword = reader.blockKeyword() {
      let start = reader.position
      if keyword == "kind" {
        kinds["\(reader.word()) \(reader.word())"] = start
      } else {
        types[String(reader.word())] = start
      }
      reader.skipLine()
    }
    self.kinds = kinds
    self.types = types
  }

  var kindNames: [String] { kinds.keys.sorted() }

  /// - Parameter name: `apiVersion kind`.
  func kind(_ name: String) -> Kind? {
    guard let start = kinds[name] else { return nil }
    var line = SchemaLine(bytes, at: start)
    _ = line.word()
    _ = line.word()
    let isNamespaced = line.word() == "namespaced"
    return Kind(isNamespaced: isNamespaced, root: place(name, at: line.position))
  }

  func type(_ name: String) -> SchemaPlace? {
    if let known = places.withLock({ $0[name] }) { return known }
    guard let start = types[name] else { return nil }
    var line = SchemaLine(bytes, at: start)
    _ = line.word()
    return place(name, at: line.position)
  }

  private func place(_ name: String, at start: Int) -> SchemaPlace {
    if let known = places.withLock({ $0[name] }) { return known }
    var compilation = SchemaFileCompilation(bytes, at: start) { [weak self] in self?.type($0) }
    let root = compilation.block()
    let place = SchemaPlace(
      graph: compilation.builder.graph(isCustom: isCustom), index: root)
    return places.withLock { places in
      if let known = places[name] { return known }
      places[name] = place
      return place
    }
  }
}

/// Compiles one block of a file.
private struct SchemaFileCompilation {
  var builder = SchemaGraphBuilder()
  private var line: SchemaLine
  private let resolve: @Sendable (String) -> SchemaPlace?

  init(
    _ bytes: [UInt8], at position: Int, resolve: @escaping @Sendable (String) -> SchemaPlace?
  ) {
    line = SchemaLine(bytes, at: position)
    self.resolve = resolve
  }

  /// - Precondition: the rest of the line are the words of the block itself.
  mutating func block() -> Int32 { node(depth: 0) }

  /// The value whose words come next, and all that is indented below its line.
  private mutating func node(depth: Int) -> Int32 {
    var draft = SchemaGraphBuilder.Draft()
    let type = line.word()
    if type.hasPrefix("@") {
      let name = String(type.dropFirst())
      line.skipLine()
      return builder.addReference { [resolve] in resolve(name) }
    }
    draft.setType(type)
    while let attribute = line.attribute() {
      switch attribute {
      case .word("nullable"): draft.node.flags.insert(.nullable)
      case .word("open"): draft.node.flags.insert(.open)
      case .word("embedded"): draft.node.flags.insert(.embedded)
      case .word: break
      case .value(let keyword, let value): draft.apply(keyword, value)
      }
    }
    line.skipLine()
    while line.isIndented(by: depth + 1) {
      line.skip(depth + 1)
      var name = line.word()
      let isRequired = name.hasSuffix("!")
      if isRequired {
        name.removeLast()
        draft.node.required.append(String(name))
        if line.isAtEnd {
          line.skipLine()
          continue
        }
      }
      add(node(depth: depth + 1), named: name, to: &draft)
    }
    return builder.add(draft)
  }

  private func add(
    _ inner: Int32, named name: Substring, to draft: inout SchemaGraphBuilder.Draft
  ) {
    switch name {
    case "[]": draft.node.items = inner
    case "{}": draft.node.additional = inner
    case "*allOf": draft.constraints.allOf.append(inner)
    case "*anyOf": draft.constraints.anyOf.append(inner)
    case "*oneOf": draft.constraints.oneOf.append(inner)
    case "*not": draft.constraints.not = inner
    default:
      draft.properties.append(SchemaNode.Property(name: String(name), node: inner))
      return
    }
    if name.hasPrefix("*") { draft.isConstrained = true }
  }
}
