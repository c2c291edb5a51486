/// The names that Kubernetes accepts as keys and values of labels
/// (k8s.io/apimachinery/pkg/util/validation).
package enum QualifiedName {
  private static let longestName = 63

  /// What is wrong with a key, `prefix/name` or `name`; nil where it is valid.
  package static func problem(with key: String) -> String? {
    let bytes = key.utf8
    guard let slash = bytes.firstIndex(of: UInt8(ascii: "/")) else {
      return problem(withName: bytes[...])
    }
    let prefix = bytes[..<slash]
    if prefix.isEmpty { return "there is nothing before the '/'" }
    if prefix.count > DNSName.longestSubdomain {
      return "what comes before the '/' has at most \(DNSName.longestSubdomain) characters"
    }
    guard DNSName.isSubdomain(String(key[..<slash])) else {
      return "what comes before the '/' is a DNS name: lower-case letters, digits, '-' and '.'"
    }
    return problem(withName: bytes[bytes.index(after: slash)...])
  }

  /// What is wrong with the value of a label; nil where it is valid.
  package static func problem(withLabelValue value: String) -> String? {
    value.isEmpty ? nil : problem(withName: value.utf8[...])
  }

  private static func problem(withName name: Substring.UTF8View) -> String? {
    guard let first = name.first, let last = name.last else { return "the name is empty" }
    if name.count > longestName {
      return "a name has at most \(longestName) characters, not \(name.count)"
    }
    guard first.isAlphanumeric, last.isAlphanumeric else {
      return "a name has a letter or digit at both ends"
    }
    let isName = name.allSatisfy { byte in
      byte.isAlphanumeric || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
        || byte == UInt8(ascii: ".")
    }
    return isName ? nil : "a name holds only letters, digits, '-', '_' and '.'"
  }
}

extension UInt8 {
  fileprivate var isAlphanumeric: Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self)
      || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20)
  }
}
