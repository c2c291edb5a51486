/// The sets that have names in patterns.
extension ScalarSet {
  private static func of(_ ranges: ClosedRange<Unicode.Scalar>...) -> ScalarSet {
    ScalarSet(ranges.map { $0.lowerBound.value...$0.upperBound.value })
  }

  static let newline = of("\n"..."\n")
  static let digits = of("0"..."9")
  /// Of ASCII alone, as in all that RE2 calls a word.
  static let wordScalars = of("0"..."9", "A"..."Z", "_"..."_", "a"..."z")
  /// Perl's, without the vertical tab that POSIX has.
  static let spaces = of("\t"..."\n", "\u{c}"..."\r", " "..." ")

  /// `d`, `s` and `w`; their opposites have large letters.
  static func perl(_ letter: UInt8) -> ScalarSet? {
    switch letter {
    case UInt8(ascii: "d"), UInt8(ascii: "D"): digits
    case UInt8(ascii: "s"), UInt8(ascii: "S"): spaces
    case UInt8(ascii: "w"), UInt8(ascii: "W"): wordScalars
    default: nil
    }
  }

  /// The name between `[:` and `:]`.
  static func posix(_ name: String) -> ScalarSet? {
    switch name {
    case "alnum": of("0"..."9", "A"..."Z", "a"..."z")
    case "alpha": of("A"..."Z", "a"..."z")
    case "ascii": of("\u{0}"..."\u{7f}")
    case "blank": of("\t"..."\t", " "..." ")
    case "cntrl": of("\u{0}"..."\u{1f}", "\u{7f}"..."\u{7f}")
    case "digit": digits
    case "graph": of("!"..."~")
    case "lower": of("a"..."z")
    case "print": of(" "..."~")
    case "punct": of("!"..."/", ":"..."@", "["..."`", "{"..."~")
    case "space": of("\t"..."\r", " "..." ")
    case "upper": of("A"..."Z")
    case "word": wordScalars
    case "xdigit": of("0"..."9", "A"..."F", "a"..."f")
    default: nil
    }
  }

  /// A general category by its short name (`L`, `Lu`), or `Any`. Scripts are not there: the standard
  /// library does not know them.
  static func unicode(_ name: String) -> ScalarSet? {
    if name == "Any" { return all }
    // Unassigned scalars are in no class of RE2's.
    guard name != "Cn" else { return nil }
    let found = categories.filter {
      $0.key == name || (name.utf8.count == 1 && $0.key.hasPrefix(name))
    }
    guard !found.isEmpty else { return nil }
    return ScalarSet(found.values.flatMap(\.ranges))
  }

  /// Read once from the standard library, by the first pattern that names one.
  private static let categories: [String: ScalarSet] = {
    var ranges: [String: [Scalars]] = [:]
    var first: UInt32 = 0
    var current = ""
    // Beyond the third plane only the tags and variation selectors of the fourteenth are assigned,
    // and the private planes.
    let assigned: [Scalars] = [0...0xd7ff, 0xe000...0x3ffff, 0xe0000...0xe0fff]
    for block in assigned {
      current = ""
      for value in block {
        let name = Unicode.Scalar(value)?.properties.generalCategory.shortName ?? ""
        guard name != current else { continue }
        if !current.isEmpty { ranges[current, default: []].append(first...(value - 1)) }
        (first, current) = (value, name)
      }
      if !current.isEmpty { ranges[current, default: []].append(first...block.upperBound) }
    }
    ranges["Co", default: []] += [0xf0000...0xffffd, 0x100000...0x10fffd]
    ranges["Cs"] = [0xd800...0xdfff]
    return ranges.mapValues { ScalarSet($0) }
  }()
}

extension Unicode.GeneralCategory {
  /// As Unicode abbreviates it; empty for what is not assigned.
  fileprivate var shortName: String {
    switch self {
    case .uppercaseLetter: "Lu"
    case .lowercaseLetter: "Ll"
    case .titlecaseLetter: "Lt"
    case .modifierLetter: "Lm"
    case .otherLetter: "Lo"
    case .nonspacingMark: "Mn"
    case .spacingMark: "Mc"
    case .enclosingMark: "Me"
    case .decimalNumber: "Nd"
    case .letterNumber: "Nl"
    case .otherNumber: "No"
    case .connectorPunctuation: "Pc"
    case .dashPunctuation: "Pd"
    case .openPunctuation: "Ps"
    case .closePunctuation: "Pe"
    case .initialPunctuation: "Pi"
    case .finalPunctuation: "Pf"
    case .otherPunctuation: "Po"
    case .mathSymbol: "Sm"
    case .currencySymbol: "Sc"
    case .modifierSymbol: "Sk"
    case .otherSymbol: "So"
    case .spaceSeparator: "Zs"
    case .lineSeparator: "Zl"
    case .paragraphSeparator: "Zp"
    case .control: "Cc"
    case .format: "Cf"
    case .surrogate: "Cs"
    case .privateUse: "Co"
    case .unassigned: ""
    @unknown default: ""
    }
  }
}
