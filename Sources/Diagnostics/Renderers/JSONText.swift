import Values

/// JSON under construction: bytes, with commas where they belong.
///
/// All stands on one line, but for the elements that are told to begin one.
struct JSONText {
  private(set) var bytes: [UInt8] = []
  /// Whether something stands before in the same object or array.
  private var follows = false
  /// Whether a key was written whose value is still to come.
  private var awaitsValue = false
  /// The spaces that the next element is indented by on a line of its own.
  private var lineIndent: Int?

  mutating func object(_ members: (inout JSONText) -> Void) { enclosed("{", "}", members) }

  mutating func array(_ elements: (inout JSONText) -> Void) { enclosed("[", "]", elements) }

  mutating func array(_ strings: [String]) {
    array { json in for string in strings { json.value(string) } }
  }

  mutating func key(_ name: String) {
    separate()
    bytes.append(jsonLiteral: name)
    append(": ")
    awaitsValue = true
  }

  mutating func value(_ string: String) {
    separate()
    bytes.append(jsonLiteral: string)
  }

  mutating func value(_ number: Int) {
    separate()
    append(String(number))
  }

  mutating func value(_ truth: Bool) {
    separate()
    append(truth ? "true" : "false")
  }

  mutating func null() {
    separate()
    append("null")
  }

  mutating func member(_ name: String, _ string: String) {
    key(name)
    value(string)
  }

  mutating func member(_ name: String, _ number: Int?) {
    key(name)
    if let number { value(number) } else { null() }
  }

  /// What comes next, an element or the end of an array, begins a line.
  mutating func beginLine(indent: Int) { lineIndent = indent }

  private mutating func enclosed(
    _ opening: String, _ closing: String, _ content: (inout JSONText) -> Void
  ) {
    separate()
    append(opening)
    follows = false
    content(&self)
    breakLine()
    append(closing)
    follows = true
  }

  /// What stands between the last element and the next.
  private mutating func separate() {
    if awaitsValue {
      awaitsValue = false
    } else {
      if follows { append(",") }
      if !breakLine(), follows { append(" ") }
    }
    follows = true
  }

  @discardableResult
  private mutating func breakLine() -> Bool {
    guard let indent = lineIndent else { return false }
    bytes.append(UInt8(ascii: "\n"))
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: indent))
    lineIndent = nil
    return true
  }

  private mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }
}
