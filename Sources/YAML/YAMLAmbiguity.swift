import Diagnostics

/// Why the text of a plain scalar is not the same value to everyone who reads it.
package struct YAMLAmbiguity: Sendable, Hashable {
  package let code: Code
  /// What readers make of it: a message for a diagnostic.
  package let message: String
  package let help: String
  /// False where all readers agree and only the text is lost, as of `1.30`: that matters where a
  /// string is expected, and nowhere else.
  package let readersDisagree: Bool
}

extension YAMLNode {
  /// Of a plain scalar that readers read differently or as something else than its text; nil for all
  /// others, and for collections.
  package var ambiguity: YAMLAmbiguity? {
    let node = content
    guard node.form == .plain else { return nil }
    return file.arena.withText(of: node, in: file.bytes) { text in
      PlainScalar.ambiguousForm(text).map { YAMLAmbiguity($0, of: text) }
    }
  }
}

/// What readers would read differently in a node and below it, for values that are passed on as they
/// are. A number that loses its text and a null are not told: readers agree on them.
package func ambiguities(in root: YAMLNode) -> [Diagnostic] {
  let file = root.file
  return file.arena.subtree(of: root.index).compactMap { index in
    guard file.arena.nodes[index].form == .plain else { return nil }
    let node = YAMLNode(file: file, index: Int32(index))
    guard let ambiguity = node.ambiguity, ambiguity.readersDisagree else { return nil }
    return Diagnostic(
      ambiguity.code, ambiguity.message, at: node.place, help: [ambiguity.help])
  }
}

extension YAMLArena {
  /// A node and all below it: they lie one after the other. Aliases are not followed, but one that
  /// is itself the root is.
  func subtree(of index: Int32) -> ClosedRange<Int> {
    let first = resolved(index)
    var last = first
    while !nodes[Int(last)].isScalar, nodes[Int(last)].form != .alias, nodes[Int(last)].count > 0 {
      last += 1
      while nodes[Int(last)].next != Node.none { last = nodes[Int(last)].next }
    }
    return Int(first)...Int(last)
  }
}

extension YAMLAmbiguity {
  init(_ form: PlainScalar.AmbiguousForm, of bytes: UnsafeBufferPointer<UInt8>) {
    let text = Self.shown(bytes)
    let quotes = "write \"\(text)\" in quotes"
    let digits = "\(quotes), or the number in plain digits"
    switch form {
    case .boolean:
      self.init(
        .ambiguousBoolean, "'\(text)' is a boolean to some YAML readers and text to others",
        "\(quotes), or true or false")
    case .differentlySpeltBoolean:
      self.init(
        .ambiguousBoolean,
        "'\(text)' is text, but spelt otherwise a boolean to some YAML readers", quotes)
    case .leadingZero:
      self.init(
        .ambiguousNumber,
        "'\(text)' is an octal number to some YAML readers, and a decimal one or text to others",
        digits)
    case .unusualNumber:
      self.init(
        .ambiguousNumber,
        "'\(text)' is a number in YAML, but not to all readers in the same way", digits)
    case .exponent:
      self.init(
        .ambiguousExponent, "'\(text)' is a number to some YAML readers and text to others", digits)
    case .sexagesimal:
      self.init(
        .sexagesimalNumber, "'\(text)' is a number of base 60 to some YAML readers", quotes)
    case .date:
      self.init(
        .ambiguousDate, "'\(text)' is a date to some YAML readers and text to others", quotes)
    case .nonFinite:
      self.init(
        .nonFiniteNumber, "'\(text)' is no finite number, and kubectl refuses it", quotes)
    case .changedNumber:
      self.init(
        .changedNumber, "'\(text)' is a number, and as such does not keep its digits", quotes,
        readersDisagree: false)
    case .largeInteger:
      self.init(
        .largeInteger, "'\(text)' is larger than the integers that all YAML readers keep", quotes)
    case .null:
      self.init(
        .nullScalar, bytes.isEmpty ? "there is no value here" : "'\(text)' is null, not text",
        bytes.isEmpty ? "write a value; an empty text is \"\"" : quotes, readersDisagree: false)
    case .reserved:
      self.init(
        .reservedScalar, "'\(text)' is a sign of its own to some YAML readers and text to others",
        quotes)
    }
  }

  private init(_ code: Code, _ message: String, _ help: String, readersDisagree: Bool = true) {
    self.code = code
    self.message = message
    self.help = help
    self.readersDisagree = readersDisagree
  }

  /// Short enough for a line.
  private static func shown(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    let text = String(decoding: bytes.prefix(40), as: UTF8.self)
    return bytes.count > 40 ? text + "…" : text
  }
}

extension Code {
  package static let ambiguousBoolean = Code(
    "ambiguous-boolean", .warning, "a word is a boolean to some YAML readers and text to others")
  package static let ambiguousNumber = Code(
    "ambiguous-number", .warning, "a number is another value, or text, to some YAML readers")
  package static let ambiguousExponent = Code(
    "ambiguous-exponent", .warning,
    "a number with an exponent is text to some YAML readers")
  package static let sexagesimalNumber = Code(
    "sexagesimal-number", .warning, "a time is a number of base 60 to some YAML readers")
  package static let ambiguousDate = Code(
    "ambiguous-date", .warning, "a date is text to some YAML readers")
  package static let nonFiniteNumber = Code(
    "non-finite-number", .error, "a number is infinite or no number at all")
  package static let changedNumber = Code(
    "changed-number", .warning, "a number does not keep the digits that it is written with")
  package static let largeInteger = Code(
    "large-integer", .warning, "an integer is larger than all YAML readers keep exactly")
  package static let nullScalar = Code(
    "null-scalar", .warning, "a value is missing or null")
  package static let reservedScalar = Code(
    "reserved-scalar", .warning, "a sign has a meaning of its own to some YAML readers")
}
