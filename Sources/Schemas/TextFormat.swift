import Fields

/// The formats of text that the API server judges; what it does not know it ignores.
enum TextFormat: Sendable {
  case bytes, date, dateTime, duration
  case ipv4, ipv6, cidr, mac, hostname, email, uri, uuid
  case shortName, longName

  init?(_ name: String) {
    switch name {
    case "byte": self = .bytes
    case "date": self = .date
    case "date-time", "datetime": self = .dateTime
    case "duration": self = .duration
    case "ipv4": self = .ipv4
    case "ipv6": self = .ipv6
    case "cidr": self = .cidr
    case "mac": self = .mac
    case "uuid": self = .uuid
    case "hostname": self = .hostname
    case "email": self = .email
    case "uri": self = .uri
    case "k8s-short-name": self = .shortName
    case "k8s-long-name": self = .longName
    default: return nil
    }
  }

  /// What is expected, for a reader.
  var words: String {
    switch self {
    case .bytes: "bytes in Base64"
    case .date: "a date such as '2026-01-31'"
    case .dateTime: "a time such as '2026-01-31T12:00:00Z'"
    case .duration: "a duration such as '10m' or '1h30m'"
    case .ipv4: "an IPv4 address"
    case .ipv6: "an IPv6 address"
    case .cidr: "an address block such as '10.0.0.0/8'"
    case .mac: "a MAC address"
    case .uuid: "a UUID"
    case .hostname: "the name of a host"
    case .email: "an email address"
    case .uri: "a URL"
    case .shortName: "a DNS label: lower-case letters, digits and '-'"
    case .longName: "a DNS name: lower-case letters, digits, '-' and '.'"
    }
  }

  func matches(_ text: String) -> Bool {
    switch self {
    case .bytes: Self.isBase64(text.utf8)
    case .date: TextScan.matches(text) { $0.date() }
    case .dateTime: TextScan.matches(text) { $0.dateTime() }
    case .duration: TextScan.matches(text) { $0.duration() }
    case .ipv4: TextScan.matches(text) { $0.ipv4() }
    case .ipv6: Self.isIPv6(text)
    case .cidr: Self.isBlock(text)
    case .mac: TextScan.isMAC(text)
    case .uuid: TextScan.matches(text) { $0.uuid() }
    case .hostname: Self.isHost(text)
    case .email: text.utf8.contains(UInt8(ascii: "@"))
    case .uri: TextScan.matches(text) { $0.uri() }
    case .shortName: DNSName.isLabel(text)
    case .longName: DNSName.isSubdomain(text)
    }
  }

  /// As Go's standard encoding reads it: line breaks do not count, the end is filled with `=`.
  private static func isBase64(_ text: String.UTF8View) -> Bool {
    var count = 0
    var fill = 0
    for byte in text {
      switch byte {
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"): continue
      case UInt8(ascii: "="): fill += 1
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "/"):
        if fill > 0 { return false }
      default: return false
      }
      count += 1
    }
    return count % 4 == 0 && fill <= 2
  }

  private static func isIPv6(_ text: String) -> Bool {
    text.utf8.contains(UInt8(ascii: ":")) && TextScan.matches(text) { $0.ipv6() }
  }

  private static func isBlock(_ text: String) -> Bool {
    guard let slash = text.utf8.firstIndex(of: UInt8(ascii: "/")) else { return false }
    let address = String(text[..<slash])
    let isFour = TextScan.matches(address) { $0.ipv4() }
    guard isFour || isIPv6(address),
      let length = Int(text[text.utf8.index(after: slash)...])
    else { return false }
    return (0...(isFour ? 32 : 128)).contains(length)
  }

  private static func isHost(_ text: String) -> Bool {
    let name = text.utf8.last == UInt8(ascii: ".") ? String(text.dropLast()) : text
    return DNSName.isSubdomain(name.lowercased())
  }
}
