import Foundation

/// The formats of text that an API server checks.
enum Formats {
  static let texts: [String: @Sendable (String) -> Bool] = [
    "byte": { Data(base64Encoded: $0) != nil },
    "date-time": { matches($0, #"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$"#) },
    "duration": { matches($0, #"^[+-]?(0|([0-9]+(\.[0-9]*)?(ns|us|µs|ms|s|m|h))+)$"#) },
    "ipv4": { matches($0, #"^((25[0-5]|2[0-4]\d|1?\d?\d)(\.|$)){4}$"#) && !$0.hasSuffix(".") },
    "ipv6": { matches($0, #"^[0-9A-Fa-f:.]+$"#) && $0.contains(":") },
  ]

  /// `100m`, `1Gi`, `1e3` (k8s.io/apimachinery/pkg/api/resource).
  static func isQuantity(_ text: String) -> Bool {
    matches(
      text, #"^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?[0-9]+)?$"#)
  }

  static func isLabelName(_ text: String) -> Bool {
    text.utf8.count <= 63 && matches(text, #"^[a-z0-9]([-a-z0-9]*[a-z0-9])?$"#)
  }

  static func isSubdomain(_ text: String) -> Bool {
    text.utf8.count <= 253
      && matches(text, #"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"#)
  }

  /// `app.kubernetes.io/name`: an optional subdomain, and at most 63 characters.
  static func isQualifiedName(_ text: String) -> Bool {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard let name = parts.last, parts.count <= 2 else { return false }
    return (parts.count == 1 || isSubdomain(parts[0])) && isLabelText(name) && !name.isEmpty
  }

  static func isLabelValue(_ text: String) -> Bool { text.isEmpty || isLabelText(text) }

  static func isConfigKey(_ text: String) -> Bool {
    text.utf8.count <= 253 && matches(text, "^[-._a-zA-Z0-9]+$") && text != "." && text != ".."
  }

  /// Roles and their bindings have names that are parts of a path.
  static func isPathSegment(_ text: String) -> Bool {
    !text.isEmpty && text != "." && text != ".." && !text.contains("/") && !text.contains("%")
  }

  private static func isLabelText(_ text: String) -> Bool {
    text.utf8.count <= 63 && matches(text, "^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$")
  }

  private static func matches(_ text: String, _ pattern: String) -> Bool {
    // `$` would accept a line break behind it.
    !text.contains("\n") && text.range(of: pattern, options: .regularExpression) != nil
  }
}
