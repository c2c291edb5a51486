import YAML

/// Where the bytes of a scalar's content are in the file.
///
/// A plain or quoted scalar on one line and a block scalar are followed byte by byte; where that
/// fails (an escape such as `\u0020`, a folded line), every part stands for the whole scalar.
struct SourceMap {
  private let whole: Range<Int>
  private let form: Form

  private enum Form {
    case shifted(by: Int)
    /// The place of each byte of the content, and of its end.
    case table([Int])
    case unknown
  }

  /// Every part is the whole.
  init(whole: Range<Int>) {
    self.whole = whole
    form = .unknown
  }

  init(of content: [UInt8], in file: [UInt8], at whole: Range<Int>) {
    self.whole = whole
    guard whole.upperBound <= file.count, let first = file[whole].first else {
      form = .unknown
      return
    }
    let source = file[whole]
    switch first {
    case UInt8(ascii: "|"), UInt8(ascii: ">"): form = Self.followBlock(content, source)
    case UInt8(ascii: "'"), UInt8(ascii: "\""):
      let inner = source.dropFirst().dropLast()
      form =
        inner.elementsEqual(content)
        ? .shifted(by: inner.startIndex) : Self.followQuoted(content, source, quote: first)
    default: form = source.elementsEqual(content) ? .shifted(by: whole.lowerBound) : .unknown
    }
  }

  /// The bytes of the file that gave these bytes of the content.
  func range(_ content: Range<Int>) -> Range<Int> {
    switch form {
    case .shifted(let distance):
      return content.lowerBound + distance..<content.upperBound + distance
    case .table(let places):
      guard content.upperBound < places.count else { return whole }
      let start = places[content.lowerBound]
      // The end of a part is behind its last byte, not before the byte that follows.
      let end = content.isEmpty ? start : places[content.upperBound - 1] + 1
      return start..<max(start, end)
    case .unknown: return whole
    }
  }

  /// Follows the escapes that stand for one byte: `''`, `\"`, `\\`, `\n`…
  private static func followQuoted(
    _ content: [UInt8], _ source: ArraySlice<UInt8>, quote: UInt8
  ) -> Form {
    let escape = quote == UInt8(ascii: "'") ? quote : UInt8(ascii: "\\")
    let end = source.endIndex - 1
    var places: [Int] = []
    places.reserveCapacity(content.count + 1)
    var position = source.startIndex + 1
    for byte in content {
      guard position < end else { return .unknown }
      places.append(position)
      if source[position] == escape {
        guard position + 1 < end, unescaped(source[position + 1], quote: quote) == byte else {
          return .unknown
        }
        position += 2
      } else {
        guard source[position] == byte else { return .unknown }
        position += 1
      }
    }
    guard position == end else { return .unknown }
    return .table(places + [position])
  }

  private static func unescaped(_ byte: UInt8, quote: UInt8) -> UInt8? {
    switch byte {
    case quote, UInt8(ascii: "\\"), UInt8(ascii: "/"): byte
    case UInt8(ascii: "n"): 0x0A
    case UInt8(ascii: "t"): 0x09
    case UInt8(ascii: "r"): 0x0D
    default: nil
    }
  }

  /// Walks the lines of a block scalar beside its content: indentation is skipped, and a line's end
  /// stands for a newline, for the space that folding made of it, or for nothing.
  private static func followBlock(_ content: [UInt8], _ source: ArraySlice<UInt8>) -> Form {
    guard let header = source.firstIndex(of: 0x0A) else { return .unknown }
    var places: [Int] = []
    places.reserveCapacity(content.count + 1)
    let indentation = indentation(of: source[(header + 1)...], content: content)
    var position = header + 1
    var atLineStart = true
    for byte in content {
      while true {
        var skipped = 0
        while atLineStart, skipped < indentation, position < source.endIndex,
          source[position] == 0x20
        {
          position += 1
          skipped += 1
        }
        atLineStart = false
        // The last newline may lie behind what the parser calls the scalar.
        let found = position < source.endIndex ? source[position] : 0x0A
        let endsLine = found == 0x0A || found == 0x0D
        if found == byte || endsLine && (byte == 0x0A || byte == 0x20) { break }
        guard endsLine, position < source.endIndex else { return .unknown }
        position += 1
        atLineStart = true
      }
      places.append(position)
      guard position < source.endIndex else { continue }
      let isCarriageReturn = source[position] == 0x0D
      atLineStart = isCarriageReturn || source[position] == 0x0A
      position = min(position + (isCarriageReturn ? 2 : 1), source.endIndex)
    }
    return .table(places + [position])
  }

  /// The columns that every line of a block is indented by: those of its first line that is not
  /// blank, less those that belong to the content.
  private static func indentation(of lines: ArraySlice<UInt8>, content: [UInt8]) -> Int {
    func firstIndentation(_ bytes: ArraySlice<UInt8>) -> Int {
      var spaces = 0
      for byte in bytes {
        switch byte {
        case 0x20: spaces += 1
        case 0x0A, 0x0D: spaces = 0
        default: return spaces
        }
      }
      return 0
    }
    return max(0, firstIndentation(lines) - firstIndentation(content[...]))
  }
}
