import Cryptography
import Description
import Diagnostics
import Topology

/// How far a fleet is on its way from one trust anchor to another: what is declared, beside what the
/// last commit declares.
struct Rotation {
  let declared: DeclaredAnchors
  /// nil where the last commit declares nothing.
  let committed: [TrustAnchor]?
  /// Why there is nothing to begin from.
  private let obstacle: String

  init(_ declared: DeclaredAnchors, head: Result<[TrustAnchor], CommandError>) {
    self.declared = declared
    switch head {
    case .success(let anchors):
      committed = anchors.isEmpty ? nil : anchors
      obstacle = "HEAD declares no trust anchor"
    case .failure(let error):
      committed = nil
      obstacle = error.message
    }
  }

  var anchors: [TrustAnchor] { declared.anchors }

  /// What stays.
  var newest: TrustAnchor? { anchors.newest }
  var older: [TrustAnchor] { anchors.filter { $0.certificate != newest?.certificate } }

  private var isCommitted: Bool { committed?.certificates == anchors.certificates }

  /// Whether nothing that was trusted is trusted any more: then clusters that were restarted and
  /// those that were not do not trust each other.
  var isSwap: Bool {
    guard let committed else { return false }
    return committed.certificates.isDisjoint(with: anchors.certificates)
  }

  /// Where the fleet is, and what comes next.
  func overview(now: Int64) -> [String] {
    let count = anchors.count
    var lines = [
      count == 1 ? "one trust anchor is declared:" : "\(count) trust anchors are declared:"
    ]
    for anchor in anchors {
      let days = CertificateReport(anchor.certificate, at: now).daysLeft
      let mark = count > 1 && anchor.certificate == newest?.certificate ? "new, " : ""
      lines.append(
        "  \(Command.summary(of: anchor.certificate)), \(declared.position(of: anchor)): \(mark)"
          + (days >= 0 ? "\(days) days left" : "ended"))
    }
    return lines + [""] + next
  }

  private var next: [String] {
    guard let committed else {
      return ["a rotation begins from a commit: \(obstacle)"]
    }
    if isSwap {
      return [
        "wrong: HEAD declares other anchors, and none of these",
        "  whoever is restarted first no longer trusts the rest. Declare the old ones too, and see",
        "  'mooring anchor rotate both --help'",
      ]
    }
    let (old, new) = (committed.certificates, anchors.certificates)
    if old.isStrictSubset(of: new) {
      return [
        "stage 'both' is written, and not committed",
        "  build, commit, restart as 'mooring anchor rotate reissue' tells once it is in HEAD",
      ]
    }
    if new.isStrictSubset(of: old) {
      return [
        "stage 'drop' is written, and not committed",
        "  build and commit it only where every issuer is signed by what stays",
      ]
    }
    if old != new { return ["HEAD declares other anchors; commit, or restore, what is declared"] }
    return anchors.count == 1
      ? [
        "no rotation is under way; to begin one:",
        "  mooring anchor create NAME --key FILE", "  mooring anchor rotate both --new NAME",
      ]
      : [
        "stage 'both' is in HEAD; next:", "  mooring anchor rotate reissue",
        "  mooring anchor rotate drop, once all is restarted and reissued",
      ]
  }

  /// Why a stage cannot be prepared; nil where it can.
  func refusal(of stage: RotationStage) -> (message: String, help: String)? {
    guard let committed else {
      return (
        "stage '\(stage.rawValue)' begins from a commit: \(obstacle)",
        "commit the description as it is, and its tree"
      )
    }
    switch stage {
    case .both:
      if anchors.count > 1 {
        return (
          "\(anchors.count) trust anchors are declared already",
          isCommitted
            ? "the next stage is 'reissue'" : "build and commit them; the next stage is 'reissue'"
        )
      }
      if !isCommitted {
        return (
          "HEAD declares another trust anchor than the description",
          "commit, or restore, what is declared"
        )
      }
      return nil
    case .reissue, .drop:
      if committed.certificates.isStrictSuperset(of: anchors.certificates) {
        return (
          "HEAD still declares what the description has dropped",
          "stage 'drop' is written already; build and commit it"
        )
      }
      if anchors.count == 1 {
        return (
          "stage 'both' comes first: one trust anchor is declared, and no new one beside it",
          "mooring anchor create NAME --key FILE, then mooring anchor rotate both --new NAME"
        )
      }
      if !isCommitted {
        return (
          "stage 'both' is not committed: HEAD declares \(committed.count), and the description "
            + "\(anchors.count)", "build, and commit the description and its tree"
        )
      }
      return stage == .drop ? refusalOfDrop : nil
    }
  }

  /// An issuer whose certificate can be read, and leads to what would be dropped.
  private var refusalOfDrop: (message: String, help: String)? {
    guard let newest else { return nil }
    for cluster in declared.fleet.clusters {
      guard case .source(let source)? = cluster.spec.linkerd?.identity?.issuer,
        let path = source.file?.value.text, let file = declared.fleet.issuers[path],
        let issuer = file.chain.first
      else { continue }
      let problem = CertificateChain.problem(
        of: issuer.value, anchors: [newest.certificate],
        intermediates: file.chain.dropFirst().map(\.value), at: nil)
      if let problem {
        return (
          "the issuer of cluster '\(cluster.name)' in '\(path)' does not lead to the new anchor: "
            + problem, "stage 'reissue' comes first: mooring anchor rotate reissue"
        )
      }
    }
    return nil
  }
}
