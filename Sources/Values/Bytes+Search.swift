extension Collection<UInt8> {
  /// Whether a text stands somewhere in these bytes.
  package func holds(_ text: String) -> Bool {
    let part = Array(text.utf8)
    guard let first = part.first else { return true }
    var rest = self[...]
    while let start = rest.firstIndex(of: first) {
      rest = rest[start...]
      if rest.starts(with: part) { return true }
      rest = rest.dropFirst()
    }
    return false
  }
}
