/// A URL as the API server's library of expressions takes it: absolute, or a path from the root.
struct CELURL: Hashable, Sendable {
  let scheme: String
  /// With the port where one is written, and an IPv6 address in its brackets.
  let host: String
  let hostname: String
  let port: String
  let escapedPath: String
  /// Without the question mark.
  let query: String
  let description: String

  init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard !bytes.isEmpty, bytes.allSatisfy({ $0 >= 0x20 && $0 != 0x7f }) else { return nil }
    description = text
    // A request has no fragment: what looks like one belongs to the path.
    var rest = bytes[...]
    var isOpaque = false
    let colon = rest.firstIndex(of: UInt8(ascii: ":"))
    let slash = rest.firstIndex(of: UInt8(ascii: "/"))
    if let colon, slash.map({ colon < $0 }) ?? true {
      guard Self.isScheme(rest[..<colon]) else { return nil }
      scheme = String(decoding: rest[..<colon], as: UTF8.self).lowercased()
      rest = rest[(colon + 1)...]
      // What is no path, as in `mailto:a`, is taken, and is no part that can be asked for.
      isOpaque = rest.first != UInt8(ascii: "/")
    } else {
      guard rest.first == UInt8(ascii: "/") else { return nil }
      scheme = ""
    }
    let question = rest.firstIndex(of: UInt8(ascii: "?")) ?? rest.endIndex
    query = String(decoding: rest[question...].dropFirst(), as: UTF8.self)
    var path = rest[..<question]
    var authority: ArraySlice<UInt8> = []
    if !scheme.isEmpty, path.starts(with: "//".utf8) {
      authority = path.dropFirst(2).prefix { $0 != UInt8(ascii: "/") }
      path = path.dropFirst(2 + authority.count)
    }
    guard authority.allSatisfy({ !Self.neverInHosts.contains($0) }) else { return nil }
    if let at = authority.lastIndex(of: UInt8(ascii: "@")) { authority = authority[(at + 1)...] }
    guard let (name, port) = Self.split(authority), isOpaque || Self.areEscapesWhole(path) else {
      return nil
    }
    host = String(decoding: authority, as: UTF8.self)
    hostname = String(decoding: name, as: UTF8.self)
    self.port = String(decoding: port, as: UTF8.self)
    escapedPath = isOpaque ? "" : String(decoding: path, as: UTF8.self)
  }

  private static let neverInHosts = Set(" %{}|\\^`".utf8)

  private static func isScheme(_ text: ArraySlice<UInt8>) -> Bool {
    guard let first = text.first, first.isLetter, first != UInt8(ascii: "_") else { return false }
    return text.allSatisfy {
      ($0.isLetter && $0 != UInt8(ascii: "_")) || $0.isDigit || "+-.".utf8.contains($0)
    }
  }

  /// The host without brackets, and the port; nil where there is neither.
  private static func split(
    _ authority: ArraySlice<UInt8>
  ) -> (name: ArraySlice<UInt8>, port: ArraySlice<UInt8>)? {
    var name = authority
    var port: ArraySlice<UInt8> = []
    if authority.first == UInt8(ascii: "[") {
      guard let end = authority.lastIndex(of: UInt8(ascii: "]")) else { return nil }
      name = authority[authority.index(after: authority.startIndex)..<end]
      let rest = authority[(end + 1)...]
      guard rest.isEmpty || rest.first == UInt8(ascii: ":") else { return nil }
      port = rest.dropFirst()
    } else if let colon = authority.lastIndex(of: UInt8(ascii: ":")) {
      name = authority[..<colon]
      port = authority[(colon + 1)...]
      guard !name.contains(UInt8(ascii: ":")) else { return nil }
    }
    return port.allSatisfy(\.isDigit) ? (name, port) : nil
  }

  private static func areEscapesWhole(_ text: ArraySlice<UInt8>) -> Bool {
    var index = text.startIndex
    while index < text.endIndex {
      if text[index] == UInt8(ascii: "%") {
        guard index + 2 < text.endIndex, text[index + 1].hexadecimalDigit != nil,
          text[index + 2].hexadecimalDigit != nil
        else { return false }
      }
      index += 1
    }
    return true
  }
}
