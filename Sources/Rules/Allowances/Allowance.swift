import Diagnostics
import Values
import YAML

/// What a rule finds and somebody wants, with the reason.
package struct Allowance: Sendable {
  package let code: String
  package let reason: String
  /// Where it is written.
  package let place: Place
  /// Where a finding has to be; nil for anywhere in the fleet.
  package let scope: Place?

  package init(code: String, reason: String, place: Place, scope: Place? = nil) {
    self.code = code
    self.reason = reason
    self.place = place
    self.scope = scope
  }

  func covers(_ diagnostic: Diagnostic) -> Bool {
    guard diagnostic.code.name == code else { return false }
    guard let scope else { return true }
    let place = diagnostic.primary.place
    return place.path == scope.path
      && (scope.range.lowerBound...scope.range.upperBound).contains(place.range.lowerBound)
  }
}

extension Allowance {
  /// What the comment of one begins with.
  static let mark = "mooring: allow"

  /// The comments of a file: `# mooring: allow CODE: REASON`.
  ///
  /// One at the end of a line is for that line, one on lines of its own for the next line; and for
  /// what is indented under it.
  static func comments(of path: String, _ bytes: [UInt8]) -> [Allowance] {
    guard bytes.holds(mark) else { return [] }
    let file = YAMLFile(path: path, bytes: bytes)
    return file.comments(beginningWith: mark).map { comment in
      let text = bytes[comment].split(
        separator: UInt8(ascii: ":"), maxSplits: 2, omittingEmptySubsequences: false)
      let code = text[1].dropFirst(" allow".utf8.count)
      return Allowance(
        code: code.words, reason: text.count > 2 ? text[2].words : "",
        place: Place(path, comment), scope: Place(path, scope(of: comment, in: bytes)))
    }
  }

  private static func scope(of comment: Range<Int>, in bytes: [UInt8]) -> Range<Int> {
    var line = bytes[..<comment.lowerBound].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    // On a line of its own: the next one that holds anything else.
    while line < bytes.count, bytes.isBlankOrComment(line) { line = bytes.lineAfter(line) }
    let start = Swift.min(line, comment.lowerBound)
    guard line < bytes.count else { return start..<bytes.count }
    let indentation = bytes.indentation(of: line)
    var end = bytes.lineAfter(line)
    while end < bytes.count,
      bytes.isBlankOrComment(end) || bytes.indentation(of: end) > indentation
    {
      end = bytes.lineAfter(end)
    }
    // The next line begins there: it is not covered.
    return start..<Swift.max(end - 1, start)
  }
}

extension [UInt8] {
  /// The offset at which the line after that of an offset begins.
  fileprivate func lineAfter(_ offset: Int) -> Int {
    self[offset...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? count
  }

  fileprivate func indentation(of line: Int) -> Int {
    self[line...].prefix { $0 == UInt8(ascii: " ") }.count
  }

  fileprivate func isBlankOrComment(_ line: Int) -> Bool {
    let first = self[line...].first { $0 > UInt8(ascii: " ") || $0 == UInt8(ascii: "\n") }
    return first == nil || first == UInt8(ascii: "\n") || first == UInt8(ascii: "#")
  }
}

extension ArraySlice<UInt8> {
  /// As text, without blanks at its ends.
  fileprivate var words: String {
    let start = self.drop { $0 <= UInt8(ascii: " ") }
    let blanks = start.reversed().prefix { $0 <= UInt8(ascii: " ") }.count
    return String(decoding: start.dropLast(blanks), as: UTF8.self)
  }
}
