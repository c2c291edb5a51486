/// A character that people take for one of ASCII, or do not see at all: a text that was copied from a
/// page or a word processor often holds one.
package struct LookAlike: Sendable {
  package let scalar: Unicode.Scalar
  /// What it is taken for; nil where it cannot be seen.
  package let meant: Unicode.Scalar?

  package init?(_ scalar: Unicode.Scalar) {
    guard scalar.value >= 0x80 else { return nil }
    self.scalar = scalar
    switch scalar.value {
    case 0xA0, 0x1680, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: meant = " "
    case 0xAD, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2069, 0xFEFF: meant = nil
    case 0x2010...0x2015, 0x2212, 0xFE58, 0xFE63: meant = "-"
    case 0x2022, 0x2023, 0x25E6: meant = "-"
    case 0x2018...0x201B, 0x2032: meant = "'"
    case 0x201C...0x201F, 0x2033, 0xAB, 0xBB: meant = "\""
    case 0x3002: meant = "."
    case 0x3001: meant = ","
    case 0x660...0x669: meant = Unicode.Scalar(scalar.value - 0x660 + 0x30)
    case 0x6F0...0x6F9: meant = Unicode.Scalar(scalar.value - 0x6F0 + 0x30)
    case 0xFF01...0xFF5E: meant = Unicode.Scalar(scalar.value - 0xFEE0)
    default:
      guard let letter = Self.letters[scalar] else { return nil }
      meant = letter
    }
  }

  /// Of Cyrillic and Greek, those that look like a Latin one in most typefaces.
  private static let letters: [Unicode.Scalar: Unicode.Scalar] = [
    "а": "a", "е": "e", "о": "o", "р": "p", "с": "c", "у": "y", "х": "x", "і": "i", "ј": "j",
    "ѕ": "s", "ԁ": "d", "һ": "h", "А": "A", "В": "B", "Е": "E", "К": "K", "М": "M", "Н": "H",
    "О": "O", "Р": "P", "С": "C", "Т": "T", "Х": "X", "У": "Y", "І": "I", "Ѕ": "S", "Ј": "J",
    "ο": "o", "ν": "v", "ι": "i", "α": "a", "Α": "A", "Β": "B", "Ε": "E", "Ζ": "Z", "Η": "H",
    "Ι": "I", "Κ": "K", "Μ": "M", "Ν": "N", "Ο": "O", "Ρ": "P", "Τ": "T", "Υ": "Y", "Χ": "X",
  ]

  /// Shown by its number, since it shows as what it is not.
  package var name: String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
  }

  private var note: String {
    guard let meant else { return "\(name) is in it, which cannot be seen" }
    return "\(name) is in it, which looks like \(meant == " " ? "a space" : "'\(meant)'")"
  }
}

extension LookAlike {
  /// Longer texts are not looked through.
  private static let longest = 1024

  /// What is to be said of a text that is not what was expected, and looks as if it were.
  package static func notes(on text: String) -> [String] {
    guard text.utf8.count <= longest, !text.utf8.allSatisfy({ $0 < 0x80 }) else { return [] }
    var notes: [String] = []
    for scalar in text.unicodeScalars {
      guard let note = LookAlike(scalar)?.note, !notes.contains(note) else { continue }
      notes.append(note)
    }
    return Array(notes.prefix(2))
  }

  /// The text as it looks.
  package static func replaced(in text: String) -> String {
    guard text.utf8.count <= longest, !text.utf8.allSatisfy({ $0 < 0x80 }) else { return text }
    var replaced = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      guard let found = LookAlike(scalar) else {
        replaced.append(scalar)
        continue
      }
      if let meant = found.meant { replaced.append(meant) }
    }
    return String(replaced)
  }

  /// The sign that begins a text as a dash begins an item of a list.
  package static func dash(before text: String) -> LookAlike? {
    var scalars = text.unicodeScalars.makeIterator()
    guard let first = scalars.next(), first.value >= 0x80, let sign = LookAlike(first),
      sign.meant == "-", let second = scalars.next(),
      second == " " || LookAlike(second)?.meant == " "
    else { return nil }
    return sign
  }
}
