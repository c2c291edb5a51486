import Commands
import Testing

@Suite("Command lines")
struct ArgumentParserTests {
  @Test(
    "options are read in every form",
    arguments: [
      ("check", "staged=false rev=- format=text allow= root=-"),
      ("check --staged", "staged=true rev=- format=text allow= root=-"),
      ("check -s", "staged=true rev=- format=text allow= root=-"),
      ("check --format json", "staged=false rev=- format=json allow= root=-"),
      ("check --format=json", "staged=false rev=- format=json allow= root=-"),
      ("check -f json", "staged=false rev=- format=json allow= root=-"),
      ("check -fjson", "staged=false rev=- format=json allow= root=-"),
      ("check -sfjson", "staged=true rev=- format=json allow= root=-"),
      ("check --rev=a=b", "staged=false rev=a=b format=text allow= root=-"),
      ("check --rev=-1", "staged=false rev=-1 format=text allow= root=-"),
      ("check --allow a --allow b", "staged=false rev=- format=text allow=a+b root=-"),
      ("--root x check", "staged=false rev=- format=text allow= root=x"),
      ("check --root -", "staged=false rev=- format=text allow= root=-"),
    ])
  func options(line: String, output: String) {
    let result = SampleProgram.run(line)
    #expect(result.output == output + "\n")
    #expect(result.errors == "")
    #expect(result.code == .success)
  }

  @Test(
    "arguments are told by their places",
    arguments: [
      ("render studio", "studio - "),
      ("render studio Job", "studio Job "),
      ("render studio Job a b", "studio Job a+b"),
      ("render -- --studio Job --help", "--studio Job --help"),
      ("render - --color never Job", "- Job "),
    ])
  func arguments(line: String, output: String) {
    let result = SampleProgram.run(line)
    #expect(result.output == output + "\n")
    #expect(result.code == .findings)
  }

  @Test(
    "a wrong command line says what is wrong and where to look",
    arguments: [
      ("chekc", "unknown command 'chekc'; the nearest name is 'check'", "mooring"),
      ("deploy", "unknown command 'deploy'", "mooring"),
      (
        "templates eejct", "unknown command 'eejct'; the nearest name is 'eject'",
        "mooring templates"
      ),
      (
        "check --formt json", "unknown option '--formt'; the nearest name is '--format'",
        "mooring check"
      ),
      (
        "check --formt=json", "unknown option '--formt'; the nearest name is '--format'",
        "mooring check"
      ),
      (
        "check --Staged", "unknown option '--Staged'; the nearest name is '--staged'",
        "mooring check"
      ),
      ("check -x", "unknown option '-x'", "mooring check"),
      ("check -sx", "unknown option '-x'", "mooring check"),
      ("check --staged=yes", "option '--staged' takes no value", "mooring check"),
      ("check --format", "option '--format' needs a value: FORMAT", "mooring check"),
      ("check --format --staged", "option '--format' needs a value: FORMAT", "mooring check"),
      ("check --format=", "option '--format' needs a value: FORMAT", "mooring check"),
      ("check -f", "option '-f' needs a value: FORMAT", "mooring check"),
      ("check --rev a --rev b", "option '--rev' is given twice", "mooring check"),
      ("check --rev a -s", "options '--staged' and '--rev' exclude each other", "mooring check"),
      (
        "check --format jsn",
        "invalid value 'jsn' of option '--format'; the nearest name is 'json'", "mooring check"
      ),
      (
        "check --format xml", "invalid value 'xml' of option '--format'; one of text, json",
        "mooring check"
      ),
      ("check it", "unexpected argument 'it'", "mooring check"),
      ("render", "missing argument CLUSTER", "mooring render"),
      ("lint", "missing argument PATH", "mooring lint"),
      ("lint x", "'x' is no folder", "mooring lint"),
      (
        "render studio job", "invalid value 'job' of argument KIND; the nearest name is 'Job'",
        "mooring render"
      ),
      ("check --\u{1B}[31m", "unknown option '--\\u{1B}[31m'", "mooring check"),
    ])
  func wrong(line: String, message: String, path: String) {
    let result = SampleProgram.run(line)
    #expect(result.errors == "error: \(message)\nsee '\(path) --help'\n")
    #expect(result.output == "")
    #expect(result.code == .failure)
  }

  @Test(
    "help is given wherever it is asked for, whatever else is wrong",
    arguments: [
      ("--help", "usage: mooring <command> [options]"),
      ("-h", "usage: mooring <command> [options]"),
      ("help", "usage: mooring <command> [options]"),
      ("help check", "usage: mooring check [options]"),
      ("check --help", "usage: mooring check [options]"),
      ("--help check", "usage: mooring check [options]"),
      ("check --wrong --help", "usage: mooring check [options]"),
      ("check -sh", "usage: mooring check [options]"),
      ("render --help", "usage: mooring render [options] CLUSTER [KIND] [NAME...]"),
      ("templates list -h", "usage: mooring templates list [options]"),
    ])
  func help(line: String, usage: String) {
    let result = SampleProgram.run(line)
    #expect(result.output.contains("\n\(usage)\n"))
    #expect(result.errors == "")
    #expect(result.code == .success)
  }

  @Test(
    "where a command is missing, help is given as an error",
    arguments: [("", "mooring"), ("templates", "mooring templates"), ("--root x", "mooring")])
  func incomplete(line: String, path: String) {
    let result = SampleProgram.run(line)
    #expect(result.errors.contains("\nusage: \(path) <command> [options]\n"))
    #expect(result.output == "")
    #expect(result.code == .failure)
  }

  @Test("the version is printed", arguments: ["--version", "check --version"])
  func version(line: String) { #expect(SampleProgram.run(line).output == "mooring 1.2.3\n") }
}
