import Diagnostics

/// Text of others, as Markdown shows it and does not obey it.
enum MarkdownText {
  /// In a code element: there no mention notifies anybody and no number becomes a link, on GitHub as
  /// on GitLab. What Markdown would take for a mark, before it sees the element, is a reference.
  static func code(_ text: String) -> String { "<code>\(escaped(text))</code>" }

  /// Lines in a block that ends at its own end tag, whatever they hold (CommonMark 0.31, 4.6).
  static func block(_ lines: [String], indent: String) -> String {
    let shown = lines.map { indent + HTMLText.escaped($0) }.joined(separator: "\n")
    return "\(indent)<pre lang=\"diff\">\n\(shown)\n\(indent)</pre>\n"
  }

  /// Our own words, with what they quote as code. An '@' or a '#' outside of quotes, which only a
  /// name could bring, is parted from what follows.
  static func prose(_ text: String) -> String {
    var shown = ""
    for (number, part) in text.split(separator: "'", omittingEmptySubsequences: false).enumerated()
    {
      if number % 2 == 1 {
        shown += code(String(part))
        continue
      }
      shown += escaped(String(part), isCode: false)
    }
    return shown
  }

  private static func escaped(_ text: String, isCode: Bool = true) -> String {
    var escaped = ""
    let scalars = Array(visible(text).unicodeScalars)
    for (position, scalar) in scalars.enumerated() {
      let rest = scalars[position...]
      // What Markdown of GitHub takes for a link without any mark: a scheme, or a host of the web.
      let isLink =
        rest.starts(with: "://".unicodeScalars) || rest.starts(with: "www.".unicodeScalars)
      if marks.contains(scalar) || isLink {
        escaped += "&#\(scalar.value);"
        if !isCode, scalar == "@" || scalar == "#" { escaped += "&#8288;" }
      } else {
        escaped.unicodeScalars.append(scalar)
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
    "&", "<", ">", "`", "*", "_", "~", "[", "]", "!", "#", "@", "|", "\\", "$",
  ]
}
