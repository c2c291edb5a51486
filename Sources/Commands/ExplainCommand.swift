import Compiler
import Diagnostics

extension Command {
  static let explain = Command(
    "explain", "explain the code of a finding, or a field of the description",
    discussion: ["Without a name it lists all codes. docs/rules/ holds the same pages."],
    examples: [
      Example("mooring explain", "every code of a finding"),
      Example("mooring explain overlapping-cidr", "what a finding means, and its cure"),
      Example("mooring explain linkerd.cli", "what a field holds, and the fields below it"),
    ],
    arguments: [.init("CODE|FIELD", "as findings and descriptions have it", .atMostOne)],
    run: working { (arguments, terminal) throws(CommandError) in
      guard let name = arguments.argument("CODE|FIELD") else {
        terminal.output.write(Explanation.index)
        return .success
      }
      if let text = Explanation.ofCode(name) ?? Explanation.ofField(name) {
        terminal.output.write(text)
        return .success
      }
      let near = closest(to: name, among: Explanation.names)
      throw CommandError(
        "'\(name)' is neither the code of a finding nor a field",
        help: near.map { "the nearest name is '\($0)'" } ?? "'mooring explain' lists all codes")
    })
}
