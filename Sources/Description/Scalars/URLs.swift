import Diagnostics
import Fields
import Topology

/// The base URL of a download, without a slash at its end.
package struct DownloadURL: TextField, Hashable {
  package let text: String

  package static var placeholder: DownloadURL { DownloadURL(text: "") }
  package static var grammar: String { "an https URL such as 'https://mirror.example/linkerd'" }

  package static func parse(_ text: String) throws(FieldProblem) -> DownloadURL {
    var trimmed = text[...]
    while trimmed.utf8.last == UInt8(ascii: "/") { trimmed = trimmed.dropLast() }
    try HTTPURL.check(trimmed, schemes: ["https://"], original: text)
    return DownloadURL(text: String(trimmed))
  }
}

/// The URL of a proxy.
package struct ProxyURL: TextField, Hashable {
  package let text: String

  package static var placeholder: ProxyURL { ProxyURL(text: "") }
  package static var grammar: String { "the URL of a proxy such as 'http://proxy.lan:3128'" }

  package static func parse(_ text: String) throws(FieldProblem) -> ProxyURL {
    try HTTPURL.check(text[...], schemes: ["http://", "https://"], original: text)
    return ProxyURL(text: text)
  }
}

/// Where a Prometheus answers.
package struct PrometheusURL: TextField, Hashable {
  package let text: String

  package static var placeholder: PrometheusURL { PrometheusURL(text: "") }
  package static var grammar: String {
    "the URL of a Prometheus such as 'http://prometheus.monitoring:9090'"
  }

  package static func parse(_ text: String) throws(FieldProblem) -> PrometheusURL {
    try HTTPURL.check(text[...], schemes: ["http://", "https://"], original: text)
    return PrometheusURL(text: text)
  }
}

private enum HTTPURL {
  /// Printable ASCII without spaces, a known scheme, a host, and no user: a password has no place in
  /// a tree that is committed.
  static func check(
    _ text: Substring, schemes: [String], original: String
  ) throws(FieldProblem) {
    let words = schemes.map { "'\($0)'" }.joinedAsAlternatives()
    guard let scheme = schemes.first(where: { text.utf8.starts(with: $0.utf8) }) else {
      throw FieldProblem(
        .invalidURL, "'\(original)' is not a URL", label: "expected it to start with \(words)")
    }
    let rest = text.utf8.dropFirst(scheme.utf8.count)
    guard rest.allSatisfy({ $0 > 0x20 && $0 < 0x7f }), let first = rest.first,
      first != UInt8(ascii: "/")
    else {
      throw FieldProblem(
        .invalidURL, "'\(original)' is not a URL", label: "expected a host after '\(scheme)'")
    }
    guard !rest.prefix(while: { $0 != UInt8(ascii: "/") }).contains(UInt8(ascii: "@")) else {
      throw FieldProblem(
        .invalidURL, "the URL holds a user or a password",
        label: "it would be committed in clear",
        help: ["give a host that asks for none"])
    }
  }
}
