/// A character beyond printable ASCII that is not written as it is everywhere.
enum UnusualCharacter {
  /// Readers refuse it or take it for a line break: U+007F to U+009F. Two that are no characters go
  /// the same way: kustomize reads them as escapes, writes them raw, and refuses what it wrote.
  case refused
  /// Written as an escape: control characters, and what cannot be seen or ends a line to some.
  case escaped
  /// Written as it is, in quotes: beyond the Basic Multilingual Plane.
  case quoted

  /// Nil for ordinary characters.
  init?(_ scalar: UInt32) {
    switch scalar {
    case 0x00..<0x20: self = .escaped
    case 0x7F...0x9F, 0xFFFE...0xFFFF: self = .refused
    // Spaces that look like one, soft hyphens, marks without a width, directions, separators.
    case 0xA0, 0xAD, 0x200B...0x200F, 0x2028...0x202F, 0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFC:
      self = .escaped
    case 0x10000...: self = .quoted
    default: return nil
    }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// The scalar that starts at an offset, in bytes that are known to be UTF-8.
  func scalar(at offset: Int) -> (value: UInt32, length: Int) {
    let first = UInt32(self[offset])
    func continuation(_ index: Int) -> UInt32 { UInt32(self[offset + index] & 0x3F) }
    switch first {
    case ..<0x80: return (first, 1)
    case ..<0xE0: return ((first & 0x1F) << 6 | continuation(1), 2)
    case ..<0xF0: return ((first & 0x0F) << 12 | continuation(1) << 6 | continuation(2), 3)
    default:
      let high = (first & 0x07) << 18 | continuation(1) << 12
      return (high | continuation(2) << 6 | continuation(3), 4)
    }
  }
}
