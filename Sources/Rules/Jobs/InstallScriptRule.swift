import Diagnostics
import Manifests
import Values

/// Scripts of install Jobs that fail unseen, fail when they run again, or wait for a time and not for
/// a state.
enum InstallScriptRule: ClusterRule {
  static let codes: [Code] = [
    .conflictingCLIFlags, .installWithoutUpgrade, .lostPipeFailure, .swallowedFailure, .fixedSleep,
    .unawaitedInstallation,
  ]

  static let explanation = """
    Flux sees of a Job whether it ended well. So its script has to end badly where something failed:
    of 'linkerd install | kubectl apply -f -' the shell keeps the end of kubectl alone, unless the
    script says 'set -o pipefail'; '|| true' behind an installation hides whatever went wrong.

    A Job runs again: after a change, on another node, with the next version. 'linkerd install' refuses
    where Linkerd is already there (ConfigMap 'linkerd-config'); then it has to be 'linkerd upgrade'.
    '--identity-external-issuer' with '--ignore-cluster' is refused by the CLI: it reads the issuer
    from the cluster that it is told to ignore.

    A fixed 'sleep' is too short on the day when the registry is slow, and too long on all others.

    A Job that ends when 'kubectl apply' has ended says that Linkerd is there while its pods are still
    starting; what waits for the Job then fails.

    Example: a Job with 'args: ["linkerd install | kubectl apply -f -"]'.

    Cure: 'set -euo pipefail', 'linkerd upgrade' where 'linkerd-config' exists, and 'kubectl wait' or
    'kubectl rollout status' with a timeout.
    """

  static func check(_ view: ClusterView) -> [Finding] {
    var judged: Set<Place> = []
    return view.objects.flatMap { object -> [Finding] in
      guard let pods = PodTemplate(object), pods.isOfJob else { return [] }
      let scripts = JobScript.all(of: pods, view).filter(\.installs)
      let upgrades = scripts.contains { script in
        script.text.utf8.holds("upgrade") || script.text.utf8.holds("linkerd-config")
      }
      // A ConfigMap may be mounted by many.
      return scripts.filter {
        judged.insert(Place(identity: $0.object.identity, pointer: $0.pointer)).inserted
      }.flatMap { judge($0, job: object.identity, upgrades: upgrades) }
    }
  }

  private struct Place: Hashable {
    let identity: ObjectIdentity
    let pointer: JSONPointer
  }

  private static func judge(
    _ script: JobScript, job: ObjectIdentity, upgrades: Bool
  ) -> [Finding] {
    [
      conflict(script, job), upgrades ? nil : install(script, job), pipe(script, job),
      swallowed(script, job), sleep(script, job),
      unawaited(script, job),
    ].compactMap { $0 }
  }

  private static func finding(
    _ code: Code, _ message: String, _ script: JobScript, help: String
  ) -> Finding {
    Finding(code, message, in: script.object, at: script.pointer, help: [help])
  }

  private static func conflict(_ script: JobScript, _ job: ObjectIdentity) -> Finding? {
    let isRefused = script.commands.contains {
      $0.runs("linkerd") && $0.has("--identity-external-issuer") && $0.has("--ignore-cluster")
    }
    guard isRefused else { return nil }
    return finding(
      .conflictingCLIFlags,
      "\(job) calls linkerd with '--identity-external-issuer' and '--ignore-cluster'", script,
      help: "leave '--ignore-cluster' out: the issuer is read from the cluster")
  }

  private static func install(_ script: JobScript, _ job: ObjectIdentity) -> Finding? {
    let isOnce = script.commands.contains {
      $0.runs("linkerd") && $0.words.contains("install") && !$0.has("--ignore-cluster")
        && !$0.words.contains { ["viz", "multicluster", "mc", "jaeger"].contains($0) }
    }
    guard isOnce else { return nil }
    return finding(
      .installWithoutUpgrade, "\(job) installs Linkerd, and cannot when it is there already",
      script,
      help: "call 'linkerd upgrade' where ConfigMap 'linkerd-config' exists")
  }

  /// Programs that cannot fail in a way that matters.
  private static let harmless = ["cat", "echo", "printf"]

  private static func pipe(_ script: JobScript, _ job: ObjectIdentity) -> Finding? {
    if script.text.utf8.holds("pipefail") { return nil }
    let isLost = zip(script.commands, script.commands.dropFirst()).contains { first, second in
      first.end == .pipe && second.runs("kubectl") && !harmless.contains(where: first.runs)
        && second.words.contains { ["apply", "create", "replace", "delete"].contains($0) }
    }
    guard isLost else { return nil }
    return finding(
      .lostPipeFailure, "\(job) does not see where the first half of a pipe fails", script,
      help: "begin the script with 'set -euo pipefail' (bash), or write to a file and apply that")
  }

  private static func swallowed(_ script: JobScript, _ job: ObjectIdentity) -> Finding? {
    let isHidden = zip(script.commands, script.commands.dropFirst()).contains { first, second in
      guard first.end == .or,
        second.words == ["true"] || second.words == [":"]
          || second.words == ["exit", "0"]
      else { return false }
      let installs = first.words.contains { ["apply", "install", "upgrade"].contains($0) }
      return installs && (first.runs("kubectl") || first.runs("linkerd") || first.runs("helm"))
    }
    guard isHidden else { return nil }
    return finding(
      .swallowedFailure, "\(job) ends well where its installation fails", script,
      help: "let it fail: it is tried again up to 'backoffLimit'")
  }

  /// What a script says that waits for the control plane to be there.
  private static let waits = ["rollout status", "kubectl wait", "linkerd check", "--wait"]

  private static func unawaited(_ script: JobScript, _ job: ObjectIdentity) -> Finding? {
    let installs = script.commands.contains { command in
      command.runs("linkerd") && !command.has("--crds")
        && command.words.contains { $0 == "install" || $0 == "upgrade" }
    }
    guard installs, script.text.utf8.holds("apply"),
      !waits.contains(where: script.text.utf8.holds)
    else { return nil }
    return finding(
      .unawaitedInstallation, "\(job) ends before what it installed is ready", script,
      help: "end the script with 'kubectl rollout status', or 'linkerd check'")
  }

  private static func sleep(_ script: JobScript, _ job: ObjectIdentity) -> Finding? {
    let isLooping = script.commands.contains { command in
      command.words.contains { ["while", "until", "for"].contains($0) }
    }
    let waits = script.commands.contains { command in
      command.runs("sleep") && (command.words.last?.number(in: 3...86400) != nil)
    }
    guard waits, !isLooping else { return nil }
    return finding(
      .fixedSleep, "\(job) waits for a time, and not for what it needs", script,
      help: "use 'kubectl wait' or 'kubectl rollout status', with a timeout")
  }
}

extension Code {
  static let conflictingCLIFlags = Code(
    "conflicting-cli-flags", .error, "a Job calls Linkerd's CLI with flags that exclude each other")
  static let installWithoutUpgrade = Code(
    "install-without-upgrade", .error, "a Job installs Linkerd and fails when it runs again")
  static let lostPipeFailure = Code(
    "lost-pipe-failure", .warning, "a Job's script passes over a failure within a pipe")
  static let swallowedFailure = Code(
    "swallowed-failure", .warning, "a Job's script ends well where its installation fails")
  static let unawaitedInstallation = Code(
    "unawaited-installation", .warning, "a Job ends before the Linkerd that it installs is ready")
  static let fixedSleep = Code(
    "fixed-sleep", .warning, "a Job's script waits for a time and not for a state")
}
