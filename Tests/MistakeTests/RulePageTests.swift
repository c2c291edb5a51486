import Compiler
import Diagnostics
import Foundation
import Testing

/// docs/rules/: a page for each code, made of the words that `mooring explain` prints and of what a
/// fixture shows.
@Suite("Pages of rules")
struct RulePageTests {
  private static let folder = MistakeFixture.root.appending(path: "docs/rules")
  private static let isRecording =
    ProcessInfo.processInfo.environment["MOORING_RECORD"].map { !$0.isEmpty } ?? false

  @Test("docs/rules holds the page of each code, as it is explained today")
  func current() throws {
    var pages = ["README.md": try RulePages.index()]
    for code in CodeBook.all { pages["\(code.name).md"] = RulePages.page(of: code) }
    if Self.isRecording {
      try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
      for name in Self.written() { try FileManager.default.removeItem(at: Self.file(name)) }
      for (name, text) in pages {
        try text.write(to: Self.file(name), atomically: true, encoding: .utf8)
      }
      Issue.record("recorded \(pages.count) pages")
      return
    }
    #expect(Self.written().sorted() == pages.keys.sorted())
    for (name, text) in pages {
      let written = (try? String(contentsOf: Self.file(name), encoding: .utf8)) ?? ""
      #expect(written == text, "\(LineByLine.difference(from: written, to: text))")
    }
  }

  private static func file(_ name: String) -> URL { folder.appending(path: name) }

  /// The pages that lie there, but for those that people write.
  private static func written() -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".md") && !RulePages.byHand.contains($0) }
  }
}

/// The text of docs/rules/.
enum RulePages {
  /// Pages of the folder that are no code's.
  static let byHand: Set<String> = ["coverage.md", "mutations.md"]

  static func index() throws -> String {
    var text = """
      # Findings

      Every code that a finding may have. `mooring explain CODE` prints the same page. What a rule
      finds can be allowed with a reason: see [unused-allowance](unused-allowance.md).

      """
    let rooms = try Self.rooms()
    for room in Set(rooms.values).sorted() {
      text += "\n## \(room)\n\n| code | severity | what it is |\n| --- | --- | --- |\n"
      for code in CodeBook.all.sorted(by: { $0.name < $1.name }) where rooms[code.name] == room {
        text += "| [\(code.name)](\(code.name).md) | \(code.severity.name) | \(code.summary) |\n"
      }
    }
    return text
  }

  static func page(of code: Code) -> String {
    guard let chapter = CodeBook.chapter(of: code.name) else { return "" }
    let isAllowable = chapter.isOfRule && !code.isFinal
    var text = "# \(code.name)\n\n\(code.severity.name): \(code.summary)\n\n"
    text += "\(chapter.explanation)\n"
    if let example = example(of: code) {
      text += "\n## What it looks like\n\n```\n\(example)\n```\n"
    }
    if isAllowable {
      text += "\n## To allow it\n\n```yaml\n# mooring: allow \(code.name): the reason\n```\n\n"
      text += "on the line before, at the end of the line, or in `rules.allow` of the Fleet.\n"
    }
    return text
  }

  /// What the first fixture of a code shows of it: of a description, else of a linted repository.
  private static func example(of code: Code) -> String? {
    let described = MistakeFixture.mistakes.filter { $0.code == code.name }
      .map { (slug: $0.slug, path: $0.path) }
    let linted = LintFixture.mistakes.filter { $0.code == code.name }
      .map { (slug: $0.slug, path: $0.path) }
    let fixture =
      described.min { $0.slug < $1.slug } ?? linted.min { $0.slug < $1.slug }
    guard let fixture,
      let text = try? String(
        contentsOf: URL(filePath: fixture.path).appending(path: "expected.txt"), encoding: .utf8)
    else { return nil }
    let found = text.components(separatedBy: "\n\n").first {
      $0.split(separator: "\n").first?.hasSuffix(" [\(code.name)]") ?? false
    }
    // The summary of all findings stands behind the last of them.
    return found?.split(separator: "\n", omittingEmptySubsequences: false)
      .filter { $0.wholeMatch(of: /\d+ (error|warning|note|allowed).*/) == nil }
      .joined(separator: "\n").trimmingCharacters(in: .newlines)
  }

  /// The room that each code is declared in, by the sources: the folder of its rule, or its target.
  private static func rooms() throws -> [String: String] {
    let sources = MistakeFixture.root.appending(path: "Sources")
    var rooms: [String: String] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: sources.path)
    where path.hasSuffix(".swift") {
      let text = try String(contentsOf: sources.appending(path: path), encoding: .utf8)
      let folders = path.split(separator: "/").dropLast()
      let room =
        folders.first == "Rules" ? "Rules: \(folders.last ?? "")" : "\(folders.first ?? "")"
      for match in text.matches(of: /static let \w+ = Code\(\s*"([^"]+)"/) {
        rooms[String(match.1)] = room
      }
    }
    return rooms
  }
}
