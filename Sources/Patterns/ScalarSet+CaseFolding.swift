/// What `(?i)` adds to a set.
extension ScalarSet {
  /// With every scalar that differs from one of these by case alone (Unicode's simple folding).
  var foldingCase: ScalarSet {
    var added: [Scalars] = []
    for range in ranges {
      Self.addFolded(range, to: &added)
    }
    return ScalarSet(ranges + added)
  }

  private static func addFolded(_ range: Scalars, to added: inout [Scalars]) {
    let upper: Scalars = 0x41...0x5a
    let lower: Scalars = 0x61...0x7a
    if range.overlaps(upper) {
      let part = range.clamped(to: upper)
      added.append((part.lowerBound + 0x20)...(part.upperBound + 0x20))
    }
    if range.overlaps(lower) {
      let part = range.clamped(to: lower)
      added.append((part.lowerBound - 0x20)...(part.upperBound - 0x20))
    }
    // Two letters of ASCII have a third form beyond it: the long s and the sign of the kelvin.
    for (letters, form) in [([0x53, 0x73] as [UInt32], 0x17f as UInt32), ([0x4b, 0x6b], 0x212a)]
    where letters.contains(where: range.contains) {
      added.append(form...form)
    }
    guard range.upperBound >= 0x80 else { return }
    for orbit in orbits where orbit.contains(where: range.contains) {
      added += orbit.map { $0...$0 }
    }
  }

  /// Scalars that fold to the same one, where they are more than one; read once from the standard
  /// library, by the first pattern that asks for letters beyond ASCII.
  private static let orbits: [[UInt32]] = {
    var members: [UInt32: [UInt32]] = [:]
    for value in 0...0x1ffff as Scalars {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let properties = scalar.properties
      guard properties.changesWhenCaseMapped || properties.isCased else { continue }
      members[folded(scalar), default: []].append(value)
    }
    return members.values.filter { $0.count > 1 }
  }()

  /// By way of the upper case, which joins forms such as the final sigma to their letter.
  private static func folded(_ scalar: Unicode.Scalar) -> UInt32 {
    // The dotted and the dotless i fold to no other letter.
    if scalar.value == 0x130 || scalar.value == 0x131 { return scalar.value }
    let upper = single(scalar.properties.uppercaseMapping) ?? scalar
    return (single(upper.properties.lowercaseMapping) ?? upper).value
  }

  /// nil where the mapping is of several scalars, which simple folding leaves alone.
  private static func single(_ mapping: String) -> Unicode.Scalar? {
    var scalars = mapping.unicodeScalars.makeIterator()
    guard let first = scalars.next(), scalars.next() == nil else { return nil }
    return first
  }
}
