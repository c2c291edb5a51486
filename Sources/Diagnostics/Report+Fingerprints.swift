extension Report {
  /// By what each finding is known from run to run, also when lines above it come and go: those of
  /// `findings`, then those of `allowed`.
  ///
  /// Of its code, its path, the text of its line and what is said of the place; not of the message,
  /// which names the first of the clusters that share a mistake. Where all of these are equal, the
  /// first in the file is the first, so that allowing one finding changes no other's.
  func fingerprints() -> [String] {
    let all = findings + allowed.map(\.diagnostic)
    var texts = SourceTexts(source)
    var counts: [UInt128: Int] = [:]
    var fingerprints = Array(repeating: "", count: all.count)
    let inOrder = all.indices.sorted { a, b in
      let places = (all[a].primary.place, all[b].primary.place)
      return places.0 == places.1 ? a < b : places.0 < places.1
    }
    for index in inOrder {
      let diagnostic = all[index]
      var digest = Digest()
      digest.add(diagnostic.code.name.utf8)
      digest.add(path(of: diagnostic.primary.place).utf8)
      digest.add(texts.line(of: diagnostic.primary.place))
      digest.add(diagnostic.primary.message.utf8)
      let ordinal = counts[digest.value, default: 0]
      counts[digest.value] = ordinal + 1
      if ordinal > 0 { digest.add(String(ordinal).utf8) }
      fingerprints[index] = digest.text
    }
    return fingerprints
  }
}

extension SourceTexts {
  /// The line that a place begins on, without its indentation; empty where the file is not known, or
  /// the place is the file as a whole.
  fileprivate mutating func line(of place: Place) -> ArraySlice<UInt8> {
    guard !place.range.isEmpty || place.range.lowerBound > 0, let text = self[place.path] else {
      return []
    }
    let line = text.bytes[text.range(ofLine: text.line(at: place.range.lowerBound))]
    return line.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
  }
}

/// FNV-1a of 128 bits (http://www.isthe.com/chongo/tech/comp/fnv/): it tells texts apart, and keeps no
/// secret.
private struct Digest {
  private(set) var value: UInt128 = 0x6C62_272E_07BB_0142_62B8_2175_6295_C58D

  /// Adds a text and its end, which no text holds.
  mutating func add(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { add(byte) }
    add(0xFF)
  }

  private mutating func add(_ byte: UInt8) {
    value = (value ^ UInt128(byte)) &* 0x0000_0000_0100_0000_0000_0000_0000_013B
  }

  var text: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 32 - digits.utf8.count) + digits
  }
}
