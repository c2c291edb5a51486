import Diagnostics

/// Text of others, as Markdown shows it and does not obey it.
enum MarkdownText {
  /// In a code element: there no mention notifies anybody and no number becomes a link, on GitHub as
  /// on GitLab. What Markdown would take for a mark, before it sees the element, is a reference.
  static func code(_ text: String) -> String { "<code>\(escaped(text))</code>" }

  /// Lines in a block that ends at its own end tag, whatever they hold (CommonMark 0.31, 4.6).
  static func block(_ lines: [String], indent: String) -> String {
    let shown = lines.map { indent + elementEscaped($0) }.joined(separator: "\n")
    return "\(indent)<pre lang=\"diff\">\n\(shown)\n\(indent)</pre>\n"
  }

  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in visible(text).unicodeScalars {
      if marks.contains(scalar) {
        escaped += "&#\(scalar.value);"
      } else {
        escaped.unicodeScalars.append(scalar)
      }
    }
    // The one link that Markdown of GitHub finds without any mark.
    return escaped.replacing(word: "www.", with: "www&#46;")
  }

  private static func elementEscaped(_ text: String) -> String {
    var escaped = ""
    for scalar in visible(text).unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  /// Without line feeds, and without what would change the order of the text round it.
  private static func visible(_ text: String) -> String {
    var shown = StyledText(isColoured: false)
    shown.append(quoting: text)
    return shown.text
  }

  private static let marks: Set<Unicode.Scalar> = [
    "&", "<", ">", "\"", "'", "`", "*", "_", "~", "[", "]", "!", "#", "@", "|", "\\", ":", "$",
  ]
}

extension String {
  /// Without Foundation, and for words that are looked for in short texts.
  fileprivate func replacing(word: String, with replacement: String) -> String {
    let wanted = Array(word.utf8)
    let bytes = Array(utf8)
    guard bytes.count >= wanted.count else { return self }
    var result: [UInt8] = []
    var position = 0
    while position < bytes.count {
      if bytes[position...].starts(with: wanted) {
        result += replacement.utf8
        position += wanted.count
      } else {
        result.append(bytes[position])
        position += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
