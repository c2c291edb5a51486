import Patterns

/// A format that the API server's library of expressions has by name.
enum CELFormat: String, CaseIterable, Sendable {
  case dns1123Label
  case dns1123Subdomain
  case dns1035Label
  case qualifiedName
  case dns1123LabelPrefix
  case dns1123SubdomainPrefix
  case dns1035LabelPrefix
  case labelValue
  case uri
  case uuid
  case byte
  case date
  case datetime

  /// What is wrong with the text; nil where it is of the format.
  func problem(of text: String) -> String? {
    isValid(text) ? nil : "'\(text)' is not of the format \(rawValue)"
  }

  private func isValid(_ text: String) -> Bool {
    switch self {
    case .dns1123Label: Self.label(text)
    case .dns1123Subdomain: Self.subdomain(text)
    case .dns1035Label: Self.oldLabel(text)
    case .qualifiedName: Self.qualifiedName(text)
    // A prefix may end in a dash: the server completes it.
    case .dns1123LabelPrefix: Self.label(Self.masked(text))
    case .dns1123SubdomainPrefix: Self.subdomain(Self.masked(text))
    case .dns1035LabelPrefix: Self.oldLabel(Self.masked(text))
    case .labelValue: text.utf8.count <= 63 && Self.matches(text, Self.labelValuePattern)
    case .uri: CELURL(text) != nil
    case .uuid: Self.matches(text, Self.uuidPattern)
    case .byte: !text.isEmpty && Base64.decoded(text) != nil
    case .date: CELTimestamp(date: text) != nil
    case .datetime: CELTimestamp(text) != nil
    }
  }

  private static func label(_ text: String) -> Bool {
    text.utf8.count <= 63 && matches(text, labelPattern)
  }

  private static func subdomain(_ text: String) -> Bool {
    text.utf8.count <= 253 && matches(text, subdomainPattern)
  }

  private static func oldLabel(_ text: String) -> Bool {
    text.utf8.count <= 63 && matches(text, oldLabelPattern)
  }

  private static func qualifiedName(_ text: String) -> Bool {
    var name = text
    if let slash = text.utf8.firstIndex(of: UInt8(ascii: "/")) {
      guard subdomain(String(text[..<slash])) else { return false }
      name = String(text[text.index(after: slash)...])
    }
    return (1...63).contains(name.utf8.count) && matches(name, labelValuePattern)
  }

  /// As the API server completes a prefix: the dash, and what is before it, give way to a letter.
  private static func masked(_ text: String) -> String {
    guard text.utf8.count > 1, text.utf8.last == UInt8(ascii: "-") else { return text }
    return String(text.dropLast(2)) + "a"
  }

  private static func matches(_ text: String, _ pattern: Pattern?) -> Bool {
    guard let pattern else { preconditionFailure("a pattern of ours is RE2's") }
    return pattern.isFound(in: text)
  }

  private static let labelPattern = try? Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")
  private static let oldLabelPattern = try? Pattern("^[a-z]([-a-z0-9]*[a-z0-9])?$")
  private static let subdomainPattern = try? Pattern(
    "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$")
  private static let labelValuePattern = try? Pattern(
    "^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$")
  private static let uuidPattern = try? Pattern(
    "^(?i)[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$")
}
