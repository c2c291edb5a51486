/// The findings of a run, in the order in which they are shown.
///
/// Sorted by path, offset and code. Two with the same code, message and primary place are one.
package struct Diagnostics: Sendable {
  private var collected: [Diagnostic] = []

  package init(_ diagnostics: [Diagnostic] = []) { collected = diagnostics }

  package mutating func add(_ diagnostic: Diagnostic) { collected.append(diagnostic) }
  package mutating func add(_ other: Diagnostics) { collected += other.collected }
  package mutating func add(_ other: [Diagnostic]) { collected += other }

  package var isEmpty: Bool { collected.isEmpty }
  package var hasErrors: Bool { collected.contains { $0.severity == .error } }

  /// Sorted and without duplicates.
  package var sorted: [Diagnostic] {
    var seen: Set<Key> = []
    return
      collected
      .filter { seen.insert(Key($0)).inserted }
      .sorted { a, b in
        if a.primary.place != b.primary.place { return a.primary.place < b.primary.place }
        if a.code.name != b.code.name { return a.code.name < b.code.name }
        return a.message < b.message
      }
  }

  private struct Key: Hashable {
    let code: String
    let message: String
    let place: Place

    init(_ diagnostic: Diagnostic) {
      code = diagnostic.code.name
      message = diagnostic.message
      place = diagnostic.primary.place
    }
  }
}
