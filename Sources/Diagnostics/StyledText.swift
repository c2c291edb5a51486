/// What a piece of output means; a coloured terminal shows it.
package enum Style {
  case plain
  case emphasis
  case error
  case warning
  /// Line numbers, and whatever explains the error from elsewhere.
  case context
  case note
  case help

  package init(_ severity: Severity) {
    self =
      switch severity {
      case .note: .note
      case .warning: .warning
      case .error: .error
      }
  }

  /// The "select graphic rendition" sequence (ECMA-48, 8.3.117).
  fileprivate var sequence: String {
    switch self {
    case .plain: ""
    case .emphasis: "\u{1B}[1m"
    case .error: "\u{1B}[1;31m"
    case .warning: "\u{1B}[1;33m"
    case .context: "\u{1B}[1;34m"
    case .note: "\u{1B}[1;32m"
    case .help: "\u{1B}[1;36m"
    }
  }
}

/// Output under construction: bytes, with styles that vanish where colour is not asked for.
package struct StyledText {
  package private(set) var bytes: [UInt8] = []
  private let isColoured: Bool

  package init(isColoured: Bool) { self.isColoured = isColoured }

  package var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Appends text of our own.
  package mutating func append(_ text: String, _ style: Style = .plain) {
    styled(style) { $0.append(contentsOf: text.utf8) }
  }

  /// Appends bytes that are fit to be shown.
  package mutating func append(_ shown: some Sequence<UInt8>, _ style: Style = .plain) {
    styled(style) { $0.append(contentsOf: shown) }
  }

  /// Appends text that may hold what a user wrote, so that none of it steers the terminal.
  package mutating func append(quoting text: String, _ style: Style = .plain) {
    styled(style) { bytes in
      if text.utf8.allSatisfy({ 0x20 <= $0 && $0 < 0x7F }) {
        bytes.append(contentsOf: text.utf8)
      } else {
        for scalar in text.unicodeScalars { _ = bytes.append(shown: scalar) }
      }
    }
  }

  package mutating func append(_ byte: UInt8, times count: Int, _ style: Style = .plain) {
    guard count > 0 else { return }
    styled(style) { $0.append(contentsOf: repeatElement(byte, count: count)) }
  }

  package mutating func endLine() { bytes.append(UInt8(ascii: "\n")) }

  private mutating func styled(_ style: Style, _ write: (inout [UInt8]) -> Void) {
    guard isColoured, style != .plain else { return write(&bytes) }
    bytes.append(contentsOf: style.sequence.utf8)
    write(&bytes)
    bytes.append(contentsOf: "\u{1B}[0m".utf8)
  }
}

extension [UInt8] {
  /// Appends a scalar as a terminal may safely show it; returns the columns that it takes.
  mutating func append(shown scalar: Unicode.Scalar) -> Int {
    guard scalar.isEscapedWhenShown else {
      append(contentsOf: scalar.utf8)
      return scalar.displayWidth
    }
    let escape: String
    switch scalar {
    case "\n": escape = "\\n"
    case "\r": escape = "\\r"
    case "\t": escape = "\\t"
    default: escape = "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
    }
    append(contentsOf: escape.utf8)
    return escape.utf8.count
  }

  /// Appends a byte that is no part of a UTF-8 text; returns the columns that it takes.
  mutating func append(shownByte byte: UInt8) -> Int {
    append(contentsOf: (byte < 0x10 ? "\\x0" : "\\x").utf8)
    append(contentsOf: String(byte, radix: 16, uppercase: true).utf8)
    return 4
  }
}
