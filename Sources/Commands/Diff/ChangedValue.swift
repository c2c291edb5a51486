import Diagnostics
import Difference
import Values

/// A field before and after, as text that people compare.
enum ChangedValue {
  /// On one line each, shortened in the middle; nil on the side that lacks the field.
  case line(before: String?, after: String?)
  /// Of texts of several lines the lines that differ, each with its sign; so many more are left out.
  case lines([(sign: Character, text: String)], more: Int)

  /// Columns of a value that is shown whole.
  private static let widest = 160
  private static let mostLines = 40

  init(_ field: FieldDifference) {
    if field.before.isText || field.after.isText {
      self = .init(
        from: Array((field.before?.string ?? "").utf8), to: Array((field.after?.string ?? "").utf8))
    } else {
      self = .line(before: field.before?.shown, after: field.after?.shown)
    }
  }

  /// Of two texts of several lines.
  init(from old: [UInt8], to new: [UInt8]) {
    var lines: [(sign: Character, text: String)] = []
    for change in LineDifference(from: old, to: new).changes {
      switch change {
      case .at(let number): lines.append(("@", "line \(number)"))
      case .removed(let line): lines.append(("-", String(decoding: line, as: UTF8.self)))
      case .added(let line): lines.append(("+", String(decoding: line, as: UTF8.self)))
      }
    }
    if lines.isEmpty { lines.append(("@", "the line feed at the end")) }
    // A text that is new or goes as a whole has no lines to be told by their number.
    if old.isEmpty || new.isEmpty { lines.removeAll { $0.sign == "@" } }
    self = .lines(
      lines.prefix(Self.mostLines).map { ($0.sign, $0.text.shortened(to: Self.widest)) },
      more: max(lines.count - Self.mostLines, 0))
  }
}

extension JSONValue {
  /// As YAML would have it on one line; text in quotes where it would be taken for something else.
  fileprivate var shown: String {
    let text: String
    if case .array(let elements) = self, let words = Self.words(elements) {
      text = "[\(words.joined(separator: ", "))]"
    } else if case .string(let string) = self, string.isDigest {
      text = "\(string.prefix(12))…"
    } else if case .string(let string) = self, !string.isAmbiguous {
      text = string
    } else {
      text = JSONDocument.line(self)
    }
    return text.shortened(to: 160)
  }

  /// Elements that can stand in a list without quotes; nil where one cannot.
  private static func words(_ elements: [JSONValue]) -> [String]? {
    let words = elements.compactMap(\.string).filter { word in
      !word.isAmbiguous && !word.utf8.contains(UInt8(ascii: ","))
    }
    return words.count == elements.count ? words : nil
  }
}

extension JSONValue? {
  /// Whether it is text of several lines.
  fileprivate var isText: Bool {
    guard case .string(let text)? = self else { return false }
    return text.utf8.contains(UInt8(ascii: "\n"))
  }
}

extension String {
  /// Whether it is a SHA-256 digest, of which nobody reads more than the beginning.
  fileprivate var isDigest: Bool {
    utf8.count == 64
      && utf8.allSatisfy {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
          || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
      }
  }

  /// Whether a reader could take it for a number, a boolean, nothing, or no text at all.
  fileprivate var isAmbiguous: Bool {
    guard let first = utf8.first, let last = utf8.last else { return true }
    if first == UInt8(ascii: " ") || last == UInt8(ascii: " ") { return true }
    if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") || first == UInt8(ascii: "\"") {
      return true
    }
    return ["true", "false", "null", "yes", "no", "on", "off", "~"].contains(lowercased())
      || Double(self) != nil
  }

  /// Without its middle, where it is longer than that many characters.
  func shortened(to most: Int) -> String {
    guard utf8.count > most else { return self }
    let scalars = unicodeScalars
    guard scalars.count > most else { return self }
    let half = (most - 3) / 2
    return String(String.UnicodeScalarView(scalars.prefix(half))) + " … "
      + String(String.UnicodeScalarView(scalars.suffix(half)))
  }
}
