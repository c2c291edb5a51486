/// A pattern as a machine that reads scalars: nondeterministic, so never larger than the pattern.
struct Program: Sendable {
  enum Instruction: Sendable {
    /// Reads a scalar of the set, and goes on.
    case read(set: Int32, next: Int32)
    /// Goes on where the assertion holds.
    case check(Assertion, next: Int32)
    /// Goes on at both.
    case fork(Int32, Int32)
    case match
  }

  private(set) var instructions: [Instruction] = [.match]
  private(set) var start: Int32 = 0
  /// Whether it can match only from the beginning of the text.
  private(set) var isAnchored = false
  private(set) var alphabet: ScalarClasses
  private var sets: [ScalarSet: Int32] = [:]

  /// nil where the sets divide Unicode in more classes than can be told apart at a bounded cost.
  init?(_ node: PatternNode) {
    alphabet = ScalarClasses()
    start = add(node, before: 0)
    isAnchored = isOnlyAtBeginning
    var ordered = Array(repeating: ScalarSet.none, count: sets.count)
    for (set, index) in sets { ordered[Int(index)] = set }
    sets = [:]
    guard
      let alphabet = ScalarClasses(
        telling: ordered, words: checks([.wordBoundary, .noWordBoundary]),
        lines: checks([.beginningOfLine, .endOfLine]))
    else { return nil }
    self.alphabet = alphabet
  }

  /// Adds a node's instructions and says where they begin; `next` is where they end.
  private mutating func add(_ node: PatternNode, before next: Int32) -> Int32 {
    switch node {
    case .empty: return next
    case .scalar(let set):
      let index = sets[set] ?? Int32(sets.count)
      sets[set] = index
      return append(.read(set: index, next: next))
    case .assertion(let assertion): return append(.check(assertion, next: next))
    case .sequence(let nodes): return nodes.reversed().reduce(next) { add($1, before: $0) }
    case .choice(let nodes):
      var begin = nodes.last.map { add($0, before: next) } ?? next
      for node in nodes.dropLast().reversed() {
        begin = append(.fork(add(node, before: next), begin))
      }
      return begin
    case .repeated(let node, let least, let most):
      var begin = next
      var copies = least
      if let most {
        for _ in least..<max(least, most) {
          begin = append(.fork(add(node, before: begin), next))
        }
      } else {
        let loop = append(.fork(0, next))
        let body = add(node, before: loop)
        instructions[Int(loop)] = .fork(body, next)
        begin = least == 0 ? loop : body
        copies -= 1
      }
      for _ in 0..<max(0, copies) { begin = add(node, before: begin) }
      return begin
    }
  }

  private mutating func append(_ instruction: Instruction) -> Int32 {
    instructions.append(instruction)
    return Int32(instructions.count - 1)
  }

  private func checks(_ assertions: [Assertion]) -> Bool {
    instructions.contains {
      if case .check(let assertion, _) = $0 { assertions.contains(assertion) } else { false }
    }
  }

  /// Whether no way from the start gets on without the beginning of the text.
  private var isOnlyAtBeginning: Bool {
    var seen = Array(repeating: false, count: instructions.count)
    var open = [start]
    while let index = open.popLast() {
      guard !seen[Int(index)] else { continue }
      seen[Int(index)] = true
      switch instructions[Int(index)] {
      case .read, .match: return false
      case .check(.beginningOfText, _): break
      case .check(_, let next): open.append(next)
      case .fork(let a, let b): open += [a, b]
      }
    }
    return true
  }
}
