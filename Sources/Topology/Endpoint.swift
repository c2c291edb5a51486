import Fields

/// The address of an API server: `https://host:port`.
package struct Endpoint: Hashable, Sendable, CustomStringConvertible {
  /// A DNS name or an IP address, without brackets.
  package let host: String
  package let port: Int

  package init(host: String, port: Int) {
    self.host = host
    self.port = port
  }

  /// nil where the host is a name.
  package var address: IPAddress? { IPAddress(host) }

  package var description: String {
    host.utf8.contains(UInt8(ascii: ":")) ? "https://[\(host)]:\(port)" : "https://\(host):\(port)"
  }
}

extension Endpoint {
  package enum ParseError: Error, Hashable, Sendable {
    case notHTTPS
    case invalidHost
    case invalidPort
    /// A path, a query, a fragment or a user.
    case notOnlyHostAndPort
  }

  package static func parse(_ text: String) -> Result<Endpoint, ParseError> {
    let scheme = "https://"
    guard text.utf8.starts(with: scheme.utf8) else { return .failure(.notHTTPS) }
    var rest = Array(text.utf8)[scheme.utf8.count...]
    if rest.last == UInt8(ascii: "/") { rest = rest.dropLast() }
    if rest.contains(where: { "/?#@".utf8.contains($0) }) { return .failure(.notOnlyHostAndPort) }

    var host = rest
    var port = 443
    let isBracketed = rest.first == UInt8(ascii: "[")
    let afterHost = isBracketed ? rest.firstIndex(of: UInt8(ascii: "]")) : rest.startIndex
    guard let afterHost else { return .failure(.invalidHost) }
    if let colon = rest[afterHost...].firstIndex(of: UInt8(ascii: ":")) {
      guard let number = IPAddress.number(rest[(colon + 1)...], radix: 10, digits: 5),
        (1...65535).contains(number)
      else { return .failure(.invalidPort) }
      port = number
      host = rest[..<colon]
    }
    if isBracketed {
      guard host.last == UInt8(ascii: "]") else { return .failure(.invalidHost) }
      host = host.dropFirst().dropLast()
    }
    let name = String(decoding: host, as: UTF8.self)
    let isAddress = IPAddress(name) != nil
    let looksLikeV4 = host.allSatisfy {
      $0 == UInt8(ascii: ".") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
    }
    guard isAddress || (!isBracketed && !looksLikeV4 && DNSName.isSubdomain(name)) else {
      return .failure(.invalidHost)
    }
    return .success(Endpoint(host: name, port: port))
  }
}
