extension [UInt8] {
  /// Whether these are other bytes with returns before some of their line feeds.
  func hasLines(of other: [UInt8]) -> Bool {
    var (here, there) = (startIndex, other.startIndex)
    while here < endIndex {
      let isReturn =
        self[here] == UInt8(ascii: "\r") && here + 1 < endIndex
        && self[here + 1] == UInt8(ascii: "\n")
      if isReturn { here += 1 }
      guard there < other.endIndex, self[here] == other[there] else { return false }
      here += 1
      there += 1
    }
    return there == other.endIndex
  }
}
