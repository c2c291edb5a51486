/// The findings of a run, in the order in which they are shown.
///
/// Sorted by path, offset and code. Those with the same code, place and label are one: a mistake in
/// what many clusters share is made once, whichever cluster a message names.
package struct Diagnostics: Sendable {
  private var collected: [Diagnostic] = []
  /// What was found and is allowed, and why.
  package private(set) var allowed: [Allowed] = []

  package struct Allowed: Sendable {
    package let diagnostic: Diagnostic
    package let reason: String
  }

  package init(_ diagnostics: [Diagnostic] = []) { collected = diagnostics }

  package mutating func add(_ diagnostic: Diagnostic) { collected.append(diagnostic) }
  package mutating func add(_ other: Diagnostics) {
    collected += other.collected
    allowed += other.allowed
  }
  package mutating func add(_ other: [Diagnostic]) { collected += other }

  package var isEmpty: Bool { collected.isEmpty }
  package var hasErrors: Bool { collected.contains { $0.severity == .error } }

  /// How a finding is taken.
  package enum Taking {
    case asItIs
    case severity(Severity)
    case allowed(String)
  }

  /// Takes every finding as somebody decides.
  package mutating func take(_ decide: (Diagnostic) -> Taking) {
    var kept: [Diagnostic] = []
    for var diagnostic in collected {
      switch decide(diagnostic) {
      case .asItIs: kept.append(diagnostic)
      case .severity(let severity):
        diagnostic.severity = severity
        kept.append(diagnostic)
      case .allowed(let reason):
        allowed.append(Allowed(diagnostic: diagnostic, reason: reason))
      }
    }
    collected = kept
  }

  /// Changes each finding, also those that are allowed.
  package mutating func change(_ change: (inout Diagnostic) -> Void) {
    for index in collected.indices { change(&collected[index]) }
    allowed = allowed.map { item in
      var diagnostic = item.diagnostic
      change(&diagnostic)
      return Allowed(diagnostic: diagnostic, reason: item.reason)
    }
  }

  /// Leaves out, also of those that are allowed, what nobody asked for.
  package mutating func keep(where isAsked: (Diagnostic) -> Bool) {
    collected.removeAll { !isAsked($0) }
    allowed.removeAll { !isAsked($0.diagnostic) }
  }

  /// The allowed ones, sorted and without duplicates.
  package var sortedAllowed: [Allowed] {
    let reasons = Dictionary(
      allowed.map { (Mistake($0.diagnostic), $0.reason) }, uniquingKeysWith: { first, _ in first })
    return Diagnostics(allowed.map(\.diagnostic)).sorted.map {
      Allowed(diagnostic: $0, reason: reasons[Mistake($0)] ?? "")
    }
  }

  /// Sorted and without duplicates. Of those that are one the first in order stands for all, and a
  /// note counts the others.
  package var sorted: [Diagnostic] {
    var kept: [Diagnostic] = []
    // Messages, since the same finding is often made more than once.
    var messages: [Set<String>] = []
    var positions: [Mistake: Int] = [:]
    for diagnostic in collected.sorted(by: Self.precedes) {
      let mistake = Mistake(diagnostic)
      if let position = positions[mistake] {
        messages[position].insert(diagnostic.message)
      } else {
        positions[mistake] = kept.count
        kept.append(diagnostic)
        messages.append([diagnostic.message])
      }
    }
    for (position, messages) in messages.enumerated() where messages.count > 1 {
      let others = messages.count - 1
      kept[position].notes.append("and \(others) \(others == 1 ? "other" : "others") like it")
    }
    return kept
  }

  private static func precedes(_ a: Diagnostic, _ b: Diagnostic) -> Bool {
    if a.primary.place != b.primary.place { return a.primary.place < b.primary.place }
    if a.code.name != b.code.name { return a.code.name < b.code.name }
    if a.severity != b.severity { return a.severity > b.severity }
    return a.message < b.message
  }

  /// What was done wrong, and where: the label says it of the place, the message of a cluster.
  private struct Mistake: Hashable {
    let code: Code
    let place: Place
    let label: String

    init(_ diagnostic: Diagnostic) {
      code = diagnostic.code
      place = diagnostic.primary.place
      label = diagnostic.primary.message
    }
  }
}
