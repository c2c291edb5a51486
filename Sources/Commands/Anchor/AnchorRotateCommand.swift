import Compiler
import Cryptography
import Description
import Topology

extension Command {
  static let rotateAnchor = Command(
    "rotate", "change the trust anchor without an hour in which clusters do not trust each other",
    discussion: [
      "Three stages, each of which is committed, and at work in every cluster, before the next: "
        + "'both' (the old and the new anchor are trusted), 'reissue' (issuers are signed by the "
        + "new one), 'drop' (the old one is trusted no more).",
      "Without STAGE: says in which one the fleet is. With it: which lines to write, what to "
        + "restart in which order, and how to see that it is done. No file is changed; a stage is "
        + "refused while the one before it is not in HEAD.",
    ],
    examples: [
      Example("mooring anchor rotate", "where the fleet is, and what comes next"),
      Example("mooring anchor rotate both --new homelab-2027", "begin"),
    ],
    options: [
      .value("new", "NAME", "of the new anchor's file in anchors/, without '.crt'; for 'both'"),
      .today,
    ],
    arguments: [
      .init(
        "STAGE", "what to prepare", .atMostOne, choices: RotationStage.allCases.map(\.rawValue))
    ],
    run: working { (arguments, terminal) throws(CommandError) in
      let repository = try Repository(arguments)
      let now = try arguments.now()
      let stage = arguments.argument("STAGE").flatMap(RotationStage.init)
      let newName = arguments.value(of: "new")
      if newName != nil, stage != .both {
        throw CommandError("option '--new' belongs to stage 'both'")
      }
      guard let declared = try DeclaredAnchors(repository, now: now, terminal) else {
        return .findings
      }
      guard !declared.anchors.isEmpty else {
        throw CommandError(
          "the description names no trust anchor, so that there is none to rotate",
          help: "'mooring anchor create NAME --key FILE' makes one")
      }
      let rotation = Rotation(declared, head: DeclaredAnchors.committed(in: repository))
      guard let stage else {
        let output = terminal.output
        for line in rotation.overview(now: now) { output.write(line: line) }
        return rotation.isSwap ? .findings : .success
      }
      if let refusal = rotation.refusal(of: stage) {
        throw CommandError(refusal.message, help: refusal.help)
      }
      let plan = RotationPlan(rotation)
      let lines: [String]
      switch stage {
      case .both: lines = try plan.both(newName, in: repository, now: now)
      case .reissue: lines = plan.reissue
      case .drop: lines = try plan.drop()
      }
      for line in lines { terminal.output.write(line: line) }
      return .success
    })
}

/// A step of a rotation, by the name that it has on the command line.
enum RotationStage: String, CaseIterable {
  case both, reissue, drop
}
