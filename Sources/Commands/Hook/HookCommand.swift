extension Command {
  static let hook = Command(
    "hook", "let git check every commit",
    discussion: [
      "A hook is a program that git runs before it commits. This one runs 'mooring check --staged': "
        + "what is about to be committed is checked, whatever else lies in the working tree.",
      "Whoever uses the program pre-commit lists the hook in its configuration instead: "
        + "docs/pre-commit.md of Mooring's own repository says how.",
    ],
    examples: [
      Example("mooring hook install", "check every commit from now on"),
      Example("git commit --no-verify", "go past the hook, once"),
    ],
    subcommands: [.installHook, .uninstallHook])
}
