import Diagnostics

/// Text of others in HTML: nothing of it is a tag or leaves an attribute, and all of it is seen.
enum HTMLText {
  static func escaped(_ text: String) -> String {
    var visible = StyledText(isColoured: false)
    visible.append(quoting: text)
    var escaped = ""
    for scalar in visible.text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
