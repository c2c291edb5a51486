import Diagnostics
import Fields
import Values
import YAML

/// The number of a port.
package struct PortNumber: ScalarField, Hashable {
  package let number: Int

  package static var placeholder: PortNumber { PortNumber(number: 1) }
  package static var grammar: String { "the number of a port, from 1 to 65535" }

  package static func read(_ node: YAMLNode) throws(FieldProblem) -> PortNumber {
    guard node.kind == .scalar, case .integer(let number) = node.scalar else {
      let isQuoted = node.kind == .scalar && Int(node.text).map((1...65535).contains) == true
      throw FieldProblem(
        .wrongType, "expected \(grammar), found \(node.kindWithArticle)",
        help: isQuoted ? ["write it without quotes: \(node.text)"] : [])
    }
    guard let port = Int(exactly: number), (1...65535).contains(port) else {
      throw FieldProblem(
        .invalidValue, "\(number) is not a port", label: "a port is a number from 1 to 65535")
    }
    return PortNumber(number: port)
  }
}

/// The host that a request is for, as a client names it.
package struct HostName: TextField, Hashable {
  package let text: String

  package static var placeholder: HostName { HostName(text: "") }
  package static var grammar: String { "a DNS name such as 'web.studio.lan'" }

  package static func parse(_ text: String) throws(FieldProblem) -> HostName {
    if DNSName.isSubdomain(text) { return HostName(text: text) }
    if text.utf8.starts(with: "*.".utf8) {
      throw FieldProblem(
        .invalidValue, "'\(text)' stands for many hosts",
        label: "Traefik's Host() matches one name", help: ["name each host"])
    }
    let bare = withoutRest(text)
    throw FieldProblem(
      .invalidValue, "'\(text)' is not a host", label: "expected \(grammar)",
      help: bare != text && DNSName.isSubdomain(bare) ? ["write '\(bare)'"] : [])
  }

  /// In lower case, and without a scheme, a port and a path.
  private static func withoutRest(_ text: String) -> String {
    var rest = text.lowercased()[...]
    for scheme in ["https://", "http://"] where rest.utf8.starts(with: scheme.utf8) {
      rest = rest.dropFirst(scheme.utf8.count)
    }
    return String(rest.prefix { $0 != "/" && $0 != ":" })
  }
}

/// What the path of a request starts with.
package struct PathPrefix: TextField, Hashable {
  package let text: String

  package static var placeholder: PathPrefix { PathPrefix(text: "/") }
  package static var grammar: String { "a path such as '/api'" }

  package static func parse(_ text: String) throws(FieldProblem) -> PathPrefix {
    guard text.utf8.first == UInt8(ascii: "/") else {
      throw FieldProblem(
        .invalidValue, "'\(text)' is not a path", label: "a path starts with '/'",
        help: isPlain("/\(text)") ? ["write '/\(text)'"] : [])
    }
    guard isPlain(text) else {
      throw FieldProblem(
        .invalidValue, "'\(text)' is not a path that Traefik's rules can hold",
        label: "printable ASCII without spaces, quotes, backslashes, '?' and '#'")
    }
    return PathPrefix(text: text)
  }

  /// The path stands between grave accents in a rule of Traefik's.
  private static func isPlain(_ text: String) -> Bool {
    text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f && !"`\"'\\?#".utf8.contains($0) }
  }
}

/// The name of an entry point or of a certificate resolver: a key of Traefik's own configuration.
package struct EntryPointName: TextField, Hashable {
  package let text: String

  package static var placeholder: EntryPointName { EntryPointName(text: "") }
  package static var grammar: String { "a name of Traefik's configuration such as 'websecure'" }

  package static func parse(_ text: String) throws(FieldProblem) -> EntryPointName {
    let isName = text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
        true
      default: false
      }
    }
    guard isName, !text.isEmpty else {
      throw FieldProblem(
        .invalidName, "'\(text)' is not a valid name",
        label: "a name has letters, digits, '-' and '_'")
    }
    return EntryPointName(text: text)
  }
}
