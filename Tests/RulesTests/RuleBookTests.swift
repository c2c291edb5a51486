import Diagnostics
import Foundation
import Testing

@testable import Rules

@Suite("The rules")
struct RuleBookTests {
  private static let rules = RuleBook.standard.rules

  @Test("each code belongs to one rule")
  func codes() {
    let names = Self.rules.flatMap { $0.codes.map(\.name) }
    #expect(Set(names).count == names.count)
  }

  @Test("each rule that is written is in the book")
  func listed() throws {
    let names = Set(Self.rules.map { "\($0)" })
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let folder = root.appending(path: "Sources/Rules")
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path)
    where path.hasSuffix("Rule.swift") && path != "Rule.swift" {
      let name = path.split(separator: "/").last?.dropLast(".swift".count) ?? ""
      #expect(names.contains(String(name)), "\(path)")
    }
  }

  @Test("each rule explains itself with an example and a cure")
  func explanations() {
    for rule in Self.rules {
      #expect(rule.explanation.contains("\nExample: "), "\(rule)")
      #expect(rule.explanation.contains("\nCure: "), "\(rule)")
      let isWide = rule.explanation.split(separator: "\n").contains { $0.count > 100 }
      #expect(!isWide, "\(rule)")
    }
  }

  @Test("each code is kebab-case, with a summary without a full stop")
  func wording() {
    for code in Self.rules.flatMap({ $0.codes }) {
      #expect(code.name.wholeMatch(of: /[a-z0-9]+(-[a-z0-9]+)*/) != nil, "\(code.name)")
      #expect(!code.summary.isEmpty && !code.summary.hasSuffix("."), "\(code.name)")
    }
  }

  @Test("a book without the rule of a code has all others")
  func without() {
    for rule in Self.rules {
      let book = RuleBook.standard.without(rule.codes[0])
      #expect(book.rules.count == Self.rules.count - 1)
      #expect(!book.rules.contains { $0 == rule })
    }
  }

  @Test(
    "a folder is listed however the path is written",
    arguments: [
      ("mooring", true), ("./mooring", true), ("mooring/", true), (".//./mooring//", false),
      ("./mooring/", true), ("mooring/kustomization.yaml", false), ("../studio/mooring", false),
      ("mooring2", false), ("", false),
    ])
  func listed(resource: String, isListed: Bool) {
    let place = Place.file("flux/clusters/studio/kustomization.yaml")
    let folder = BootstrapFolder(
      cluster: "studio", place: place, resources: [Located(resource, at: place)],
      hasFluxSystem: false)
    #expect(BootstrapFolderRule.check(folder).isEmpty == isListed)
  }
}
