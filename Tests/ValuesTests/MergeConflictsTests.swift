import Testing
import Values

@Suite("The conflicts of a merge")
struct MergeConflictsTests {
  private static let styles = [
    "a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> other\nd\n",
    "a\n<<<<<<< HEAD\nb\n||||||| base\nx\n=======\nc\n>>>>>>> other\nd\n",
    // What was merged before, of the merge bases.
    """
    a
    <<<<<<< HEAD
    b
    ||||||| merged common ancestors
    <<<<<<<<< Temporary merge branch 1
    x
    =========
    y
    >>>>>>>>> Temporary merge branch 2
    =======
    c
    >>>>>>> other
    d

    """,
  ]

  @Test(
    "are found in each of git's styles, and either side is the file as it would have been",
    arguments: styles)
  func sides(text: String) throws {
    let conflicts = try #require(MergeConflicts(in: Array(text.utf8)))
    #expect(conflicts.count == 1)
    #expect(conflicts.firstLine == 2..<14)
    #expect(String(decoding: conflicts.file(of: .ours), as: UTF8.self) == "a\nb\nd\n")
    #expect(String(decoding: conflicts.file(of: .theirs), as: UTF8.self) == "a\nc\nd\n")
  }

  @Test("may have an empty side, end the file, and be several")
  func several() throws {
    let text = "<<<<<<< a\n=======\nb\n>>>>>>> b\nx\n<<<<<<< a\r\nc\r\n=======\r\n>>>>>>> b"
    let conflicts = try #require(MergeConflicts(in: Array(text.utf8)))
    #expect(conflicts.count == 2)
    #expect(String(decoding: conflicts.file(of: .ours), as: UTF8.self) == "x\nc\r\n")
    #expect(String(decoding: conflicts.file(of: .theirs), as: UTF8.self) == "b\nx\n")
  }

  @Test(
    "are none where not all marks are there",
    arguments: [
      "", "=======\n", "Title\n=======\n", "<<<<<<< a\nb\n", "<<<<<<< a\n=======\n",
      ">>>>>>> b\n", "a <<<<<<< b\n=======\n>>>>>>> c\n", "  <<<<<<< a\n  =======\n  >>>>>>> b\n",
      "<<<<<<<< a\n=======\n>>>>>>> b\n", "<<<<<<<a\n=======\n>>>>>>> b\n",
      ">>>>>>> a\n=======\n<<<<<<< b\n",
    ])
  func none(text: String) { #expect(MergeConflicts(in: Array(text.utf8)) == nil) }
}
