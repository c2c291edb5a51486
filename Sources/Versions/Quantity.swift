/// An amount as Kubernetes writes it: `100m`, `1.5Gi`, `2e3`.
package struct Quantity: Sendable, Comparable {
  /// In units of the whole; near enough to compare a request with a limit.
  private let amount: Double

  private static let factors: [String: Double] = [
    "n": 1e-9, "u": 1e-6, "m": 1e-3, "": 1, "k": 1e3, "M": 1e6, "G": 1e9, "T": 1e12, "P": 1e15,
    "E": 1e18, "Ki": 1024, "Mi": 1_048_576, "Gi": 1_073_741_824, "Ti": 1_099_511_627_776,
    "Pi": 1_125_899_906_842_624, "Ei": 1_152_921_504_606_846_976,
  ]

  /// nil unless the text is a signed decimal with one of the suffixes, or with an exponent
  /// (k8s.io/apimachinery/pkg/api/resource).
  package init?(_ text: String) {
    guard text.utf8.count <= 64 else { return nil }
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    let bytes = Array(text.utf8)
    var end = bytes.first == UInt8(ascii: "-") || bytes.first == UInt8(ascii: "+") ? 1 : 0
    var count = 0
    var dots = 0
    while end < bytes.count {
      if digits.contains(bytes[end]) {
        count += 1
      } else if bytes[end] == UInt8(ascii: ".") {
        dots += 1
      } else {
        break
      }
      end += 1
    }
    guard count > 0, dots <= 1,
      let number = Double(String(decoding: Self.complete(bytes[..<end]), as: UTF8.self))
    else { return nil }
    let suffix = String(decoding: bytes[end...], as: UTF8.self)
    if let factor = Self.factors[suffix] {
      amount = number * factor
      return
    }
    guard let first = suffix.utf8.first, first | 0x20 == UInt8(ascii: "e"),
      let exponent = Int(suffix.dropFirst()), abs(exponent) <= 18,
      let factor = Double("1e\(exponent)")
    else { return nil }
    amount = number * factor
  }

  /// With digits before and behind the dot.
  private static func complete(_ number: ArraySlice<UInt8>) -> [UInt8] {
    var bytes = number.first == UInt8(ascii: "+") ? Array(number.dropFirst()) : Array(number)
    if bytes.last == UInt8(ascii: ".") { bytes.append(UInt8(ascii: "0")) }
    if let dot = bytes.firstIndex(of: UInt8(ascii: ".")),
      dot == 0 || bytes[dot - 1] == UInt8(ascii: "-")
    {
      bytes.insert(UInt8(ascii: "0"), at: dot)
    }
    return bytes
  }

  package static func < (a: Quantity, b: Quantity) -> Bool { a.amount < b.amount }
}
