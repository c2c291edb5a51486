import Commands
import Testing

@Suite("Help")
struct HelpTextTests {
  @Test("the program explains itself to a newcomer")
  func program() {
    #expect(
      SampleProgram.run("--help").output == """
        Compile a description of clusters into manifests.

        usage: mooring <command> [options]

        It reads files and writes files, and talks to no cluster and no network at any
        time.

        commands:
          check      find mistakes, write nothing
          render     print the objects of a cluster
          lint       check manifests
          templates  work with templates

        options of every command:
          --root DIR    the repository to work in; otherwise found from here upwards
          --color WHEN  colour the output: auto, always, never (default: auto)
          --version     print the version
          -h, --help    explain the program, or one command

        examples:
          # see what is wrong, for a program
          mooring check --format json

        exit codes:
          0  nothing is wrong
          1  something is: findings, or a tree that is not up to date
          2  wrong usage, or the environment failed

        'mooring <command> --help' explains one command.

        """)
  }

  @Test("a command lists its options and arguments")
  func command() {
    let check = SampleProgram.run("check --help").output
    #expect(
      check.contains(
        """
        options:
          -s, --staged         look at what is staged
          -r, --rev REV        look at a revision
          -f, --format FORMAT  how findings are shown: text, json (default: text)
          --allow CODE         report as a warning; may be repeated

        """))
    let render = SampleProgram.run("render --help").output
    #expect(
      render.contains(
        """
        arguments:
          CLUSTER  the cluster's name
          KIND     only of this kind: Job, Secret
          NAME     only of these names

        """))
  }

  @Test("long words on the left have what is said of them below")
  func longNames() {
    let program = Program(
      Command(
        "x", "do", options: [.value("a-very-long-option-name", "PLACEHOLDER", "say what it does")]
      ) { _, _ in .success }, version: "1")
    let terminal = Terminal.capturing()
    _ = program.run(["--help"], on: terminal)
    #expect(
      terminal.output.text.contains(
        """
        options:
          --a-very-long-option-name PLACEHOLDER
            say what it does

        """))
  }

  @Test(
    "no line is wider than 80 columns", arguments: ["", "check", "render", "lint", "templates"])
  func width(command: String) {
    let lines = SampleProgram.run(command + " --help").output.split(separator: "\n")
    #expect(lines.allSatisfy { $0.count <= 80 })
  }
}
