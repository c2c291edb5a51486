import Values

/// Which language a template is written in.
package enum Profile: Sendable {
  /// JSON-e as its conformance suite tells it.
  case core
  /// JSON-e without its traps: what the compiler runs.
  case strict
}

/// How much a single render may use before it is stopped.
package struct TemplateLimits: Sendable {
  /// Nodes rendered, expressions evaluated and values walked through.
  package var steps = 2_000_000
  /// Bytes of text that a render builds, and that its result holds.
  package var stringBytes = 16 << 20
  /// Elements of one `range`.
  package var rangeLength = 10_000
  /// Levels of a template, of an expression, and of a value that `$reduce` grows.
  package var nesting = 100

  package init() {}
  package static let standard = TemplateLimits()
}

/// What is left of the limits while a template renders.
struct Fuel {
  private(set) var steps: Int
  private(set) var stringBytes: Int
  let limits: TemplateLimits

  init(_ limits: TemplateLimits) {
    steps = limits.steps
    stringBytes = limits.stringBytes
    self.limits = limits
  }

  mutating func spend(_ count: Int = 1) throws(FunctionFailure) {
    steps -= count
    if steps < 0 { throw .limit("the template takes more than \(limits.steps) steps") }
  }

  mutating func spendText(_ bytes: Int) throws(FunctionFailure) {
    stringBytes -= bytes
    if stringBytes < 0 {
      throw .limit("the template builds more than \(limits.stringBytes) bytes of text")
    }
  }

  /// Pays for every node and every byte of a value, so that a value which holds another many times
  /// over is never walked to its end.
  mutating func spend(on value: JSONValue) throws(FunctionFailure) {
    try spend()
    switch value {
    case .null, .bool, .integer, .number: break
    case .string(let text): try spendText(text.utf8.count)
    case .array(let elements): for element in elements { try spend(on: element) }
    case .object(let object): for member in object.members { try spend(on: member.value) }
    }
  }
}
