import Patterns
import Testing

@Suite("The syntax of patterns")
struct PatternSyntaxTests {
  @Test(
    "a pattern finds what RE2 finds",
    arguments: [
      // Literals and anchors.
      ("", ["", "a"], []),
      ("b", ["b", "abc"], ["", "a"]),
      ("^b", ["b", "bc"], ["ab", ""]),
      ("b$", ["b", "ab"], ["ba", "b\n", ""]),
      ("^$", [""], ["a", "\n"]),
      ("$^", [""], ["a"]),
      ("^*a", ["a", "ba"], ["b"]),
      ("a|^b", ["xa", "b", "ba"], ["xb"]),
      ("^a|b$", ["ax", "xb"], ["xa", "bx"]),
      ("\\Ab\\z", ["b"], ["ab", "b\n"]),
      // Repetition.
      ("^a*$", ["", "aaa"], ["b", "aab"]),
      ("^a+$", ["a", "aaa"], ["", "ab"]),
      ("^ab?c$", ["ac", "abc"], ["abbc"]),
      ("^a{2}$", ["aa"], ["a", "aaa"]),
      ("^a{2,}$", ["aa", "aaaaa"], ["a", ""]),
      ("^a{1,3}$", ["a", "aaa"], ["", "aaaa"]),
      ("^a{0,2}b$", ["b", "aab"], ["aaab"]),
      ("^a{0}$", [""], ["a"]),
      ("^(ab){2}$", ["abab"], ["ab", "ababab"]),
      ("^a*?b+?c??$", ["b", "aabb", "bc"], ["c"]),
      ("^a{2,3}?$", ["aa", "aaa"], ["a"]),
      ("^(a*)*$", ["", "aaa"], ["b"]),
      ("^(a|b)*c$", ["c", "abac"], ["abd"]),
      ("^()*a$", ["a"], [""]),
      // Braces that are no counts stand for themselves.
      ("^{$", ["{"], []), ("^a{,2}$", ["a{,2}"], ["a", "aa"]), ("^a{2$", ["a{2"], ["aa"]),
      ("^a{x}$", ["a{x}"], ["a"]), ("^a{02}$", ["a{02}"], ["aa"]), ("^{2}$", [""], ["^"]),
      // Groups.
      ("^(?:ab)+$", ["abab"], ["aba"]), ("^(?P<n>a)(?<m>b)$", ["ab"], ["a"]),
      ("^(?P<n>a)(?P<n>b)$", ["ab"], ["a"]),
      ("^(|a)$", ["", "a"], ["b"]), ("^(a||b)$", ["a", "", "b"], ["ab"]),
      // Dots and newlines.
      ("^.$", ["a", "é", "😀", "\r"], ["", "\n", "ab"]), ("(?s)^.$", ["\n", "a"], ["ab"]),
      ("^[^a]$", ["\n", "b"], ["a"]),
      // Flags.
      ("(?i)^aB$", ["ab", "AB", "Ab"], ["a"]), ("a(?i)b", ["ab", "aB"], ["Ab"]),
      ("(?i:a)b", ["Ab"], ["AB"]), ("(?i)a(?-i)b", ["Ab"], ["AB"]),
      ("(?i)a(?-i:b)c", ["AbC"], ["ABC"]), ("(a(?i)b)c", ["aBc"], ["aBC"]),
      ("(?m)^b$", ["a\nb\nc", "b"], ["ab\nbc"]), ("(?m)a$", ["a\nb"], ["ab"]),
      ("(?U)^a+$", ["aa"], [""]), ("(?is)^a.$", ["A\n"], ["A"]),
      ("(?i)^[k-l]$", ["k", "K", "\u{212a}", "L"], ["j"]), ("(?i)^s$", ["S", "\u{17f}"], ["k"]),
      ("(?i)^[^a]$", ["b"], ["a", "A"]), ("(?i)^σ$", ["Σ", "ς", "σ"], ["s"]),
      ("(?i)^é$", ["É"], ["e"]), ("(?i)^i$", ["I"], ["ı", "İ"]), ("(?i)^ß$", ["ẞ"], ["ss"]),
      ("^(?i)(abort|warn)?$", ["", "ABORT", "Warn"], ["aborts"]),
      // Classes.
      ("^[a-c]$", ["a", "b", "c"], ["d", "-"]), ("^[^a-c]$", ["d"], ["a", ""]),
      ("^[]a]$", ["]", "a"], ["b"]), ("^[^]a]$", ["b"], ["]", "a"]),
      ("^[a-]$", ["a", "-"], ["b"]), ("^[-a]$", ["a", "-"], ["b"]),
      ("^[a-b-d]$", ["a", "b", "-", "d"], ["c"]), ("^[a^]$", ["a", "^"], ["b"]),
      ("^[\\]\\-\\\\]$", ["]", "-", "\\"], ["a"]), ("^[[a]$", ["[", "a"], ["]"]),
      ("^[+--]$", ["+", ",", "-"], ["."]), ("^[\\d_]$", ["7", "_"], ["a"]),
      ("^[^\\d\\s]$", ["a"], ["1", " "]), ("^[[:alpha:]_]$", ["a", "Z", "_"], ["1", "é"]),
      ("^[[:^digit:]]$", ["a"], ["1"]), ("^[[:word:]]$", ["a", "_"], ["-"]),
      ("^[[:space:]]$", ["\u{b}", " "], ["a"]), ("^[[:punct:]]$", ["!", "~"], ["a"]),
      ("^[[:xdigit:]]$", ["f", "F", "0"], ["g"]), ("^[a-é]$", ["é", "z"], ["ê"]),
      ("^[^\\x00-\\x{10FFFF}]$", [], ["a", ""]), ("^[[:alpha]$", [":", "l"], ["b"]),
      // Perl's classes are of ASCII.
      ("^\\d$", ["0", "9"], ["a", "٣"]), ("^\\D$", ["a", "٣"], ["0"]),
      ("^\\w$", ["a", "Z", "_", "0"], ["-", "é"]), ("^\\W$", ["é", "-"], ["a"]),
      ("^\\s$", [" ", "\t", "\n", "\u{c}", "\r"], ["\u{b}", "\u{a0}"]), ("^\\S$", ["a"], [" "]),
      // Unicode's categories.
      ("^\\pL$", ["a", "é", "語"], ["1"]), ("^\\p{Lu}$", ["A", "É"], ["a"]),
      ("^\\P{Lu}$", ["a", "1"], ["A"]), ("^\\p{^Lu}$", ["a"], ["A"]),
      ("^\\P{^Lu}$", ["A"], ["a"]), ("^\\pN$", ["1", "٣", "Ⅳ"], ["a"]),
      ("^[\\p{Nd}x]$", ["٣", "x"], ["y"]), ("^\\p{Any}$", ["a", "\n"], [""]),
      ("^\\pZ$", [" ", "\u{2028}"], ["a"]), ("^\\p{Co}$", ["\u{e000}", "\u{10fffd}"], ["a"]),
      // Word boundaries are of ASCII.
      ("\\bb\\b", ["b", "a b c", "-b-"], ["ab", "bc", "b_"]), ("\\Bb\\B", ["abc"], ["b", "ab"]),
      ("\\béa", ["xéa"], ["éa", "-éa"]), ("^\\b$", [], ["", "a"]), ("^\\B$", [""], ["a"]),
      ("a\\b", ["a", "a-"], ["ab"]),
      // Escapes.
      ("^\\.\\*\\[\\]\\(\\)\\{\\}\\\\\\/\\_\\-$", [".*[](){}\\/_-"], ["a"]),
      ("^\\a\\f\\t\\n\\r\\v$", ["\u{7}\u{c}\t\n\r\u{b}"], []),
      ("^\\x41\\x{1F600}$", ["A😀"], ["A"]), ("^\\101\\0$", ["A\u{0}"], []),
      ("^\\12$", ["\n"], ["12"]), ("^\\07a$", ["\u{7}a"], []),
      ("^\\Qa.b\\E+$", ["a.b", "a.bb"], ["axb", "a.ba.b"]), ("^\\Q[", ["["], ["a"]),
      ("^a\\Q\\Eb$", ["ab"], ["a"]),
      // Beyond ASCII.
      ("^µs$", ["µs"], ["us"]), ("é+$", ["éé"], ["e"]), ("^..$", ["é😀"], ["é"]),
    ] as [(String, [String], [String])])
  func findsWhatRE2Finds(_ source: String, _ found: [String], _ missing: [String]) throws {
    let pattern = try Pattern(source)
    for text in found { #expect(pattern.isFound(in: text), "'\(text)'") }
    for text in missing { #expect(!pattern.isFound(in: text), "'\(text)'") }
  }

  @Test(
    "what RE2 refuses is refused at its place, with the reason",
    arguments: [
      ("a(?=b)", 1, "look-ahead such as '(?=' is not part of RE2"),
      ("a(?!b)", 1, "look-ahead such as '(?!' is not part of RE2"),
      ("(?<=a)b", 0, "look-behind such as '(?<=' is not part of RE2"),
      ("(?<!a)b", 0, "look-behind such as '(?<!' is not part of RE2"),
      ("(?>a)", 0, "'(?>' begins no group that RE2 has"),
      ("(a)\\1", 3, "back-references such as '\\1' are not part of RE2"),
      ("\\k<n>", 0, "'\\k' is no escape that RE2 has"),
      ("\\8", 0, "'\\8' is no escape that RE2 has"),
      ("\\Z", 0, "'\\Z' is no escape that RE2 has"),
      ("\\é", 0, "'\\é' is no escape that RE2 has"),
      ("[\\b]", 1, "'\\b' is no escape that RE2 has"),
      ("a\\", 1, "the pattern ends in a backslash"),
      ("a**", 2, "'*' repeats what is a repetition already"),
      ("a++", 2, "'+' repeats what is a repetition already"),
      ("a*??", 3, "'?' repeats what is a repetition already"),
      ("a{2}{3}", 4, "'{3}' repeats what is a repetition already"),
      ("*a", 0, "nothing stands before '*' to be repeated"),
      ("a|*", 2, "nothing stands before '*' to be repeated"),
      ("(+)", 1, "nothing stands before '+' to be repeated"),
      ("(?i)?", 4, "nothing stands before '?' to be repeated"),
      ("a{1001}", 1, "'{1001}' counts to more than 1000"),
      ("a{1,99999999999999999999}", 1, "'{1,99999999999999999999}' counts to more than 1000"),
      ("a{3,2}", 1, "'{3,2}' ends before it begins"),
      ("(a{100}){11}", 8, "counts within counts multiply to more than 1000"),
      ("((a{2,}){20}){26}", 13, "counts within counts multiply to more than 1000"),
      ("(a", 0, "this group is not closed"),
      ("a)", 1, "')' closes no group"),
      ("(?i", 0, "this group is not closed"),
      ("(?i-)", 0, "'(?i-)' begins no group that RE2 has"),
      ("(?x)a", 0, "'(?x' begins no group that RE2 has"),
      ("\\Q\\E*", 4, "nothing stands before '*' to be repeated"),
      ("(?P<a-b>c)", 0, "the name of this group is not letters, digits and '_' in '<>'"),
      ("(?P=a)", 0, "'(?P' begins no group that RE2 has"),
      ("a[", 1, "this class is not closed"),
      ("[]", 0, "this class is not closed"),
      ("[b-a]", 1, "the range 'b-a' ends before it begins"),
      ("[[:alphabet:]]", 1, "'[:alphabet:]' is no class that RE2 has"),
      ("\\x4", 0, "'\\x4' writes no Unicode scalar"),
      ("\\x{110000}", 0, "'\\x{110000}' writes no Unicode scalar"),
      ("\\p{Lu", 0, "'\\p{Lu' is not closed"),
    ])
  func refuses(_ source: String, _ offset: Int, _ reason: String) throws {
    let error = #expect(throws: PatternError.self) { try Pattern(source) }
    #expect(error?.reason == reason)
    #expect(error?.offset == offset)
    #expect(error?.kind == .invalid)
  }

  @Test("a script is named as not known here", arguments: ["\\p{Greek}", "[^\\p{Han}]"])
  func scriptIsUnsupported(_ source: String) {
    let error = #expect(throws: PatternError.self) { try Pattern(source) }
    #expect(error?.kind == .unsupported)
  }

  @Test("counts that multiply to no more than RE2 takes are taken")
  func countsWithinLimits() throws {
    let pattern = try Pattern("^(a{10}){100}$")
    #expect(pattern.isFound(in: String(repeating: "a", count: 1000)))
    #expect(!pattern.isFound(in: String(repeating: "a", count: 999)))
  }
}
