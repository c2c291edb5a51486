import Diagnostics

/// A DNS label (RFC 1123): the name of a cluster, a namespace, a group.
package struct LabelName: TextField, Hashable {
  package let text: String

  package init(text: String) { self.text = text }

  package static var placeholder: LabelName { LabelName(text: "") }
  package static var grammar: String { "a name (lower-case letters, digits and '-')" }

  package static func parse(_ text: String) throws(FieldProblem) -> LabelName {
    guard DNSName.isLabel(text) else { throw .invalidName(text, allowsDots: false) }
    return LabelName(text: text)
  }
}

/// A DNS subdomain (RFC 1123): the name of most objects.
package struct ObjectName: TextField, Hashable {
  package let text: String

  package static var placeholder: ObjectName { ObjectName(text: "") }
  package static var grammar: String { "the name of an object" }

  package static func parse(_ text: String) throws(FieldProblem) -> ObjectName {
    guard DNSName.isSubdomain(text) else { throw .invalidName(text, allowsDots: true) }
    return ObjectName(text: text)
  }
}

extension FieldProblem {
  fileprivate static func invalidName(_ text: String, allowsDots: Bool) -> FieldProblem {
    let longest = allowsDots ? DNSName.longestSubdomain : DNSName.longestLabel
    if text.utf8.count > longest {
      return FieldProblem(
        .invalidName, "the name is \(text.utf8.count) characters long",
        label: "a name has at most \(longest)")
    }
    let dots = allowsDots ? ", '-' and '.'" : " and '-'"
    var problem = FieldProblem(
      .invalidName, "'\(text)' is not a valid name",
      label: "a name has lower-case letters, digits\(dots), and a letter or digit at both ends")
    let suggestion = nearestName(to: LookAlike.replaced(in: text), allowsDots: allowsDots)
    if !suggestion.isEmpty, suggestion != text {
      problem.help = ["'\(suggestion)' would be valid"]
    }
    return problem
  }

  /// The name in lower case, with `-` for everything that a name cannot hold.
  private static func nearestName(to text: String, allowsDots: Bool) -> String {
    var name: [UInt8] = []
    for byte in text.lowercased().utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
        name.append(byte)
      case UInt8(ascii: ".") where allowsDots: name.append(byte)
      case _ where name.last != UInt8(ascii: "-"): name.append(UInt8(ascii: "-"))
      default: break
      }
    }
    let isEdge: (UInt8) -> Bool = { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".") }
    while let last = name.last, isEdge(last) { name.removeLast() }
    return String(decoding: name.drop(while: isEdge), as: UTF8.self)
  }
}

extension Code {
  package static let invalidName = Code(
    "invalid-name", .error, "a name is not one that Kubernetes accepts")
}
