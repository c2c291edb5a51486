import Diagnostics
import Fields

/// Where something is reached: an IP address or a DNS name, without a port.
package struct Host: Hashable, Sendable, CustomStringConvertible {
  package let text: String

  package init(text: String) { self.text = text }

  /// nil where the host is a name.
  package var address: IPAddress? { IPAddress(text) }

  package var description: String { text }
}

extension Host: TextField {
  package static var placeholder: Host { Host(text: "") }
  package static var grammar: String { "an IP address or a DNS name such as '10.0.0.1'" }

  package static func parse(_ text: String) throws(FieldProblem) -> Host {
    if let address = IPAddress(text) { return Host(text: address.description) }
    // Digits and dots alone are an address that was mistyped, though a name may have them.
    let looksLikeAddress = text.utf8.allSatisfy {
      $0 == UInt8(ascii: ".") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
    }
    guard !looksLikeAddress, DNSName.isSubdomain(text) else {
      throw FieldProblem(
        .invalidValue, "'\(text)' is neither an IP address nor a DNS name",
        label: "expected \(grammar)", help: withoutRest(text).map { ["write '\($0)'"] } ?? [])
    }
    return Host(text: text)
  }

  /// What is left without a scheme, a port and a path; nil where that is no host either.
  private static func withoutRest(_ text: String) -> String? {
    var rest = text[...]
    for scheme in ["https://", "http://", "tcp://"] where rest.utf8.starts(with: scheme.utf8) {
      rest = rest.dropFirst(scheme.utf8.count)
    }
    let host = String(rest.prefix { $0 != "/" && $0 != ":" })
    return host != text && (IPAddress(host) != nil || DNSName.isSubdomain(host)) ? host : nil
  }
}
