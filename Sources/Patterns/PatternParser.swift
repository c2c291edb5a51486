/// Reads the syntax that Go's regexp takes, which is RE2's, and refuses the rest.
///
/// Groups are kept on a list and not on the stack of calls, so that depth costs nothing.
struct PatternParser {
  struct Flags {
    var foldsCase = false
    var isMultiline = false
    var dotReadsNewline = false
  }

  /// A group that is not closed yet.
  private struct Group {
    var offset = 0
    /// Those that hold outside, and again behind it.
    var flags = Flags()
    var choices: [PatternPart] = []
    var parts: [PatternPart] = []
    /// Of all that is in it.
    var size = 0

    mutating func closeChoice() {
      choices.append(parts.isEmpty ? .empty : .sequence(parts))
      parts = []
    }

    mutating func part() -> PatternPart {
      closeChoice()
      return .choice(choices)
    }
  }

  /// RE2's limit for groups within groups.
  private static let deepest = 1000

  let text: [UInt8]
  var position = 0
  var flags = Flags()
  private var open: [Group] = []
  private var group = Group()
  /// Where the repetition that was read last began, if nothing follows it yet.
  private var repetition: Int?

  init(_ source: String) { text = Array(source.utf8) }

  mutating func parse() throws(PatternError) -> PatternPart {
    while let byte = peek() {
      let start = position
      let repeatedBefore = repetition
      repetition = nil
      switch byte {
      case UInt8(ascii: "("): try openGroup()
      case UInt8(ascii: ")"): try closeGroup()
      case UInt8(ascii: "|"):
        position += 1
        group.closeChoice()
        group.size += 1
      case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"):
        position += 1
        let least = byte == UInt8(ascii: "+") ? 1 : 0
        try repeatLast(
          least, byte == UInt8(ascii: "?") ? 1 : nil, isCounted: false, at: start, repeatedBefore)
      case UInt8(ascii: "{"):
        if let count = try count() {
          try repeatLast(count.least, count.most, isCounted: true, at: start, repeatedBefore)
        } else {
          position = start + 1
          try append(literal(UInt32(byte)))
        }
      default: if let atom = try readAtom() { try append(atom) }
      }
    }
    guard open.isEmpty else { throw PatternError("this group is not closed", at: group.offset) }
    return group.part()
  }

  func peek(_ ahead: Int = 0) -> UInt8? {
    position + ahead < text.count ? text[position + ahead] : nil
  }

  /// Whether the text goes on with this.
  func isNext(_ word: StaticString) -> Bool {
    word.withUTF8Buffer { text[position...].starts(with: $0) }
  }

  /// The text of a pattern is valid UTF-8.
  mutating func readScalar() -> UInt32 {
    let first = text[position]
    let length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4
    var scalar = length == 1 ? UInt32(first) : UInt32(first) & (0x7f >> UInt32(length))
    let end = min(position + length, text.count)
    for byte in text[(position + 1)..<end] { scalar = scalar << 6 | UInt32(byte & 0x3f) }
    position = end
    return scalar
  }

  /// What was read since `start`, for a message.
  func shown(from start: Int) -> String {
    String(decoding: text[start..<min(position, start + 40)], as: UTF8.self)
  }

  func literal(_ scalar: UInt32) -> PatternPart { folding(ScalarSet(scalar)) }

  func folding(_ set: ScalarSet) -> PatternPart {
    .scalar(flags.foldsCase ? set.foldingCase : set)
  }

  mutating func append(_ part: PatternPart) throws(PatternError) {
    group.parts.append(part)
    group.size += part.size
    try checkSize()
  }

  private func checkSize() throws(PatternError) {
    guard group.size <= PatternPart.largest else {
      throw PatternError(unsupported: "the pattern is too large to be checked", at: position)
    }
  }

  private mutating func repeatLast(
    _ least: Int, _ most: Int?, isCounted: Bool, at start: Int, _ repeatedBefore: Int?
  ) throws(PatternError) {
    // What comes first is immaterial to whether anything is found.
    if peek() == UInt8(ascii: "?") { position += 1 }
    if repeatedBefore != nil {
      throw PatternError("'\(shown(from: start))' repeats what is a repetition already", at: start)
    }
    guard let last = group.parts.popLast() else {
      throw PatternError("nothing stands before '\(shown(from: start))' to be repeated", at: start)
    }
    let repeated = last.repeated(least: least, most: most, isCounted: isCounted)
    guard repeated.counts <= PatternPart.mostCounted else {
      throw PatternError(
        "counts within counts multiply to more than \(PatternPart.mostCounted)", at: start)
    }
    group.size -= last.size
    try append(repeated)
    repetition = start
  }

  /// `{2}`, `{2,}` or `{2,5}`; nil for a brace that stands for itself.
  private mutating func count() throws(PatternError) -> (least: Int, most: Int?)? {
    let start = position
    position += 1
    guard let least = number() else { return nil }
    var most: Int? = least
    if peek() == UInt8(ascii: ",") {
      position += 1
      most = nil
      if peek() != UInt8(ascii: "}") {
        guard let number = number() else { return nil }
        most = number
      }
    }
    guard peek() == UInt8(ascii: "}") else { return nil }
    position += 1
    guard max(least, most ?? 0) <= PatternPart.mostCounted else {
      throw PatternError(
        "'\(shown(from: start))' counts to more than \(PatternPart.mostCounted)", at: start)
    }
    if let most, most < least {
      throw PatternError("'\(shown(from: start))' ends before it begins", at: start)
    }
    return (least, most)
  }

  /// A number without leading zeros; what is too large stays so.
  private mutating func number() -> Int? {
    let start = position
    var value = 0
    while let byte = peek(), (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
      value = min(value * 10 + Int(byte - UInt8(ascii: "0")), 1_000_000)
      position += 1
    }
    guard position > start, position == start + 1 || text[start] != UInt8(ascii: "0") else {
      return nil
    }
    return value
  }

  private mutating func openGroup() throws(PatternError) {
    let start = position
    let outside = flags
    position += 1
    if peek() == UInt8(ascii: "?") {
      // Flags for the rest of the group that is open open none.
      guard try readGroupKind(from: start) else { return }
    }
    guard open.count < Self.deepest else {
      throw PatternError("groups are nested more than \(Self.deepest) deep", at: start)
    }
    open.append(group)
    group = Group(offset: start, flags: outside)
  }

  private mutating func closeGroup() throws(PatternError) {
    guard var outer = open.popLast() else {
      throw PatternError("')' closes no group", at: position)
    }
    position += 1
    flags = group.flags
    let part = group.part()
    swap(&group, &outer)
    try append(part)
  }
}
