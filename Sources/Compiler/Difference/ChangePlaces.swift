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
    /// Whether it is the object that is asked for, and not what a field of it holds.
    let isOfObject: Bool
  }

  package mutating func lines(of changes: [ObjectDifference]) -> [ChangeLines] {
    let questions = changes.map { change in
      (object: Self.questions(ofObject: change), fields: Self.questions(ofFields: change))
    }
    let all = questions.flatMap { $0.object + $0.fields }
    before.replay(all.compactMap { $0.side == .before ? $0.part : $0.counterpart })
    after.replay(all.compactMap { $0.side == .after ? $0.part : $0.counterpart })
    return questions.map { object, fields in
      var seen: Set<ChangeLine> = []
      return ChangeLines(
        object: object.flatMap { lines($0) }.filter { seen.insert($0).inserted },
        fields: fields.map { lines($0) })
    }
  }

  /// The line of each finding; nil where nothing that is written explains it.
  mutating func lines(of findings: [DifferenceFinding]) -> [ChangeLine?] {
    let questions = findings.map(Self.questions(of:))
    let all = questions.flatMap(\.self)
    before.replay(all.compactMap { $0.side == .before ? $0.part : $0.counterpart })
    after.replay(all.compactMap { $0.side == .after ? $0.part : $0.counterpart })
    return questions.map { questions in
      for question in questions {
        if let line = lines(question).first { return line }
      }
      return nil
    }
  }

  /// The part that a finding is about, then its object.
  private static func questions(of finding: DifferenceFinding) -> [Question] {
    let old = finding.before.map { WrittenSide.Part($0, finding.pointer) }
    guard let object = finding.after ?? finding.before else { return [] }
    let side: ChangeLine.Side = finding.after == nil ? .before : .after
    return [
      Question(
        side: side, part: WrittenSide.Part(object, finding.pointer),
        counterpart: side == .after ? old : nil, isOfObject: false),
      Question(
        side: side, part: WrittenSide.Part(object, name), counterpart: nil, isOfObject: true),
    ]
  }

  private static let name = JSONPointer([.key("metadata"), .key("name")])

  private mutating func lines(_ question: Question) -> [ChangeLine] {
    switch question.side {
    case .before:
      let other = question.counterpart.flatMap { after.reads(of: $0) }
      return before.lines(of: question.part, other, question.isOfObject).map {
        ChangeLine(side: .before, place: $0.place, position: $0.position)
      }
    case .after:
      let other = question.counterpart.flatMap { before.reads(of: $0) }
      return after.lines(of: question.part, other, question.isOfObject).map {
        ChangeLine(side: .after, place: $0.place, position: $0.position)
      }
    }
  }

  /// Of an object that only one side has: its name, which most often says why it is there.
  private static func questions(ofObject change: ObjectDifference) -> [Question] {
    switch (change.before, change.after) {
    case (nil, let after?):
      return [
        Question(
          side: .after, part: WrittenSide.Part(after, name), counterpart: nil, isOfObject: true)
      ]
    case (let before?, nil):
      return [
        Question(
          side: .before, part: WrittenSide.Part(before, name), counterpart: nil, isOfObject: true)
      ]
    default: return []
    }
  }

  private static func questions(ofFields change: ObjectDifference) -> [Question] {
    guard let before = change.before, let after = change.after else { return [] }
    return change.fields.map { field in
      let old = field.pointerBefore.map { WrittenSide.Part(before, $0) }
      if let pointer = field.pointerAfter {
        return Question(
          side: .after, part: WrittenSide.Part(after, pointer), counterpart: old,
          isOfObject: false)
      }
      return Question(
        side: .before, part: old ?? WrittenSide.Part(before, JSONPointer()), counterpart: nil,
        isOfObject: false)
    }
  }
}
