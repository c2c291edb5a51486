/// Reads a PEM file line by line, in time that grows with its size alone.
struct PEMScanner {
  private let bytes: [UInt8]
  private(set) var blocks: [PEMBlock] = []
  private(set) var problems: [PEMProblem] = []
  private var open: OpenBlock?
  private var isFull = false

  /// A block whose first boundary was read.
  private struct OpenBlock {
    let boundary: PEMBoundary
    /// Whether a problem of it was told: then it is skipped without another word.
    let isSpoilt: Bool
    /// Where the line after the boundary starts.
    let body: Int
  }

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func scan() {
    var start = 0
    while start < bytes.count, !isFull {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      readLine(start..<end)
      start = end + 1
    }
    abandonOpenBlock(at: bytes.count)
  }

  private mutating func readLine(_ line: Range<Int>) {
    var rest = line
    // In the middle of a text the words may mean anything; after another boundary they do not.
    var followsText = false
    var isFirst = true
    while !isFull, let boundary = PEMBoundary(in: bytes, rest) {
      followsText = followsText || !isBlank(rest.lowerBound..<boundary.range.lowerBound)
      rest = boundary.range.upperBound..<line.upperBound
      let endsOpenBlock = !boundary.isBegin && boundary.label == open?.boundary.label
      let isPrivateKey = PEM.isPrivateKey(label: boundary.label)
      if followsText, !endsOpenBlock, !isPrivateKey { continue }
      followsText = false

      let isSpoilt =
        !boundary.isWellFormed || boundary.range.lowerBound > line.lowerBound || !isBlank(rest)
      let isOfSpoiltBlock = !boundary.isBegin && open?.isSpoilt == true
      if isSpoilt, isFirst, !isOfSpoiltBlock, !isPrivateKey {
        report(.spoiltBoundary(boundary.text), boundary.range)
      }
      isFirst = false
      if boundary.isBegin {
        abandonOpenBlock(at: boundary.range.lowerBound)
        let body = min(line.upperBound + 1, bytes.count)
        open = OpenBlock(boundary: boundary, isSpoilt: isSpoilt, body: body)
      } else {
        end(with: boundary, isSpoilt: isSpoilt, line: line)
      }
    }
  }

  private mutating func end(with boundary: PEMBoundary, isSpoilt: Bool, line: Range<Int>) {
    guard let open else {
      if !isSpoilt { report(.missingBegin(label: boundary.label), boundary.range) }
      return
    }
    self.open = nil
    let label = open.boundary.label
    let range = open.boundary.range.lowerBound..<boundary.range.upperBound
    if PEM.isPrivateKey(label: label) {
      append(label, range, header: open.boundary.range, der: [])
    } else if open.isSpoilt || isSpoilt {
      return
    } else if label != boundary.label {
      report(.differentLabels(begin: label, end: boundary.label), boundary.range)
    } else if let der = decode(open.body..<line.lowerBound, header: open.boundary.range) {
      append(label, range, header: open.boundary.range, der: der)
    }
  }

  /// Another block begins, or the file ends, before the block that is open does.
  private mutating func abandonOpenBlock(at end: Int) {
    guard let open else { return }
    self.open = nil
    let (label, header) = (open.boundary.label, open.boundary.range)
    if PEM.isPrivateKey(label: label) {
      append(label, header.lowerBound..<max(end, header.upperBound), header: header, der: [])
    } else if !open.isSpoilt {
      report(.missingEnd(label: label), header)
    }
  }

  private mutating func decode(_ body: Range<Int>, header: Range<Int>) -> [UInt8]? {
    if body.count / 4 * 3 > PEM.largestBlock {
      report(.tooLarge, header)
      return nil
    }
    let first =
      body.lowerBound..<(bytes[body].firstIndex(of: UInt8(ascii: "\n")) ?? body.upperBound)
    if bytes[first].contains(UInt8(ascii: ":")) {
      report(.headerLine, first)
      return nil
    }
    do throws(Base64.Fault) {
      let der = try Base64.decode(bytes[body])
      if der.isEmpty { report(.empty, header) }
      return der.isEmpty ? nil : der
    } catch {
      switch error {
      case .unexpectedByte(let index): report(.notBase64, character(at: index))
      case .cutOff: report(.cutOffBase64, header)
      }
      return nil
    }
  }

  /// A byte, and those that make one character with it.
  private func character(at index: Int) -> Range<Int> {
    var end = index + 1
    while bytes[index] >= 0x80, end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
    return index..<end
  }

  private mutating func append(
    _ label: String, _ range: Range<Int>, header: Range<Int>, der: [UInt8]
  ) {
    if blocks.count == PEM.mostBlocks {
      problems.append(PEMProblem(kind: .tooManyBlocks, range: header))
      isFull = true
    } else {
      blocks.append(PEMBlock(label: label, range: range, header: header, der: der))
    }
  }

  private mutating func report(_ kind: PEMProblem.Kind, _ range: Range<Int>) {
    if problems.count == PEM.mostProblems {
      problems.append(PEMProblem(kind: .tooManyProblems, range: range))
      isFull = true
    } else {
      problems.append(PEMProblem(kind: kind, range: range))
    }
  }

  /// Whether a part of a line holds nothing that a reader sees: a byte order mark neither.
  private func isBlank(_ part: Range<Int>) -> Bool {
    var part = part
    if part.lowerBound == 0, bytes[part].starts(with: [0xEF, 0xBB, 0xBF]) {
      part = 3..<part.upperBound
    }
    return bytes[part].allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
  }
}
