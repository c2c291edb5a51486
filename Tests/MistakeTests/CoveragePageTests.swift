import Compiler
import Diagnostics
import Foundation
import Testing

/// docs/rules/coverage.md: a page that people write, and that must not name what is not there.
@Suite("The page of what is checked")
struct CoveragePageTests {
  @Test("each finding that it names exists")
  func names() throws {
    let file = MistakeFixture.root.appending(path: "docs/rules/coverage.md")
    let text = try String(contentsOf: file, encoding: .utf8)
    let rows = text.split(separator: "\n").filter { $0.hasPrefix("| ") }
    let named = rows.flatMap { row in
      row.matches(of: /`([a-z0-9]+(-[a-z0-9]+)+)`/).map { String($0.1) }
    }
    #expect(named.count > 100)
    let known = Set(CodeBook.all.map(\.name))
    #expect(Set(named).subtracting(known).sorted() == [])
  }
}
