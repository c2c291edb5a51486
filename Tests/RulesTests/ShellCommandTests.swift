import Testing

@testable import Rules

@Suite("Commands of a script")
struct ShellCommandTests {
  @Test(
    "words, quotes, comments and what stands behind a command are told apart",
    arguments: [
      ("a b | c", ["a b|", "c"]),
      ("a || b && c; d\ne &", ["a", "b", "c", "d", "e"]),
      ("echo 'x | y' \"z # 1\" # a | b", ["echo x | y z # 1"]),
      ("a \\\n  --flag", ["a --flag"]),
      ("a 2>&1 | b", ["a 2>&1|", "b"]),
      ("if a; then b; fi", ["if a", "then b", "fi"]),
      ("\"unended", ["unended"]),
      ("a \\", ["a"]),
      ("", []),
    ])
  func commands(text: String, expected: [String]) {
    let found = ShellCommand.all(in: text).map { command in
      command.words.joined(separator: " ") + (command.end == .pipe ? "|" : "")
    }
    #expect(found == expected)
  }

  @Test(
    "a program is found behind variables, words of the shell and its folder",
    arguments: [
      ("linkerd install", true), ("FOO=bar linkerd install", true), ("if linkerd check", true),
      ("/usr/bin/linkerd check", true), ("echo linkerd", false), ("linkerd-await x", false),
    ])
  func runs(text: String, isLinkerd: Bool) {
    #expect(ShellCommand.all(in: text).first?.runs("linkerd") == isLinkerd)
  }
}
