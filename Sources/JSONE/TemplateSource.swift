import Diagnostics
import Values
import YAML

/// What a template is compiled from: a YAML node, or a value that appears while rendering (the core
/// language renders what `$find` finds).
enum TemplateSource {
  case node(YAMLNode)
  case value(JSONValue, at: Range<Int>)

  enum Shape {
    case scalar(JSONValue)
    case sequence([TemplateSource])
    case mapping([Entry])
  }

  struct Entry {
    let key: String
    let keySource: TemplateSource
    let value: TemplateSource
  }

  var range: Range<Int> {
    switch self {
    case .node(let node): node.place.range
    case .value(_, let range): range
    }
  }

  var shape: Shape {
    switch self {
    case .node(let node):
      switch node.kind {
      case .scalar: return .scalar(node.scalar)
      case .sequence: return .sequence(node.elements.map(TemplateSource.node))
      case .mapping:
        return .mapping(
          node.entries.map {
            Entry(key: $0.key.text, keySource: .node($0.key), value: .node($0.value))
          })
      }
    case .value(.array(let elements), let range):
      return .sequence(elements.map { .value($0, at: range) })
    case .value(.object(let object), let range):
      return .mapping(
        object.members.map {
          Entry(
            key: $0.key, keySource: .value(.string($0.key), at: range),
            value: .value($0.value, at: range))
        })
    case .value(let value, _): return .scalar(value)
    }
  }

  /// Where the bytes of this scalar's content are in the file.
  func map(of content: [UInt8]) -> SourceMap {
    switch self {
    case .node(let node): SourceMap(of: content, in: node.file.bytes, at: node.place.range)
    case .value(_, let range): SourceMap(whole: range)
    }
  }

  /// The value as it is written, nothing rendered.
  var plainValue: JSONValue {
    switch self {
    case .node(let node): node.value
    case .value(let value, _): value
    }
  }
}
