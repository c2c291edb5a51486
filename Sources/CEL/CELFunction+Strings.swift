import Patterns

/// Positions and lengths count code points.
extension CELFunction {
  private typealias Scalars = [Unicode.Scalar]

  static let strings: [CELFunction] = [
    .method("contains", 1) { (values) throws(CELFailure) in
      .bool(
        find(
          Array(try values[1].asString.utf8), in: Array(try values[0].asString.utf8), from: 0)
          != nil)
    },
    .method("startsWith", 1) { (values) throws(CELFailure) in
      .bool(try values[0].asString.utf8.starts(with: try values[1].asString.utf8))
    },
    .method("endsWith", 1) { (values) throws(CELFailure) in
      let end = try values[1].asString.utf8
      return .bool(try values[0].asString.utf8.suffix(end.count).elementsEqual(end))
    },
    .both("matches", 2) { (values) throws(CELFailure) in
      let text = try values[0].asString
      let source = try values[1].asString
      let pattern: Pattern
      do throws(PatternError) {
        pattern = try Pattern(source)
      } catch {
        switch error.kind {
        case .unsupported: throw CELFailure.notChecked("the pattern: \(error.reason)")
        case .invalid:
          throw CELFailure.error("the pattern '\(source)' is invalid: \(error.reason)")
        }
      }
      return .bool(pattern.isFound(in: text))
    },
    .method("charAt", 1) { (values) throws(CELFailure) in
      let text = try scalars(values[0])
      let index = try position(values[1], atMost: text.count)
      return .string(index < text.count ? String(text[index]) : "")
    },
    .method("indexOf", 1, 2) { (values) throws(CELFailure) in
      if case .list(let list) = values[0], values.count == 2 {
        for (index, value) in try list.values().enumerated() where try value.equals(values[1]) {
          return .int(Int64(index))
        }
        return .int(-1)
      }
      let (text, part) = (try scalars(values[0]), try scalars(values[1]))
      let start = values.count == 3 ? try position(values[2], atMost: text.count) : 0
      return .int(Int64(find(part, in: text, from: start) ?? -1))
    },
    .method("lastIndexOf", 1, 2) { (values) throws(CELFailure) in
      if case .list(let list) = values[0], values.count == 2 {
        var last = -1
        for (index, value) in try list.values().enumerated() where try value.equals(values[1]) {
          last = index
        }
        return .int(Int64(last))
      }
      let (text, part) = (try scalars(values[0]), try scalars(values[1]))
      var start = text.count - part.count
      if values.count == 3 { start = min(start, try position(values[2], atMost: text.count)) }
      while start >= 0 {
        if text[start..<(start + part.count)].elementsEqual(part) { return .int(Int64(start)) }
        start -= 1
      }
      return .int(-1)
    },
    .method("lowerAscii", 0) { (values) throws(CELFailure) in
      .string(mapASCII(try values[0].asString, "A"..."Z", by: 0x20))
    },
    .method("upperAscii", 0) { (values) throws(CELFailure) in
      .string(mapASCII(try values[0].asString, "a"..."z", by: -0x20))
    },
    .method("replace", 2, 3) { (values) throws(CELFailure) in
      let most = values.count == 4 ? try values[3].asInt : -1
      return .string(
        try replace(
          try scalars(values[1]), in: try scalars(values[0]), by: try scalars(values[2]),
          most: most < 0 ? nil : Int(clamping: most)))
    },
    .method("split", 1, 2) { (values) throws(CELFailure) in
      let most = values.count == 3 ? try values[2].asInt : -1
      let parts = split(
        try scalars(values[0]), by: try scalars(values[1]),
        most: most < 0 ? nil : Int(clamping: most))
      return .list(parts.map { .string($0) })
    },
    .method("join", 0, 1) { (values) throws(CELFailure) in
      let separator = values.count == 2 ? try values[1].asString : ""
      var joined = ""
      for (index, value) in try values[0].asList.values().enumerated() {
        if index > 0 { joined += separator }
        joined += try value.asString
        guard joined.utf8.count <= CELValue.longestText else { throw .exhausted }
      }
      return .string(joined)
    },
    .method("substring", 1, 2) { (values) throws(CELFailure) in
      let text = try scalars(values[0])
      let start = try position(values[1], atMost: text.count)
      let end = values.count == 3 ? try position(values[2], atMost: text.count) : text.count
      guard start <= end else {
        throw .error("invalid substring range. start: \(start), end: \(end)")
      }
      return .string(string(text[start..<end]))
    },
    .method("trim", 0) { (values) throws(CELFailure) in
      let text = try scalars(values[0])
      guard let first = text.firstIndex(where: { !$0.properties.isWhitespace }),
        let last = text.lastIndex(where: { !$0.properties.isWhitespace })
      else { return .string("") }
      return .string(string(text[first...last]))
    },
    .global("strings.quote", 1) { (values) throws(CELFailure) in
      .string(quoted(try values[0].asString))
    },
    .method("format", 1) { (values) throws(CELFailure) in
      .string(
        try CELFormatting.format(try values[0].asString, try values[1].asList.values()))
    },
  ]

  private static func scalars(_ value: CELValue) throws(CELFailure) -> Scalars {
    Scalars(try value.asString.unicodeScalars)
  }

  private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    return String(text)
  }

  private static func position(
    _ value: CELValue, atMost end: Int
  ) throws(CELFailure) -> Int {
    let index = try value.asInt
    guard (0...Int64(end)).contains(index) else { throw .error("index out of range: \(index)") }
    return Int(index)
  }

  private static func find<T: Equatable>(_ part: [T], in text: [T], from start: Int) -> Int? {
    guard let first = part.first else { return start }
    guard text.count - start >= part.count else { return nil }
    for index in start...(text.count - part.count) where text[index] == first {
      if text[index..<(index + part.count)].elementsEqual(part) { return index }
    }
    return nil
  }

  private static func mapASCII(
    _ text: String, _ range: ClosedRange<Unicode.Scalar>, by distance: Int
  ) -> String {
    let bytes = text.utf8.map { byte in
      range.contains(Unicode.Scalar(byte)) ? UInt8(Int(byte) + distance) : byte
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func replace(
    _ old: Scalars, in text: Scalars, by new: Scalars, most: Int?
  ) throws(CELFailure) -> String {
    var result: Scalars = []
    var count = 0
    var index = 0
    while index <= text.count, most.map({ count < $0 }) ?? true {
      guard let found = find(old, in: text, from: index) else { break }
      result += text[index..<found] + new
      guard result.count <= CELValue.longestText else { throw .exhausted }
      count += 1
      index = found + old.count
      if old.isEmpty {
        // The empty text is found before each scalar, and at the end.
        if index < text.count { result.append(text[index]) }
        index += 1
      }
    }
    if index < text.count { result += text[index...] }
    return string(result[...])
  }

  private static func split(_ text: Scalars, by separator: Scalars, most: Int?) -> [String] {
    if most == 0 { return [] }
    if separator.isEmpty {
      let cut = min(most.map { $0 - 1 } ?? text.count, text.count)
      let rest = cut < text.count ? [string(text[cut...])] : []
      return text[..<cut].map { String($0) } + rest
    }
    var parts: [String] = []
    var start = 0
    while most.map({ parts.count + 1 < $0 }) ?? true,
      let found = find(separator, in: text, from: start)
    {
      parts.append(string(text[start..<found]))
      start = found + separator.count
    }
    parts.append(string(text[start...]))
    return parts
  }

  static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\u{7}": quoted += "\\a"
      case "\u{8}": quoted += "\\b"
      case "\u{c}": quoted += "\\f"
      case "\n": quoted += "\\n"
      case "\r": quoted += "\\r"
      case "\t": quoted += "\\t"
      case "\u{b}": quoted += "\\v"
      case "\\": quoted += "\\\\"
      case "\"": quoted += "\\\""
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
