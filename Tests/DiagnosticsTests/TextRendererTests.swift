import Diagnostics
import Testing

@Suite("Findings as text")
struct TextRendererTests {
  @Test("both places of a conflict are shown under one gutter")
  func twoFiles() {
    let samples = Samples([
      "clusters/studio.yaml": String(repeating: "#\n", count: 13) + "    pods: 10.247.0.0/17\n",
      "clusters/pro.yaml": String(repeating: "#\n", count: 8) + "    pods: 10.247.0.0/16\n",
    ])
    let diagnostic = Diagnostic(
      Code("overlapping-cidr", .error, ""),
      "'pods' of cluster 'studio' overlap 'pods' of linked cluster 'pro'",
      at: samples.place(of: "10.247.0.0/17", in: "clusters/studio.yaml"),
      label: "lies within 10.247.0.0/16",
      secondary: [
        Label(
          samples.place(of: "10.247.0.0/16", in: "clusters/pro.yaml"), "'pro' declares it here")
      ],
      notes: ["flat links route pod to pod"],
      help: ["the next free block is 10.248.0.0/16"])
    #expect(
      samples.text(of: diagnostic) == """
        clusters/studio.yaml:14:11: error: 'pods' of cluster 'studio' overlap 'pods' of linked cluster 'pro' [overlapping-cidr]
           |
        14 |     pods: 10.247.0.0/17
           |           ^^^^^^^^^^^^^ lies within 10.247.0.0/16
           |
          ::: clusters/pro.yaml:9:11
           |
         9 |     pods: 10.247.0.0/16
           |           ------------- 'pro' declares it here
           = note: flat links route pod to pod
           = help: the next free block is 10.248.0.0/16

        """)
  }

  @Test("labels of one file are shown in the order of their lines, gaps marked")
  func distantLines() {
    let samples = Samples(["a.yaml": "one\ntwo\nthree\n4\n5\n6\n7\n8\n9\nten\n"])
    let diagnostic = Diagnostic(
      .sample, "wrong", at: samples.place(of: "three"), label: "here",
      secondary: [
        Label(samples.place(of: "ten"), "last"), Label(samples.place(of: "one"), "first"),
      ])
    #expect(
      samples.text(of: diagnostic) == """
        a.yaml:3:1: error: wrong [sample]
           |
         1 | one
           | --- first
         2 | two
         3 | three
           | ^^^^^ here
        ...
        10 | ten
           | --- last

        """)
  }

  @Test("labels of one line hang below it from right to left")
  func labelsOfOneLine() {
    let samples = Samples(["a.yaml": "ports: [80, 443, 80, 8080]\n"])
    let diagnostic = Diagnostic(
      .sample, "port '80' is given twice", at: samples.place(of: "443"), label: "middle",
      secondary: [
        Label(samples.place(of: "80"), "first"), Label(samples.place(of: "8080"), "right"),
        Label(samples.place(of: "ports")),
      ])
    #expect(
      samples.text(of: diagnostic) == """
        a.yaml:1:13: error: port '80' is given twice [sample]
          |
        1 | ports: [80, 443, 80, 8080]
          | -----   --  ^^^      ---- right
          |         |   |
          |         |   middle
          |         first

        """)
  }

  @Test("where labels overlap the primary one is seen")
  func overlappingLabels() {
    let samples = Samples(["a.yaml": "links: {from: studio}\n"])
    let diagnostic = Diagnostic(
      .sample, "wrong", at: samples.place(of: "from"), label: "this",
      secondary: [Label(samples.place(of: "{from: studio}"), "of this")])
    #expect(
      samples.text(of: diagnostic) == """
        a.yaml:1:9: error: wrong [sample]
          |
        1 | links: {from: studio}
          |        -^^^^---------
          |        ||
          |        |this
          |        of this

        """)
  }

  @Test(
    "a place is underlined where a terminal shows it",
    arguments: [
      ("name: 世界 x", "x", "name: 世界 x", "           ^"),
      ("名: x", "名", "名: x", "^^"),
      ("e\u{301}\u{302}: x", "x", "e\u{301}\u{302}: x", "   ^"),
      ("🚢: x", "x", "🚢: x", "    ^"),
      ("a:\tx", "x", "a:    x", "      ^"),
      ("\tx", "\t", "    x", "^^^^"),
      ("a: x\r\nb: y", "x", "a: x", "   ^"),
      ("\u{FEFF}a: x", "a", "a: x", "^"),
      ("a: \u{1B}[31mx", "x", "a: \\u{1B}[31mx", "             ^"),
      ("a\u{200B}: x", "x", "a\\u{200B}: x", "           ^"),
      ("a\u{202E}: x", "x", "a\\u{202E}: x", "           ^"),
      ("a: x\ny: [\n1]\nb", "[\n1]", "y: [", "   ^"),
      ("a: x\nb", "\nb", "a: x", "    ^"),
    ])
  func underlines(text: String, place: String, line: String, underline: String) {
    let samples = Samples(["a.yaml": text])
    let lines = samples.text(of: Diagnostic(.sample, "wrong", at: samples.place(of: place)))
      .split(separator: "\n")
    #expect(lines.count == 4)
    #expect(lines[2].dropFirst(4) == line)
    #expect(lines[3].dropFirst(4) == underline)
  }

  @Test("bytes that are not UTF-8 are shown as numbers")
  func notUTF8() {
    let diagnostic = Diagnostic(.sample, "wrong", at: Place("a.yaml", 3..<4), label: "here")
    let text = TextRenderer().render([diagnostic]) { _ in [0x61, 0x3A, 0x20, 0x9B, 0x0A] }
    #expect(
      text == """
        a.yaml:1:4: error: wrong [sample]
          |
        1 | a: \\x9B
          |    ^^^^ here

        """)
  }

  @Test(
    "an empty place gets one caret, one past the end of the file is moved to it",
    arguments: [(2, "  ^"), (5, "     ^"), (6, "     ^"), (1000, "     ^"), (-3, "^")])
  func emptyPlaces(offset: Int, underline: String) {
    let samples = Samples(["a.yaml": "a: xy\n"])
    let text = samples.text(of: Diagnostic(.sample, "wrong", at: Place("a.yaml", offset..<offset)))
    #expect(text.hasSuffix("1 | a: xy\n  | \(underline)\n"))
  }

  @Test("an empty file is shown as one empty line")
  func emptyFile() {
    let samples = Samples(["a.yaml": ""])
    #expect(
      samples.text(of: Diagnostic(.sample, "no document", at: .file("a.yaml"))) == """
        a.yaml:1:1: error: no document [sample]
          |
        1 |
          | ^

        """)
  }

  @Test("without the file the words are kept and the snippet is left out")
  func unknownFile() {
    let diagnostic = Diagnostic(
      .doubt, "wrong", at: Place("gone.yaml", 4..<9), label: "here",
      secondary: [Label(.file("also/gone.yaml"), "because of this")], notes: ["a fact"],
      help: ["do this:\n  a: b\n\n  c: d"])
    #expect(
      Samples([:]).text(of: diagnostic) == """
        gone.yaml: warning: wrong [doubt]
         ::: also/gone.yaml: because of this
          = note: here
          = note: a fact
          = help: do this:
                    a: b

                    c: d

        """)
  }

  @Test("a finding without a file has no place")
  func noFile() {
    #expect(
      Samples([:]).text(of: Diagnostic(.sample, "wrong", at: .file("")))
        == "error: wrong [sample]\n")
  }

  @Test("a wide line is cut round the place, and labels far apart get a line each")
  func wideLine() {
    let samples = Samples([
      "a.yaml": "k: \(String(repeating: "-", count: 400))here\(String(repeating: "=", count: 400))"
    ])
    let diagnostic = Diagnostic(
      .sample, "wrong", at: samples.place(of: "here"), label: "this",
      secondary: [Label(samples.place(of: "k"), "that")])
    let dash = { String(repeating: "-", count: $0) }
    #expect(
      samples.text(of: diagnostic) == """
        a.yaml:1:404: error: wrong [sample]
          |
        1 | k: \(dash(157))…
          | - that
        1 | …\(dash(60))here\(String(repeating: "=", count: 96))…
          | \(String(repeating: " ", count: 61))^^^^ this

        """)
  }

  @Test("no line of a file with millions of columns is wider than a screen can show")
  func hugeLine() {
    var bytes = Array(repeating: UInt8(ascii: "x"), count: 1_000_000)
    bytes[500_000] = 0xE4
    let places = stride(from: 0, through: 1_000_000, by: 500).map {
      Place("a.yaml", $0..<($0 + 9))
    }
    let text = TextRenderer().render(places.map { Diagnostic(.sample, "wrong", at: $0) }) { _ in
      bytes
    }
    #expect(text.split(separator: "\n").allSatisfy { $0.utf8.count < 200 })
  }

  @Test("what a user wrote cannot steer the terminal")
  func hostileWords() {
    let diagnostic = Diagnostic(
      .sample, "'\u{1B}[2J\r' is wrong", at: .file("a\u{1B}]0;.yaml"), label: "\u{9B}1m",
      notes: ["\u{7}"], help: ["\u{202E}"])
    let text = Samples([:]).text(of: diagnostic)
    #expect(
      text == """
        a\\u{1B}]0;.yaml: error: '\\u{1B}[2J\\r' is wrong [sample]
          = note: \\u{9B}1m
          = note: \\u{7}
          = help: \\u{202E}

        """)
  }

  @Test("colours tell the error from what explains it")
  func colour() {
    let samples = Samples(["a.yaml": "a: b\n"])
    let diagnostic = Diagnostic(
      .sample, "wrong", at: samples.place(of: "b"), label: "here",
      secondary: [Label(samples.place(of: "a"), "there")], help: ["do"])
    let text = samples.text(of: diagnostic, isColoured: true)
      .replacing("\u{1B}[0m", with: ">").replacing("\u{1B}[", with: "<")
    #expect(
      text == """
        <1ma.yaml><1m:1:4><1m: ><1;31merror:> <1mwrong> [sample]
          <1;34m|>
        <1;34m1 |> a: b
          <1;34m|> <1;34m->  <1;31m^> <1;31mhere>
          <1;34m|> <1;34m|>
          <1;34m|> <1;34mthere>
          <1;34m=> <1;36mhelp>: do

        """)
  }

  @Test("findings are parted by an empty line, in the order given")
  func several() {
    let text = TextRenderer().render(
      [
        Diagnostic(.sample, "one", at: .file("a.yaml")),
        Diagnostic(.doubt, "two", at: .file("b.yaml")),
      ], source: { _ in nil })
    #expect(text == "a.yaml: error: one [sample]\n\nb.yaml: warning: two [doubt]\n")
  }

  @Test("ten thousand findings in one file are found without searching it each time")
  func manyFindings() {
    let line = "    pods: 10.247.0.0/16 # über\n"
    let samples = Samples(["a.yaml": String(repeating: line, count: 10_000)])
    let diagnostics = (0..<10_000).map {
      Diagnostic(
        .sample, "wrong",
        at: Place("a.yaml", ($0 * line.utf8.count + 10)..<($0 * line.utf8.count + 23)))
    }
    var text = ""
    let time = ContinuousClock().measure {
      text = TextRenderer().render(diagnostics, source: samples.bytes)
    }
    // A search of the file for each would take minutes.
    #expect(time < .seconds(10))
    #expect(text.hasPrefix("a.yaml:1:11: error"))
    #expect(text.utf8.count > 1_000_000)
  }
}
