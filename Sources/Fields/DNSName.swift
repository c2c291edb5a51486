/// The names that Kubernetes accepts (k8s.io/apimachinery/pkg/util/validation, after RFC 1123).
package enum DNSName {
  package static let longestLabel = 63
  package static let longestSubdomain = 253

  /// Lower-case letters, digits and `-`, with a letter or digit at either end; at most 63 bytes.
  package static func isLabel(_ text: String) -> Bool {
    text.utf8.count <= longestLabel && isLabel(text.utf8)
  }

  /// Labels with dots between them; at most 253 bytes, whatever the length of each label.
  package static func isSubdomain(_ text: String) -> Bool {
    text.utf8.count <= longestSubdomain
      && text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        .allSatisfy { isLabel($0) }
  }

  private static func isLabel(_ text: some BidirectionalCollection<UInt8>) -> Bool {
    let dash = UInt8(ascii: "-")
    guard let first = text.first, let last = text.last, first != dash, last != dash else {
      return false
    }
    return text.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), dash: true
      default: false
      }
    }
  }
}
