package enum Severity: Int, Sendable, Comparable {
  /// What could not be judged: neither right nor wrong.
  case note
  case warning
  case error

  package static func < (a: Severity, b: Severity) -> Bool { a.rawValue < b.rawValue }

  package var name: String {
    switch self {
    case .note: "note"
    case .warning: "warning"
    case .error: "error"
    }
  }
}

/// What kind of mistake a diagnostic names: a kebab-case name of the bad thing, unique in the
/// program. Each is declared at the foot of the file that emits it, as `extension Code`.
package struct Code: Hashable, Sendable {
  package let name: String
  package let severity: Severity
  /// What the mistake is, in one sentence without a full stop.
  package let summary: String
  /// Whether nobody may allow it, whatever the reason: it guards what cannot be taken back.
  package let isFinal: Bool

  package init(
    _ name: String, _ severity: Severity, _ summary: String, isFinal: Bool = false
  ) {
    self.isFinal = isFinal
    self.name = name
    self.severity = severity
    self.summary = summary
  }

  package static func == (a: Code, b: Code) -> Bool { a.name == b.name }
  package func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

/// A place, and what is to be said of it.
package struct Label: Hashable, Sendable {
  package var place: Place
  /// May be empty: then the place is underlined without words.
  package var message: String

  package init(_ place: Place, _ message: String = "") {
    self.place = place
    self.message = message
  }
}

/// A mistake in the input: a value, collected by the passes and shown at the end of a run.
///
/// Messages are lower case, without a full stop, with single quotes round the user's text. The
/// message states what is wrong, labels show where, notes add facts, and only help suggests.
package struct Diagnostic: Hashable, Sendable {
  package var code: Code
  package var severity: Severity
  package var message: String
  /// Where the mistake is.
  package var primary: Label
  /// Other places that explain it: the other side of a conflict, where a value comes from.
  package var secondary: [Label]
  package var notes: [String]
  package var help: [String]
  /// Whether what follows the place on its line is a secret, and must not be shown.
  package var isConfidential = false

  package init(
    _ code: Code, _ message: String, at place: Place, label: String = "",
    secondary: [Label] = [], notes: [String] = [], help: [String] = []
  ) {
    self.code = code
    self.severity = code.severity
    self.message = message.shortened
    self.primary = Label(place, label.shortened)
    self.secondary = secondary
    self.notes = notes.map(\.shortened)
    self.help = help.map(\.shortened)
  }
}

extension String {
  /// In bytes: no sentence of ours is as long, but what it quotes may be of any length.
  private static let longest = 1200

  /// The text without its middle, where it is longer than anybody reads.
  fileprivate var shortened: String {
    guard utf8.count > Self.longest else { return self }
    let half = Self.longest / 2
    return String(decoding: utf8.prefix(half), as: UTF8.self) + " … "
      + String(decoding: utf8.suffix(half), as: UTF8.self)
  }
}
