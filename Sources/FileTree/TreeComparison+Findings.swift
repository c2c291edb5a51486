import Diagnostics
import Sources
import Values

extension TreeComparison {
  /// Whatever is not as a build would leave it: what `check` reports.
  package var findings: [Diagnostic] {
    if lockEntry.present == nil, entries.allSatisfy({ $0.change == .created }) {
      return [lockEntry.unbuilt]
    }
    // Where a file is not as it should be, the lock is not for that alone.
    let hasChanges = entries.contains { $0.change != .unchanged }
    let compared = hasChanges ? entries : [lockEntry]
    let found = compared.filter { !$0.differsInLineEnds && !$0.isPointer }.bounded { entry in
      switch entry.change {
      case .unchanged, .conflicted: nil
      case .created: entry.missing
      case .updated: entry.outdated
      case .stale: entry.noLongerGenerated
      case .edited, .editedAndStale: entry.handEdit
      case .foreign: entry.inTheWay
      case .blocked: entry.blocked
      }
    }
    // A merge that is not resolved explains what else differs.
    return conflicts.map { [$0] } ?? found + lineEnds(of: compared)
      + pointers(among: compared) + strangerFindings
  }

  /// One for all of the files in which a merge left marks.
  private var conflicts: Diagnostic? {
    let conflicted = entries.filter { $0.change == .conflicted }
    guard let first = conflicted.first,
      let line = MergeConflicts(in: first.present ?? [])?.firstLine
    else { return nil }
    var diagnostic = Diagnostic(
      .conflictedTree, "'\(first.path)' is generated, and has a merge that is not resolved",
      at: Place(first.path, line),
      help: [
        "run 'mooring build', which writes what the description gives, then 'git add' the tree"
      ])
    if conflicted.count > 1 {
      diagnostic.notes = ["the same is true of \(conflicted.count - 1) other files"]
    }
    return diagnostic
  }

  /// One for all files whose lines are right.
  private func lineEnds(of entries: [Entry]) -> [Diagnostic] {
    let different = entries.filter(\.differsInLineEnds)
    guard let first = different.first else { return [] }
    let others = different.count - 1
    return [
      Diagnostic(
        .outdatedFile, "the lines of '\(first.path)' end in CR LF, where mooring writes LF",
        at: .file(first.path),
        notes: ["the lines themselves are right"]
          + (others > 0 ? ["the same is true of \(others) other files"] : []),
        help: [
          "put '\(location.pattern) text eol=lf' into .gitattributes, which keeps git and its users "
            + "from ending them otherwise, then run 'mooring build', and \(location.renormalizing)"
        ])
    ]
  }

  /// One for all files whose content git keeps elsewhere, from where Flux does not take it:
  /// https://github.com/fluxcd/flux2/issues/1895.
  private func pointers(among entries: [Entry]) -> [Diagnostic] {
    let pointers = entries.filter(\.isPointer)
    guard let first = pointers.first else { return [] }
    let others = pointers.count - 1
    return [
      Diagnostic(
        .outdatedFile, "'\(first.path)' is a pointer of Git LFS, where the file itself should be",
        at: .file(first.path),
        notes: ["Flux applies what git holds, and that is the pointer"]
          + (others > 0 ? ["the same is true of \(others) other files"] : []),
        help: [
          "put '\(location.pattern) -filter -diff -merge text' at the end of .gitattributes, then run "
            + location.renormalizing
        ])
    ]
  }

  private var strangerFindings: [Diagnostic] {
    var findings = strangers.prefix([Entry].mostOfAKind).map { path in
      Diagnostic(
        .unknownFile, "'\(path)' is not mooring's, and lies where mooring writes", at: .file(path),
        notes: ["no generated kustomization.yaml lists it, so that Flux does not apply it"],
        help: [
          "move it to a folder of your own that Flux applies, or make it a template in templates/; "
            + "else remove it"
        ])
    }
    let hidden = strangers.count - findings.count
    if hidden > 0 {
      findings[findings.count - 1].notes.append("the same is true of \(hidden) other files")
    }
    return findings
  }

  /// What keeps a build from writing: files that are not Mooring's, and edits that it was not told
  /// to discard.
  package func obstacles(discardEdits: Bool = false) -> [Diagnostic] {
    entries.bounded { entry in
      switch entry.change {
      case .foreign: entry.inTheWay
      case .blocked: entry.blocked
      case .edited, .editedAndStale: discardEdits || entry.differsInLineEnds ? nil : entry.handEdit
      // Of what a merge left in a generated file, nothing is the user's.
      case .created, .updated, .unchanged, .stale, .conflicted: nil
      }
    }
  }
}

extension [TreeComparison.Entry] {
  /// One cause, such as a new version, may change every file: of each kind of finding the first are
  /// shown, and the last of these says how many there are.
  fileprivate static var mostOfAKind: Int { 20 }

  fileprivate func bounded(_ finding: (TreeComparison.Entry) -> Diagnostic?) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    var counts: [Change: Int] = [:]
    var last: [Change: Int] = [:]
    for entry in self {
      let count = counts[entry.change, default: 0]
      if count >= Self.mostOfAKind {
        counts[entry.change] = count + 1
      } else if let finding = finding(entry) {
        counts[entry.change] = count + 1
        last[entry.change] = findings.count
        findings.append(finding)
      }
    }
    for (change, index) in last {
      let hidden = counts[change, default: 0] - Self.mostOfAKind
      if hidden > 0 {
        findings[index].notes.append("the same is true of \(hidden) other files")
      }
    }
    return findings
  }

  private typealias Change = TreeComparison.Change
}

extension TreeComparison.Entry {
  /// Whether the lines are right, and end in carriage returns.
  fileprivate var differsInLineEnds: Bool {
    guard change == .edited || change == .updated, let present, let desired else { return false }
    return present.hasLines(of: desired)
  }

  /// Whether what is there says where Git LFS keeps the file.
  fileprivate var isPointer: Bool {
    desired != nil && present?.starts(with: "version https://git-lfs".utf8) ?? false
  }

  fileprivate var unbuilt: Diagnostic {
    Diagnostic(
      .missingFile, "nothing of the tree is there yet", at: .file(path),
      help: ["run 'mooring build', and commit what it writes"])
  }

  fileprivate var missing: Diagnostic {
    Diagnostic(
      .missingFile, "'\(path)' is generated by the description, but is not there", at: .file(path),
      help: ["run 'mooring build', and commit what it writes"])
  }

  fileprivate var outdated: Diagnostic {
    let difference = difference
    return Diagnostic(
      .outdatedFile, "'\(path)' is not what the description gives",
      at: Place(path, difference.firstLine), label: "differs from here on",
      notes: [difference.note("'+' what the description gives")],
      help: ["run 'mooring build', and commit what it writes"])
  }

  fileprivate var noLongerGenerated: Diagnostic {
    Diagnostic(
      .staleFile, "'\(path)' is no longer generated by the description", at: .file(path),
      help: ["run 'mooring build', which removes it, and commit that"])
  }

  fileprivate var handEdit: Diagnostic {
    if desired == nil {
      return Diagnostic(
        .editedFile, "'\(path)' was edited by hand, and is no longer generated", at: .file(path),
        help: [
          "copy what you need of it to a file of your own, then let 'mooring build "
            + "--discard-edits' remove it"
        ])
    }
    let difference = difference
    return Diagnostic(
      .editedFile, "'\(path)' was edited by hand", at: Place(path, difference.firstLine),
      label: "differs from here on", notes: [difference.note("'+' what mooring would write")],
      help: [
        "move the change to the description or to a template, then run 'mooring build "
          + "--discard-edits'"
      ])
  }

  fileprivate var inTheWay: Diagnostic {
    let difference = difference
    return Diagnostic(
      .foreignFile, "'\(path)' is not mooring's, and is where a generated file should be",
      at: Place(path, difference.firstLine), label: "differs from here on",
      notes: [difference.note("'+' what mooring would write")],
      help: ["move it or remove it; mooring never overwrites what it does not own"])
  }

  fileprivate var blocked: Diagnostic {
    Diagnostic(
      .foreignFile, "'\(path)' \(problem?.reason ?? "cannot be read")", at: .file(path),
      notes: ["the description generates a file there"],
      help: ["move it or remove it, then run 'mooring build'"])
  }

  private var difference: LineDifference {
    LineDifference(from: present ?? [], to: desired ?? [])
  }
}

extension LineDifference {
  fileprivate func note(_ new: String) -> String {
    "'-' is what is there, \(new)\n\(text())"
  }
}

extension Code {
  package static let missingFile = Code(
    "missing-file", .error, "a generated file is not in the tree")
  package static let outdatedFile = Code(
    "outdated-file", .error, "a generated file is not what the description gives")
  package static let staleFile = Code(
    "stale-file", .error, "a file of the tree is no longer generated")
  package static let editedFile = Code(
    "edited-file", .error, "a generated file was edited by hand")
  package static let conflictedTree = Code(
    "conflicted-tree", .error, "a generated file has a merge conflict that is not resolved")
  package static let unknownFile = Code(
    "unknown-file", .warning, "a file lies among generated ones, and nothing applies it")
  package static let foreignFile = Code(
    "foreign-file", .error, "a file that mooring does not own is where a generated one should be")
}
