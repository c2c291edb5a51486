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
    return view.pods.filter(\.isOfJob).flatMap { pods -> [Finding] in
      let scripts = JobScript.all(of: pods, view).filter(\.installs)
      let upgrades = scripts.contains { script in
        script.text.utf8.holds("upgrade") || script.text.utf8.holds("linkerd-config")
      }
      // A ConfigMap may be mounted by many.
      return scripts.filter {
        judged.insert(Place(identity: $0.object.identity, pointer: $0.pointer)).inserted
      }.flatMap { script in
        script.faults.filter { $0 != .installsOnce || !upgrades }.map { fault in
          let (code, message, help) = words(of: fault)
          return Finding(
            code, "\(pods.object.identity) \(message)", in: script.object, at: script.pointer,
            help: [help])
        }
      }
    }
  }

  private struct Place: Hashable {
    let identity: ObjectIdentity
    let pointer: JSONPointer
  }

  /// What is said of a Job with such a script.
  private static func words(
    of fault: ScriptFault
  ) -> (code: Code, message: String, help: String) {
    switch fault {
    case .conflictingFlags:
      (
        .conflictingCLIFlags,
        "calls linkerd with '--identity-external-issuer' and '--ignore-cluster'",
        "leave '--ignore-cluster' out: the issuer is read from the cluster"
      )
    case .installsOnce:
      (
        .installWithoutUpgrade, "installs Linkerd, and cannot when it is there already",
        "call 'linkerd upgrade' where ConfigMap 'linkerd-config' exists"
      )
    case .losesPipeFailure:
      (
        .lostPipeFailure, "does not see where the first half of a pipe fails",
        "begin the script with 'set -euo pipefail' (bash), or write to a file and apply that"
      )
    case .swallowsFailure:
      (
        .swallowedFailure, "ends well where its installation fails",
        "let it fail: it is tried again up to 'backoffLimit'"
      )
    case .sleeps:
      (
        .fixedSleep, "waits for a time, and not for what it needs",
        "use 'kubectl wait' or 'kubectl rollout status', with a timeout"
      )
    case .awaitsNothing:
      (
        .unawaitedInstallation, "ends before what it installed is ready",
        "end the script with 'kubectl rollout status', or 'linkerd check'"
      )
    }
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
