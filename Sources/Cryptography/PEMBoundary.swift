/// What may be meant as a boundary of a PEM block, whether it stands as it should or not.
struct PEMBoundary {
  let isBegin: Bool
  let label: String
  /// From its first dash to its last.
  let range: Range<Int>
  /// Whether there are five dashes on both sides.
  let isWellFormed: Bool

  /// As it should be written.
  var text: String { isBegin ? PEM.begin(label) : PEM.end(label) }

  private static let longestLabel = 64
  private static let dash = UInt8(ascii: "-")

  /// The first one within a part of a line; four dashes before the word are enough to tell it.
  init?(in bytes: [UInt8], _ part: Range<Int>) {
    var search = part.lowerBound
    while let dashes = Self.run(in: bytes, search..<part.upperBound) {
      search = dashes.upperBound
      guard dashes.count >= 4 else { continue }
      let rest = bytes[dashes.upperBound..<part.upperBound]
      let isBegin = rest.starts(with: "BEGIN ".utf8)
      guard isBegin || rest.starts(with: "END ".utf8) else { continue }
      let start = dashes.upperBound + (isBegin ? 6 : 4)
      guard let end = Self.endOfLabel(in: bytes, start..<part.upperBound) else { continue }
      var last = end
      while last < part.upperBound, last < end + 5, bytes[last] == Self.dash { last += 1 }
      self.isBegin = isBegin
      label = String(decoding: bytes[start..<end], as: UTF8.self)
      range = dashes.lowerBound..<last
      isWellFormed = dashes.count == 5 && last == end + 5
      return
    }
    return nil
  }

  private static func run(in bytes: [UInt8], _ part: Range<Int>) -> Range<Int>? {
    guard let start = bytes[part].firstIndex(of: dash) else { return nil }
    var end = start + 1
    while end < part.upperBound, bytes[end] == dash { end += 1 }
    return start..<end
  }

  /// A label ends with two dashes, or with its line; nil where it is too long to be one.
  private static func endOfLabel(in bytes: [UInt8], _ part: Range<Int>) -> Int? {
    var end = part.lowerBound
    while end < part.upperBound {
      if bytes[end] == dash, end + 1 < part.upperBound, bytes[end + 1] == dash { break }
      if end - part.lowerBound == longestLabel { return nil }
      end += 1
    }
    return end > part.lowerBound ? end : nil
  }
}
