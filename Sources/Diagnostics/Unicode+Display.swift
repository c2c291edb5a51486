extension Unicode.Scalar {
  /// Whether this scalar belongs to the character before it, so that it has no column of its own.
  var extendsCharacter: Bool {
    if value < 0x300 { return false }
    if value == 0x200C || value == 0x200D || value == 0xFEFF { return true }
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return true
    default: return false
    }
  }

  /// Whether showing this scalar as it is could steer a terminal or deceive a reader: control
  /// characters, and invisible ones that change the order or the look of others.
  var isEscapedWhenShown: Bool {
    if value < 0x7F { return value < 0x20 }
    if value < 0xA0 { return true }
    if value == 0x200C || value == 0x200D { return false }
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: return true
    default: return false
    }
  }

  /// The columns of a terminal that this scalar takes: 0, 1 or 2.
  var displayWidth: Int {
    if value < 0x300 { return 1 }
    if extendsCharacter { return 0 }
    return isEastAsianWide || properties.isEmojiPresentation ? 2 : 1
  }

  /// The blocks of Unicode's EastAsianWidth.txt that are wide or full-width, joined where only
  /// unassigned scalars lie between them.
  private var isEastAsianWide: Bool {
    switch value {
    case 0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F,
      0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF01...0xFF60,
      0xFFE0...0xFFE6, 0x17000...0x18DFF, 0x1AFF0...0x1B2FF, 0x20000...0x3FFFD:
      return true
    default:
      return false
    }
  }
}

extension [UInt8] {
  /// The scalar that begins at an offset and its length; a byte that begins none stands alone,
  /// without a value.
  func scalar(at offset: Int) -> (value: Unicode.Scalar?, length: Int) {
    let lead = self[offset]
    if lead < 0x80 { return (Unicode.Scalar(lead), 1) }
    let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
    guard lead >= 0xC2, lead <= 0xF4, count - offset >= length else { return (nil, 1) }
    var value = UInt32(lead) & (0x7F >> UInt32(length))
    for byte in self[(offset + 1)..<(offset + length)] {
      guard byte & 0xC0 == 0x80 else { return (nil, 1) }
      value = value << 6 | UInt32(byte & 0x3F)
    }
    // Forms that are longer than they need to be are not UTF-8; surrogates give no scalar.
    let least: UInt32 = length == 4 ? 0x10000 : length == 3 ? 0x800 : 0x80
    guard value >= least, let scalar = Unicode.Scalar(value) else { return (nil, 1) }
    return (scalar, length)
  }
}
