import Diagnostics
import Values
import YAML

/// YAML within a text of a YAML file, such as an inline patch, with its places in that file.
struct InlineDocument {
  let documents: [LocatedValue]
  /// What is no YAML in it.
  let problems: [Diagnostic]

  /// In files that are larger the text is read by itself, and has one place.
  private static let largest = 1 << 20

  init(_ text: LocatedValue) {
    if case .written(let node) = text, node.file.bytes.count <= Self.largest,
      let range = Self.source(of: node)
    {
      // What is round the text becomes blank, so that every byte stays where it is.
      var bytes = Array(node.file.bytes[..<range.upperBound])
      for index in 0..<range.lowerBound where bytes[index] != UInt8(ascii: "\n") {
        bytes[index] = UInt8(ascii: " ")
      }
      let file = YAMLFile(path: node.file.path, bytes: bytes)
      if file.documents.map(\.value) == Self.alone(text).documents.map(\.value) {
        documents = file.documents.map { .written($0) }
        problems = file.diagnostics
        return
      }
    }
    let file = Self.alone(text)
    documents = file.documents.map { LocatedValue($0.value, at: text.place) }
    problems = file.diagnostics.map { problem in
      var problem = problem
      problem.primary.place = text.place
      problem.secondary = []
      return problem
    }
  }

  private static func alone(_ text: LocatedValue) -> YAMLFile {
    YAMLFile(path: text.place.path, bytes: Array(text.text.utf8))
  }

  /// The bytes of the file that are the text; nil where it is written otherwise there.
  private static func source(of node: YAMLNode) -> Range<Int>? {
    let range = node.place.range
    let bytes = node.file.bytes
    guard range.upperBound <= bytes.count, !range.isEmpty else { return nil }
    switch node.style {
    case .literal:
      guard let line = bytes[range].firstIndex(of: UInt8(ascii: "\n")) else { return nil }
      // Where a line begins a document, indentation would hide it.
      return line + 1..<range.upperBound
    case .singleQuoted, .doubleQuoted:
      let inner = range.lowerBound + 1..<max(range.lowerBound + 1, range.upperBound - 1)
      return bytes[inner].elementsEqual(node.text.utf8) ? inner : nil
    case .plain, .folded: return nil
    }
  }
}

extension LocatedValue {
  /// A value that is all written at one place.
  init(_ value: JSONValue, at place: Place) {
    switch value {
    case .array(let elements):
      self = .array(elements.map { LocatedValue($0, at: place) }, place)
    case .object(let object):
      self = .object(object.map { Member($0.key, LocatedValue($0.value, at: place)) }, place)
    default: self = .scalar(value, place)
    }
  }
}
