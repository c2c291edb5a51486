import Testing

@testable import Git

@Suite("What git is told by its users")
struct GitWordsTests {
  @Test(
    "by 'git -c' is read as git writes it",
    arguments: [
      ("", []), ("'a.b'='c'", ["a.b=c"]), ("'a.b=c'", ["a.b=c"]),
      ("'a.b'='c d' 'e.f'=''", ["a.b=c d", "e.f="]), (#"'a.b'='it'\''s'"#, ["a.b=it's"]),
      ("'a.b'", []), ("'", []), (#"\"#, []),
    ] as [(String, [String])])
  func parameters(text: String, expected: [String]) {
    #expect(GitEnvironment.parameters(text).map { "\($0.key)=\($0.value)" } == expected)
  }

  @Test(
    "of folders that it trusts is taken in its order",
    arguments: [
      ([], false), (["*"], true), (["/a/b"], true), (["/a/b/"], true), (["/a"], false),
      (["/a/*"], true), (["/a/b/*"], false), (["/a/b", ""], false), (["", "/a/b"], true),
    ] as [([String], Bool)])
  func trust(patterns: [String], isTrusted: Bool) {
    #expect(GitOwnership.isTrusted("/a/b", by: patterns) == isTrusted)
  }
}
