import Compiler
import Diagnostics
import Loading
import Topology
import YAML

/// The lines that a change of `trustAnchor.certificates` needs, as the user's own file has them: they
/// are shown, and written by whoever owns the file.
struct AnchorListEdit {
  private let list: YAMLNode?

  init(_ declared: DeclaredAnchors) {
    list = declared.compilation.loaded.document?["spec"]?["trustAnchor"]?["certificates"]
  }

  func adding(_ path: String) throws(CommandError) -> [String] {
    let list = try theList()
    guard list.kind == .sequence, let last = Array(list.elements).last else {
      return change(list, [(list.place.range, "[\(source(list)), \(path)]")])
    }
    let end = last.place.range.upperBound
    if isFlow(list) { return change(list, [(end..<end, ", \(path)")]) }
    let line = line(around: last)
    return change(
      list, [(line.upperBound..<line.upperBound, "\n\(indentation(of: last))- \(path)")])
  }

  func removing(_ anchors: [TrustAnchor], _ declared: DeclaredAnchors) throws(CommandError)
    -> [String]
  {
    let list = try theList()
    let gone = Set(anchors.map(\.place.path))
    let kept = Set(
      declared.anchors.filter { !anchors.certificates.contains($0.certificate) }.map(\.place.path))
    var lines: [String] = []
    // A file that holds both cannot be left out.
    for anchor in anchors where kept.contains(anchor.place.path) {
      lines.append("   in \(declared.position(of: anchor)): remove the block that begins there")
    }
    let leaving = gone.subtracting(kept)
    guard !leaving.isEmpty, list.kind == .sequence else { return lines }
    let (left, staying) = (
      list.elements.filter { leaving.contains($0.text) },
      list.elements.filter { !leaving.contains($0.text) }
    )
    if isFlow(list) {
      let text = staying.map { source($0) }.joined(separator: ", ")
      lines += change(list, [(list.place.range, "[\(text)]")])
    } else {
      lines += change(
        list,
        left.map { element in
          let line = line(around: element)
          return (line.lowerBound..<min(line.upperBound + 1, list.file.bytes.count), "")
        })
    }
    return lines + ["   and remove \(leaving.sorted().joined(separator: ", "))"]
  }

  private func theList() throws(CommandError) -> YAMLNode {
    guard let list else {
      throw CommandError("'trustAnchor.certificates' is not written in the document of kind Fleet")
    }
    return list
  }

  private func source(_ node: YAMLNode) -> String {
    String(
      decoding: node.file.bytes[node.place.range.clamped(to: node.file.bytes.indices)],
      as: UTF8.self)
  }

  private func isFlow(_ list: YAMLNode) -> Bool { source(list).hasPrefix("[") }

  /// The bytes of the lines that a node is on, without the last line break.
  private func line(around node: YAMLNode) -> Range<Int> {
    let bytes = node.file.bytes
    let range = node.place.range.clamped(to: bytes.indices)
    let start = bytes[..<range.lowerBound].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    let end = bytes[range.upperBound...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
    return start..<end
  }

  /// What stands before the dash of an element.
  private func indentation(of element: YAMLNode) -> String {
    let bytes = element.file.bytes[line(around: element)]
    return String(decoding: bytes.prefix { $0 == UInt8(ascii: " ") }, as: UTF8.self)
  }

  /// The lines of the file that edits change, as they are and as they are to be.
  private func change(_ list: YAMLNode, _ edits: [(Range<Int>, String)]) -> [String] {
    let before = list.file.bytes
    var after = before
    for (range, text) in edits.sorted(by: { $0.0.lowerBound > $1.0.lowerBound }) {
      after.replaceSubrange(range, with: Array(text.utf8))
    }
    let (old, new) = (lines(before), lines(after))
    let same = zip(old, new).prefix { $0 == $1 }.count
    let rest = min(old.count, new.count) - same
    let sameEnd = zip(old.reversed(), new.reversed()).prefix { $0 == $1 }.count
    let tail = min(sameEnd, rest)
    return ["   \(list.place.path), line \(same + 1):"]
      + old[same..<(old.count - tail)].map { "   - \($0)" }
      + new[same..<(new.count - tail)].map { "   + \($0)" }
  }

  private func lines(_ bytes: [UInt8]) -> [String] {
    bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
  }
}
