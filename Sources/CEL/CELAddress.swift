/// An IP address as the API server's library of expressions takes it: no zones, and no IPv4 address
/// within an IPv6 one.
struct CELAddress: Hashable, Sendable {
  /// Four bytes, or sixteen.
  let bytes: [UInt8]

  var isV4: Bool { bytes.count == 4 }

  init?(_ text: String) { self.init(Array(text.utf8)[...]) }

  init(bytes: [UInt8]) { self.bytes = bytes }

  init?(_ text: ArraySlice<UInt8>) {
    if let bytes = Self.v4(text) {
      self.bytes = bytes
    } else if let bytes = Self.v6(text) {
      // ::ffff:0:0/96 stands for IPv4, which has a form of its own.
      guard bytes[..<10].contains(where: { $0 != 0 }) || bytes[10] != 0xff || bytes[11] != 0xff
      else { return nil }
      self.bytes = bytes
    } else {
      return nil
    }
  }

  private static func v4(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var bytes: [UInt8] = []
    for part in parts {
      guard (1...3).contains(part.count), part.allSatisfy(\.isDigit),
        part.count == 1 || part.first != UInt8(ascii: "0"),
        let byte = UInt8(String(decoding: part, as: UTF8.self))
      else { return nil }
      bytes.append(byte)
    }
    return bytes
  }

  private static func v6(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    var bytes: [UInt8] = []
    var gap: Int?
    var rest = text
    let colon = UInt8(ascii: ":")
    guard rest.contains(colon) else { return nil }
    if rest.starts(with: [colon, colon]) {
      gap = 0
      rest = rest.dropFirst(2)
    }
    while !rest.isEmpty {
      let part = rest.prefix { $0 != colon }
      rest = rest.dropFirst(part.count)
      if rest.isEmpty, let last = v4(part) {
        bytes += last
        break
      }
      guard (1...4).contains(part.count), part.allSatisfy({ $0.hexadecimalDigit != nil }),
        let group = UInt16(String(decoding: part, as: UTF8.self), radix: 16)
      else { return nil }
      bytes += [UInt8(group >> 8), UInt8(group & 0xff)]
      guard bytes.count <= 16 else { return nil }
      guard !rest.isEmpty else { break }
      rest = rest.dropFirst()
      if rest.first == colon {
        guard gap == nil else { return nil }
        gap = bytes.count
        rest = rest.dropFirst()
      } else if rest.isEmpty {
        return nil
      }
    }
    guard let gap else { return bytes.count == 16 ? bytes : nil }
    guard bytes.count < 16 else { return nil }
    bytes.insert(contentsOf: repeatElement(0, count: 16 - bytes.count), at: gap)
    return bytes
  }

  var isUnspecified: Bool { bytes.allSatisfy { $0 == 0 } }

  var isLoopback: Bool {
    isV4 ? bytes[0] == 127 : bytes.last == 1 && bytes.dropLast().allSatisfy { $0 == 0 }
  }

  var isLinkLocalUnicast: Bool {
    isV4 ? bytes[0] == 169 && bytes[1] == 254 : bytes[0] == 0xfe && bytes[1] & 0xc0 == 0x80
  }

  var isLinkLocalMulticast: Bool {
    isV4
      ? bytes[0] == 224 && bytes[1] == 0 && bytes[2] == 0
      : bytes[0] == 0xff && bytes[1] & 0x0f == 0x02
  }

  /// All that is none of the others, nor multicast, nor the broadcast address.
  var isGlobalUnicast: Bool {
    let isMulticast = isV4 ? bytes[0] & 0xf0 == 0xe0 : bytes[0] == 0xff
    let isBroadcast = isV4 && bytes.allSatisfy { $0 == 255 }
    return !isUnspecified && !isLoopback && !isLinkLocalUnicast && !isMulticast && !isBroadcast
  }

  /// The canonical form: of IPv6 that of RFC 5952.
  var description: String {
    if isV4 { return bytes.map { String($0) }.joined(separator: ".") }
    let groups = stride(from: 0, to: 16, by: 2).map {
      UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1])
    }
    var zeros = 0..<0
    var start = 0
    for end in 1...8 {
      if groups[end - 1] != 0 {
        start = end
      } else if end - start > zeros.count {
        zeros = start..<end
      }
    }
    func hexadecimal(_ groups: ArraySlice<UInt16>) -> String {
      groups.map { String($0, radix: 16) }.joined(separator: ":")
    }
    guard zeros.count > 1 else { return hexadecimal(groups[...]) }
    return hexadecimal(groups[..<zeros.lowerBound]) + "::"
      + hexadecimal(groups[zeros.upperBound...])
  }
}

/// A block of addresses; bits beyond its length may be set.
struct CELAddressBlock: Hashable, Sendable {
  let address: CELAddress
  let length: Int

  init(_ address: CELAddress, length: Int) {
    self.address = address
    self.length = length
  }

  init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")),
      let address = CELAddress(bytes[..<slash])
    else { return nil }
    let digits = bytes[(slash + 1)...]
    guard (1...3).contains(digits.count), digits.allSatisfy(\.isDigit),
      digits.count == 1 || digits.first != UInt8(ascii: "0"),
      let length = Int(String(decoding: digits, as: UTF8.self)),
      length <= address.bytes.count * 8
    else { return nil }
    self.address = address
    self.length = length
  }

  var masked: CELAddressBlock {
    let bytes = address.bytes.enumerated().map { index, byte in
      let kept = min(max(length - index * 8, 0), 8)
      return byte & UInt8(truncatingIfNeeded: 0xff00 >> kept)
    }
    return CELAddressBlock(CELAddress(bytes: bytes), length: length)
  }

  func contains(_ other: CELAddress) -> Bool {
    other.isV4 == address.isV4
      && CELAddressBlock(other, length: length).masked.address == masked.address
  }

  func contains(_ other: CELAddressBlock) -> Bool {
    other.length >= length && contains(other.address)
  }

  var description: String { "\(address.description)/\(length)" }
}
