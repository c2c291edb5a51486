import Values

/// What may be wrong with a script that installs something, whichever Job runs it.
enum ScriptFault: Sendable, CaseIterable {
  case conflictingFlags, installsOnce, losesPipeFailure, swallowsFailure, sleeps, awaitsNothing

  func isIn(_ text: String, _ commands: [ShellCommand]) -> Bool {
    switch self {
    case .conflictingFlags: Self.hasConflict(commands)
    case .installsOnce: Self.installsOnce(commands)
    case .losesPipeFailure: !text.utf8.holds("pipefail") && Self.losesFailure(commands)
    case .swallowsFailure: Self.swallowsFailure(commands)
    case .sleeps: Self.sleeps(commands)
    case .awaitsNothing: Self.awaitsNothing(text, commands)
    }
  }

  private static func hasConflict(_ commands: [ShellCommand]) -> Bool {
    commands.contains {
      $0.runs("linkerd") && $0.has("--identity-external-issuer") && $0.has("--ignore-cluster")
    }
  }

  /// Only the control plane refuses to be installed twice.
  private static func installsOnce(_ commands: [ShellCommand]) -> Bool {
    commands.contains {
      $0.runs("linkerd") && $0.words.contains("install") && !$0.has("--ignore-cluster")
        && !$0.words.contains { ["viz", "multicluster", "mc", "jaeger"].contains($0) }
    }
  }

  /// Programs that cannot fail in a way that matters.
  private static let harmless = ["cat", "echo", "printf"]

  private static func losesFailure(_ commands: [ShellCommand]) -> Bool {
    zip(commands, commands.dropFirst()).contains { first, second in
      first.end == .pipe && second.runs("kubectl") && !harmless.contains(where: first.runs)
        && second.words.contains { ["apply", "create", "replace", "delete"].contains($0) }
    }
  }

  private static func swallowsFailure(_ commands: [ShellCommand]) -> Bool {
    zip(commands, commands.dropFirst()).contains { first, second in
      guard first.end == .or,
        second.words == ["true"] || second.words == [":"]
          || second.words == ["exit", "0"]
      else { return false }
      let installs = first.words.contains { ["apply", "install", "upgrade"].contains($0) }
      return installs && (first.runs("kubectl") || first.runs("linkerd") || first.runs("helm"))
    }
  }

  private static func sleeps(_ commands: [ShellCommand]) -> Bool {
    let isLooping = commands.contains { command in
      command.words.contains { ["while", "until", "for"].contains($0) }
    }
    let waits = commands.contains { command in
      command.runs("sleep") && (command.words.last?.number(in: 3...86400) != nil)
    }
    return waits && !isLooping
  }

  /// What a script says that waits for the control plane to be there.
  private static let waits = ["rollout status", "kubectl wait", "linkerd check", "--wait"]

  private static func awaitsNothing(_ text: String, _ commands: [ShellCommand]) -> Bool {
    let installs = commands.contains { command in
      command.runs("linkerd") && !command.has("--crds")
        && command.words.contains { $0 == "install" || $0 == "upgrade" }
    }
    return installs && text.utf8.holds("apply") && !waits.contains(where: text.utf8.holds)
  }
}
