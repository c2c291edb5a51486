/// The names that Kubernetes accepts for objects, and as keys and values of labels
/// (k8s.io/apimachinery/pkg/util/validation).
enum QualifiedName {
  private static let longestName = 63
  private static let longestPrefix = 253

  /// What is wrong with a key, `prefix/name` or `name`; nil where it is valid.
  static func problem(with key: String) -> String? {
    let bytes = key.utf8
    guard let slash = bytes.firstIndex(of: UInt8(ascii: "/")) else {
      return problem(withName: bytes[...])
    }
    let prefix = bytes[..<slash]
    if prefix.isEmpty { return "there is nothing before the '/'" }
    if prefix.count > longestPrefix {
      return "what comes before the '/' has at most \(longestPrefix) characters"
    }
    guard isDomain(prefix) else {
      return "what comes before the '/' is a DNS name: lower-case letters, digits, '-' and '.'"
    }
    return problem(withName: bytes[bytes.index(after: slash)...])
  }

  /// What is wrong with the value of a label; nil where it is valid.
  static func problem(withLabelValue value: String) -> String? {
    value.isEmpty ? nil : problem(withName: value.utf8[...])
  }

  /// What is wrong with the name of an object, a DNS subdomain; nil where it is valid.
  static func problem(withDomain name: String) -> String? {
    if name.utf8.count > longestPrefix {
      return "a name has at most \(longestPrefix) characters, not \(name.utf8.count)"
    }
    return isDomain(name.utf8[...])
      ? nil
      : "a name has lower-case letters, digits, '-' and '.', and a letter or digit at both ends"
  }

  /// What is wrong with the name of a namespace, a DNS label; nil where it is valid.
  static func problem(withLabel name: String) -> String? {
    if name.utf8.count > longestName {
      return "a name has at most \(longestName) characters, not \(name.utf8.count)"
    }
    return isLabel(name.utf8[...])
      ? nil : "a name has lower-case letters, digits and '-', and a letter or digit at both ends"
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

  private static func isDomain(_ domain: Substring.UTF8View) -> Bool {
    domain.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
      .allSatisfy(isLabel)
  }

  private static func isLabel(_ label: Substring.UTF8View) -> Bool {
    guard let first = label.first, let last = label.last, first.isLowerCaseOrDigit,
      last.isLowerCaseOrDigit
    else { return false }
    return label.allSatisfy { $0.isLowerCaseOrDigit || $0 == UInt8(ascii: "-") }
  }
}

extension UInt8 {
  fileprivate var isLowerCaseOrDigit: Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self)
      || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self)
  }

  fileprivate var isAlphanumeric: Bool {
    isLowerCaseOrDigit || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self)
  }
}
