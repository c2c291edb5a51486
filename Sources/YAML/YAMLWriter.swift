import Values

/// Writes values as YAML that every reader reads back as the same values, and that people like to
/// read: block style, two spaces, indented sequences, keys in the order of the value.
package struct YAMLWriter {
  package internal(set) var bytes: [UInt8] = []

  /// What to say before a field.
  private var fieldComments: [JSONPointer: String] = [:]
  /// The way to the mapping that is being written; kept up only where there are such comments.
  private var way = JSONPointer()

  /// A writer that expects to write about so many bytes.
  package init(capacity: Int = 0) { bytes.reserveCapacity(capacity) }

  /// One document: the comments, `---`, the value.
  ///
  /// - Parameter fieldComments: comments before members of mappings.
  package static func write(
    _ value: JSONValue, comments: [String] = [], fieldComments: [JSONPointer: String] = [:]
  ) throws(YAMLWriteError) -> [UInt8] {
    var writer = YAMLWriter()
    writer.fieldComments = fieldComments
    try writer.append(value, comments: comments)
    return writer.bytes
  }

  /// Lines of comments.
  package static func comments(_ comments: [String]) -> [UInt8] {
    var writer = YAMLWriter()
    for comment in comments { writer.append(comment: comment) }
    return writer.bytes
  }

  /// Appends a document to those that are written already. After an error the bytes hold a part of
  /// it.
  package mutating func append(
    _ value: JSONValue, comments: [String] = []
  ) throws(YAMLWriteError) {
    for comment in comments { append(comment: comment) }
    append("---\n")
    switch value {
    case .object(let object) where !object.isEmpty: try append(object, indent: 0, depth: 1)
    case .array(let array) where !array.isEmpty: try append(array, indent: 0, depth: 1)
    default:
      try append(scalar: value, indent: 2)
      append(newline)
    }
  }

  /// The cursor stands where the first key belongs: after the indentation, or after a dash.
  private mutating func append(
    _ object: JSONObject, indent: Int, depth: Int
  ) throws(YAMLWriteError) {
    try checkDepth(depth)
    var isFirst = true
    for member in object.members {
      if !isFirst { append(spaces: indent) }
      isFirst = false
      do throws(YAMLWriteError) {
        if !fieldComments.isEmpty {
          way.steps.append(.key(member.key))
          if let comment = fieldComments[way] { append(comment: comment, before: indent) }
        }
        defer { if !fieldComments.isEmpty { way.steps.removeLast() } }
        try append(key: member.key, indent: indent)
        try append(member.value, after: colon, indent: indent, depth: depth)
      } catch {
        throw error.below(.key(member.key))
      }
    }
  }

  /// The cursor stands where the first dash belongs.
  private mutating func append(
    _ array: [JSONValue], indent: Int, depth: Int
  ) throws(YAMLWriteError) {
    try checkDepth(depth)
    for (index, element) in array.enumerated() {
      if index > 0 { append(spaces: indent) }
      do throws(YAMLWriteError) {
        if !fieldComments.isEmpty { way.steps.append(.index(index)) }
        defer { if !fieldComments.isEmpty { way.steps.removeLast() } }
        try append(element, after: dash, indent: indent, depth: depth)
      } catch {
        throw error.below(.index(index))
      }
    }
  }

  /// Appends a colon or a dash, and what it announces: a scalar on the same line, a collection after
  /// a dash too, a collection after a colon on the next.
  private mutating func append(
    _ value: JSONValue, after sign: UInt8, indent: Int, depth: Int
  ) throws(YAMLWriteError) {
    append(sign)
    switch value {
    case .object(let object) where !object.isEmpty:
      startCollection(after: sign, indent: indent)
      try append(object, indent: indent + 2, depth: depth + 1)
    case .array(let array) where !array.isEmpty:
      startCollection(after: sign, indent: indent)
      try append(array, indent: indent + 2, depth: depth + 1)
    default:
      append(space)
      try append(scalar: value, indent: indent + 2)
      append(newline)
    }
  }

  private mutating func startCollection(after sign: UInt8, indent: Int) {
    if sign == dash {
      append(space)
    } else {
      append(newline)
      append(spaces: indent + 2)
    }
  }

  /// Indentation is for what follows a scalar on further lines.
  private mutating func append(scalar: JSONValue, indent: Int) throws(YAMLWriteError) {
    switch scalar {
    case .null: append("null")
    case .bool(let value): append(value ? "true" : "false")
    case .integer(let value): append(integer: value)
    case .number(let value):
      guard value.isFinite else { throw YAMLWriteError(.nonFiniteNumber) }
      append(number: value)
    case .string(let value): try append(string: value, indent: indent)
    case .array: append("[]")
    case .object: append("{}")
    }
  }

  private func checkDepth(_ depth: Int) throws(YAMLWriteError) {
    if depth > YAMLLimits.standard.depth { throw YAMLWriteError(.tooDeep) }
  }

  private var newline: UInt8 { UInt8(ascii: "\n") }
  private var space: UInt8 { UInt8(ascii: " ") }
  private var colon: UInt8 { UInt8(ascii: ":") }
  private var dash: UInt8 { UInt8(ascii: "-") }
}

extension YAMLWriter {
  mutating func append(_ byte: UInt8) { bytes.append(byte) }

  mutating func append(_ text: StaticString) {
    bytes.append(
      contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  mutating func append(spaces count: Int) {
    for _ in 0..<count { bytes.append(UInt8(ascii: " ")) }
  }

  /// A comment at the cursor, in lines that are not too long, and the indentation of what follows.
  private mutating func append(comment: String, before indent: Int) {
    let width = max(40, 80 - indent - 2)
    var line = ""
    for word in comment.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
      if !line.isEmpty && line.utf8.count + 1 + word.utf8.count > width {
        append(comment: line)
        append(spaces: indent)
        line = ""
      }
      line += line.isEmpty ? String(word) : " \(word)"
    }
    append(comment: line)
    append(spaces: indent)
  }

  /// A comment may come from a path or a message: its line breaks start new comments, and what
  /// readers might take for one is replaced.
  private mutating func append(comment: String) {
    append("#")
    if !comment.isEmpty { append(" ") }
    for scalar in comment.unicodeScalars {
      if scalar == "\n" {
        append("\n# ")
      } else if UnusualCharacter(scalar.value) != nil, scalar.value <= 0xFFFF {
        append("?")
      } else {
        bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      }
    }
    append("\n")
  }
}
