/// Addresses, blocks and URLs, as the API server's libraries have them.
extension CELFunction {
  static let networks: [CELFunction] = [
    .global("isIP", 1) { (values) throws(CELFailure) in
      .bool(CELAddress(try values[0].asString) != nil)
    },
    .global("ip", 1) { (values) throws(CELFailure) in
      .address(try address(try values[0].asString))
    },
    .global("ip.isCanonical", 1) { (values) throws(CELFailure) in
      let text = try values[0].asString
      return .bool(try address(text).description == text)
    },
    .method("family", 0) { (values) throws(CELFailure) in
      .int(try address(values[0]).isV4 ? 4 : 6)
    },
    .method("isUnspecified", 0) { (values) throws(CELFailure) in
      .bool(try address(values[0]).isUnspecified)
    },
    .method("isLoopback", 0) { (values) throws(CELFailure) in
      .bool(try address(values[0]).isLoopback)
    },
    .method("isLinkLocalUnicast", 0) { (values) throws(CELFailure) in
      .bool(try address(values[0]).isLinkLocalUnicast)
    },
    .method("isLinkLocalMulticast", 0) { (values) throws(CELFailure) in
      .bool(try address(values[0]).isLinkLocalMulticast)
    },
    .method("isGlobalUnicast", 0) { (values) throws(CELFailure) in
      .bool(try address(values[0]).isGlobalUnicast)
    },
    .global("isCIDR", 1) { (values) throws(CELFailure) in
      .bool(CELAddressBlock(try values[0].asString) != nil)
    },
    .global("cidr", 1) { (values) throws(CELFailure) in
      .block(try block(try values[0].asString))
    },
    .method("containsIP", 1) { (values) throws(CELFailure) in
      let outer = try block(values[0])
      if case .string(let text) = values[1] { return .bool(outer.contains(try address(text))) }
      return .bool(outer.contains(try address(values[1])))
    },
    .method("containsCIDR", 1) { (values) throws(CELFailure) in
      let outer = try block(values[0])
      if case .string(let text) = values[1] { return .bool(outer.contains(try block(text))) }
      return .bool(outer.contains(try block(values[1])))
    },
    .method("ip", 0) { (values) throws(CELFailure) in .address(try block(values[0]).address) },
    .method("masked", 0) { (values) throws(CELFailure) in .block(try block(values[0]).masked) },
    .method("prefixLength", 0) { (values) throws(CELFailure) in
      .int(Int64(try block(values[0]).length))
    },
    .global("isURL", 1) { (values) throws(CELFailure) in
      .bool(CELURL(try values[0].asString) != nil)
    },
    .global("url", 1) { (values) throws(CELFailure) in
      let text = try values[0].asString
      guard let url = CELURL(text) else { throw .error("'\(text)' is no URL") }
      return .url(url)
    },
    .method("getScheme", 0) { (values) throws(CELFailure) in .string(try url(values[0]).scheme) },
    .method("getHost", 0) { (values) throws(CELFailure) in .string(try url(values[0]).host) },
    .method("getHostname", 0) { (values) throws(CELFailure) in
      .string(try url(values[0]).hostname)
    },
    .method("getPort", 0) { (values) throws(CELFailure) in .string(try url(values[0]).port) },
    .method("getEscapedPath", 0) { (values) throws(CELFailure) in
      .string(try url(values[0]).escapedPath)
    },
    .method("getQuery", 0) { (_) throws(CELFailure) in
      throw .notChecked("the parts of the query of a URL")
    },
  ]

  private static func address(_ text: String) throws(CELFailure) -> CELAddress {
    guard let address = CELAddress(text) else { throw .error("'\(text)' is no IP address") }
    return address
  }

  private static func address(_ value: CELValue) throws(CELFailure) -> CELAddress {
    guard case .address(let address) = value else { throw .noOverload }
    return address
  }

  private static func block(_ text: String) throws(CELFailure) -> CELAddressBlock {
    guard let block = CELAddressBlock(text) else { throw .error("'\(text)' is no CIDR block") }
    return block
  }

  private static func block(_ value: CELValue) throws(CELFailure) -> CELAddressBlock {
    guard case .block(let block) = value else { throw .noOverload }
    return block
  }

  private static func url(_ value: CELValue) throws(CELFailure) -> CELURL {
    guard case .url(let url) = value else { throw .noOverload }
    return url
  }
}
