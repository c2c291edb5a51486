import Diagnostics
import Difference
import Manifests
import Rendering
import Values

/// A line of one of the two sides, by which a change is explained.
package struct ChangeLine: Hashable, Sendable {
  package enum Side: Hashable, Sendable {
    case before
    case after
  }

  package let side: Side
  package let place: Place
  package let position: Position
}

/// The lines behind a change, the best explanation first; empty where nothing that is written
/// explains it.
package struct ChangeLines: Sendable {
  /// Why an object is there, or was.
  package var object: [ChangeLine] = []
  /// Of each field of the difference.
  package var fields: [[ChangeLine]] = []

  package init(object: [ChangeLine] = [], fields: [[ChangeLine]] = []) {
    self.object = object
    self.fields = fields
  }
}

/// Finds what is written behind changes: lines that differ between the sides first, then lines whose
/// value does.
///
/// Objects that were rendered are rendered again, with their reads logged, for the changes that are
/// asked for and no other.
package struct ChangePlaces {
  private var before: WrittenSide
  private var after: WrittenSide

  package init(before: ComparedFleet, after: ComparedFleet) {
    self.before = WrittenSide(before, beside: after)
    self.after = WrittenSide(after, beside: before)
  }

  /// What is asked of one part of an object.
  private struct Question {
    let side: ChangeLine.Side
    let part: WrittenSide.Part
    /// The same part on the other side, by which is seen what was read there.
    let counterpart: WrittenSide.Part?
    /// Where it is the object that is asked for: what brings it, and not what a field of it holds.
    let presence: WrittenSide.Presence?
    let cluster: String

    init(
      _ side: ChangeLine.Side, _ part: WrittenSide.Part, on cluster: String,
      counterpart: WrittenSide.Part? = nil, presence: WrittenSide.Presence? = nil
    ) {
      self.cluster = cluster
      self.side = side
      self.part = part
      self.counterpart = counterpart
      self.presence = presence
    }
  }

  /// - Parameter changes: each with the cluster that is looked at.
  package mutating func lines(
    of changes: [(cluster: String, difference: ObjectDifference)]
  ) -> [ChangeLines] {
    let questions = changes.map { cluster, change in
      (
        object: Self.questions(ofObject: change, on: cluster),
        fields: Self.questions(ofFields: change, on: cluster)
      )
    }
    var rest = lines(of: questions.flatMap { $0.object + $0.fields })[...]
    return questions.map { object, fields in
      let ofObject = rest.prefix(object.count).flatMap(\.self)
      let ofFields = rest.dropFirst(object.count).prefix(fields.count)
      rest = rest.dropFirst(object.count + fields.count)
      return ChangeLines(object: ofObject, fields: Array(ofFields))
    }
  }

  /// The lines of each question: of what it is about, else of what the other side has in the place of
  /// the facts that were read for it.
  private mutating func lines(of questions: [Question]) -> [[ChangeLine]] {
    replay(questions)
    var found = questions.map { lines($0) }
    let open = questions.indices.filter { found[$0].isEmpty }
    let read = open.map { index in
      let question = questions[index]
      return (question.side == .after ? after : before)
        .facts(of: question.part, on: question.cluster)
    }
    for side in [ChangeLine.Side.before, .after] {
      let asked = zip(open, read).filter { questions[$0.0].side == side }.flatMap {
        $0.1.map(\.fact)
      }
      if side == .after { before.replay(asked) } else { after.replay(asked) }
    }
    for (index, read) in zip(open, read) {
      found[index] =
        questions[index].side == .after
        ? before.changedLines(unlike: read).prefix(1).map { ChangeLine($0, .before) }
        : after.changedLines(unlike: read).prefix(1).map { ChangeLine($0, .after) }
    }
    return found
  }

  private mutating func replay(_ questions: [Question]) {
    before.replay(questions.compactMap { $0.side == .before ? $0.part : $0.counterpart })
    after.replay(questions.compactMap { $0.side == .after ? $0.part : $0.counterpart })
    before.replay(questions.compactMap(\.presence))
    after.replay(questions.compactMap(\.presence))
  }

  /// The line of each finding; nil where nothing that is written explains it.
  mutating func lines(of findings: [DifferenceFinding]) -> [ChangeLine?] {
    let questions = findings.map(Self.questions(of:))
    var rest = lines(of: questions.flatMap(\.self))[...]
    return questions.map { questions in
      let found = rest.prefix(questions.count)
      rest = rest.dropFirst(questions.count)
      return found.lazy.compactMap(\.first).first
    }
  }

  /// The part that a finding is about, then its object.
  private static func questions(of finding: DifferenceFinding) -> [Question] {
    let old = finding.before.map { WrittenSide.Part($0, finding.pointer) }
    guard let object = finding.after ?? finding.before else { return [] }
    let side: ChangeLine.Side = finding.after == nil ? .before : .after
    return [
      Question(
        side, WrittenSide.Part(object, finding.pointer), on: finding.cluster,
        counterpart: side == .after ? old : nil),
      Question(
        side, WrittenSide.Part(object, name), on: finding.cluster,
        presence: presence(of: object, on: finding.cluster)),
    ]
  }

  private static func presence(
    of object: ClusterObject, on cluster: String
  ) -> WrittenSide.Presence? {
    object.component.map { WrittenSide.Presence(component: $0, cluster: cluster) }
  }

  private static let name = JSONPointer([.key("metadata"), .key("name")])

  private mutating func lines(_ question: Question) -> [ChangeLine] {
    let isOfObject = question.presence != nil
    let own: (lines: [ChangeLine], isChanged: Bool)
    switch question.side {
    case .before: own = linesBefore(question.part, isOfObject)
    case .after:
      let other = question.counterpart.flatMap { before.reads(of: $0) }
      let found = after.lines(
        of: question.part, other, isNew: question.counterpart == nil, isOfObject)
      own = (found.shown.map { .init($0, .after) }, found.isChanged)
    }
    if own.isChanged { return own.lines }
    if let presence = question.presence {
      let lines =
        after.changedLines(of: presence).map { ChangeLine($0, .after) }
        + before.changedLines(of: presence).map { ChangeLine($0, .before) }
      return lines.isEmpty ? own.lines : Array(lines.prefix(1))
    }
    // Nothing was written anew: then something that was written is gone.
    guard question.side == .after, let counterpart = question.counterpart else { return own.lines }
    let gone = linesBefore(counterpart, isOfObject, beside: question.part)
    return gone.isChanged ? Array(gone.lines.prefix(1)) + own.lines.prefix(1) : own.lines
  }

  private mutating func linesBefore(
    _ part: WrittenSide.Part, _ isOfObject: Bool, beside other: WrittenSide.Part? = nil
  ) -> (lines: [ChangeLine], isChanged: Bool) {
    let reads = other.flatMap { after.reads(of: $0) }
    let found = before.lines(of: part, reads, isNew: other == nil, isOfObject)
    return (found.shown.map { .init($0, .before) }, found.isChanged)
  }

  /// Of an object that only one side has: its name, which most often says why it is there.
  private static func questions(
    ofObject change: ObjectDifference, on cluster: String
  ) -> [Question] {
    guard (change.before == nil) != (change.after == nil),
      let object = change.after ?? change.before
    else { return [] }
    return [
      Question(
        change.after == nil ? .before : .after, WrittenSide.Part(object, name), on: cluster,
        presence: presence(of: object, on: cluster))
    ]
  }

  private static func questions(
    ofFields change: ObjectDifference, on cluster: String
  ) -> [Question] {
    guard let before = change.before, let after = change.after else { return [] }
    return change.fields.map { field in
      let old = field.pointerBefore.map { WrittenSide.Part(before, $0) }
      if let pointer = field.pointerAfter {
        return Question(
          .after, WrittenSide.Part(after, pointer), on: cluster, counterpart: old)
      }
      return Question(.before, old ?? WrittenSide.Part(before, JSONPointer()), on: cluster)
    }
  }
}

extension ChangeLine {
  fileprivate init(_ line: (place: Place, position: Position), _ side: Side) {
    self.init(side: side, place: line.place, position: line.position)
  }
}
