import Compiler
import Difference

/// How many objects change, and how.
struct ChangeCounts: Hashable {
  private var counts: [ObjectDifference.Change: Int] = [:]
  /// Jobs whose Pods run, for the first time or once more.
  private(set) var jobs = 0
  /// Objects with which more goes than themselves.
  private(set) var loud = 0

  /// The worst first.
  static let order: [ObjectDifference.Change] = [
    .refused, .recreated, .pruned, .changed, .created, .orphaned,
  ]

  init(_ changes: [ObjectDifference]) {
    for change in changes {
      counts[change.change, default: 0] += 1
      if change.runsJob { jobs += 1 }
      if change.isLoud { loud += 1 }
    }
  }

  subscript(change: ObjectDifference.Change) -> Int { counts[change] ?? 0 }

  /// By which the worst comes first.
  var severity: [Int] { [loud] + Self.order.map { self[$0] } }

  /// `1 recreated, 3 changed; 1 Job runs`.
  var text: String {
    let parts = Self.order.filter { self[$0] > 0 }.map { "\(self[$0]) \($0.word)" }
    let jobs = jobs == 0 ? "" : "; \(self.jobs) \(self.jobs == 1 ? "Job runs" : "Jobs run")"
    return parts.joined(separator: ", ") + jobs
  }
}

extension ObjectDifference.Change {
  /// As people and programs are told of it.
  var word: String {
    switch self {
    case .pruned: "pruned"
    case .recreated: "recreated"
    case .refused: "refused"
    case .changed: "changed"
    case .created: "created"
    case .orphaned: "orphaned"
    }
  }
}
