/// A path of a JSON patch (RFC 6901), as it is written: whether `0` is a key or an index shows only
/// in the value that it is applied to.
package struct JSONPatchPath: Sendable, Hashable, CustomStringConvertible {
  package let tokens: [String]
  package let description: String

  /// nil unless the text is empty or begins with `/`, and each `~` in it begins `~0` or `~1`.
  package init?(_ text: String) {
    var tokens: [String] = []
    var token: [UInt8] = []
    var bytes = text.utf8.makeIterator()
    if let first = bytes.next() {
      guard first == UInt8(ascii: "/") else { return nil }
      while let byte = bytes.next() {
        switch byte {
        case UInt8(ascii: "/"):
          tokens.append(String(decoding: token, as: UTF8.self))
          token = []
        case UInt8(ascii: "~"):
          switch bytes.next() {
          case UInt8(ascii: "0"): token.append(UInt8(ascii: "~"))
          case UInt8(ascii: "1"): token.append(UInt8(ascii: "/"))
          default: return nil
          }
        default: token.append(byte)
        }
      }
      tokens.append(String(decoding: token, as: UTF8.self))
    }
    self.tokens = tokens
    description = text
  }

  /// A number without leading zeros, as an index is written.
  static func index(_ token: String) -> Int? {
    let digits = token.utf8
    guard digits.count <= 9, let first = digits.first,
      digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
      first != UInt8(ascii: "0") || digits.count == 1
    else { return nil }
    return Int(token)
  }

  /// The part of a value that an operation at this path changes: of a list the whole, since the
  /// places of all its elements may have moved.
  package func changedPart(of value: JSONValue) -> JSONPointer {
    var pointer = JSONPointer()
    var reached = value
    for token in tokens {
      guard case .object(let object) = reached else { break }
      pointer = pointer.appending(token)
      guard let member = object[token] else { break }
      reached = member
    }
    return pointer
  }
}
