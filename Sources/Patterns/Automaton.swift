import Synchronization

/// A program made deterministic while it searches: what it has worked out once it remembers, within
/// bounds, for all texts and threads.
final class Automaton: Sendable {
  private let program: Program
  private let memory: Mutex<AutomatonMemory>

  init(_ program: Program) {
    self.program = program
    memory = Mutex(AutomatonMemory(program))
  }

  var steps: Int { memory.withLock { $0.steps } }

  func isFound(in text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      memory.withLock { $0.isFound(in: bytes, program) }
    }
  }
}

/// The states that were reached so far and the ways between them.
///
/// A state is where the program's threads stand before the next scalar is known: assertions that
/// look ahead are judged when it is, so `\b` and `$` need no states of their own.
private struct AutomatonMemory {
  private struct State: Hashable {
    /// Sorted, each once.
    var threads: [Int32]
    var behind: Behind
  }

  /// What assertions ask of the text that was read.
  private struct Behind: OptionSet, Hashable {
    let rawValue: UInt8
    static let nothing = Behind(rawValue: 1)
    static let newline = Behind(rawValue: 2)
    static let word = Behind(rawValue: 4)
  }

  /// Ways that lead to no state.
  private enum Way {
    static let unknown: Int32 = -1
    static let found: Int32 = -2
    static let nowhere: Int32 = -3
  }

  /// Of numbers, four bytes each. What needs more is forgotten and begun again, which keeps a search
  /// linear: each scalar costs one pass over the program at worst.
  private static let mostRemembered = 1 << 18

  private let width: Int
  private var states: [State] = []
  private var indices: [State: Int32] = [:]
  private var ways: [Int32] = []
  private var start: Int32?
  private var remembered = 0
  private(set) var steps = 0

  /// In which step an instruction was reached last, so that nothing needs to be cleared.
  private var reached: [UInt32]
  private var step: UInt32 = 0
  private var open: [Int32] = []

  init(_ program: Program) {
    width = program.alphabet.count + 1
    reached = Array(repeating: 0, count: program.instructions.count)
  }

  mutating func isFound(in text: UnsafeBufferPointer<UInt8>, _ program: Program) -> Bool {
    var state = start ?? findStart(program)
    var position = 0
    while position < text.count {
      let byte = text[position]
      let scalarClass: Int
      if byte < 0x80 {
        scalarClass = program.alphabet.class(ofASCII: byte)
        position += 1
      } else {
        scalarClass = program.alphabet.class(of: Self.scalar(of: text, at: &position))
      }
      var way = ways[Int(state) * width + scalarClass]
      if way == Way.unknown { way = find(from: state, over: scalarClass, program) }
      if way < 0 { return way == Way.found }
      state = way
    }
    let way = ways[Int(state) * width + width - 1]
    return (way == Way.unknown ? find(from: state, over: width - 1, program) : way) == Way.found
  }

  /// The text of a String is valid UTF-8.
  private static func scalar(
    of text: UnsafeBufferPointer<UInt8>, at position: inout Int
  ) -> UInt32 {
    let first = UInt32(text[position])
    let length = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4
    var scalar = first & (0x7f >> UInt32(length))
    for offset in 1..<length where position + offset < text.count {
      scalar = scalar << 6 | UInt32(text[position + offset] & 0x3f)
    }
    position += length
    return scalar
  }

  private mutating func findStart(_ program: Program) -> Int32 {
    let index = index(State(threads: [program.start], behind: .nothing))
    start = index
    return index
  }

  private mutating func index(_ state: State) -> Int32 {
    if let index = indices[state] { return index }
    if remembered > Self.mostRemembered {
      states.removeAll(keepingCapacity: true)
      indices.removeAll(keepingCapacity: true)
      ways.removeAll(keepingCapacity: true)
      start = nil
      remembered = 0
    }
    let index = Int32(states.count)
    states.append(state)
    indices[state] = index
    ways.append(contentsOf: repeatElement(Way.unknown, count: width))
    remembered += width + 2 * state.threads.count
    return index
  }

  private mutating func find(
    from index: Int32, over scalarClass: Int, _ program: Program
  ) -> Int32 {
    let state = states[Int(index)]
    guard let threads = step(state, over: scalarClass, program) else {
      ways[Int(index) * width + scalarClass] = Way.found
      return Way.found
    }
    guard !threads.isEmpty, scalarClass < width - 1 else {
      ways[Int(index) * width + scalarClass] = Way.nowhere
      return Way.nowhere
    }
    var behind: Behind = []
    if program.alphabet.isWord[scalarClass] { behind.insert(.word) }
    if program.alphabet.isNewline[scalarClass] { behind.insert(.newline) }
    let next = self.index(State(threads: threads, behind: behind))
    // Where all was forgotten meanwhile, the state that this way begins at is gone.
    if Int(index) < states.count, states[Int(index)] == state {
      ways[Int(index) * width + scalarClass] = next
    }
    return next
  }

  /// Where the threads stand after one more scalar, or after the end; nil where the pattern matched
  /// before it.
  private mutating func step(
    _ state: State, over scalarClass: Int, _ program: Program
  ) -> [Int32]? {
    step &+= 1
    if step == 0 {
      // Once in four thousand million steps the marks must be cleared after all.
      reached = Array(repeating: 0, count: reached.count)
      step = 1
    }
    var threads: [Int32] = []
    let isEnd = scalarClass == width - 1
    open.append(contentsOf: state.threads)
    defer { open.removeAll(keepingCapacity: true) }
    while let thread = open.popLast() {
      guard reached[Int(thread)] != step else { continue }
      reached[Int(thread)] = step
      steps += 1
      switch program.instructions[Int(thread)] {
      case .match: return nil
      case .fork(let a, let b):
        open.append(a)
        open.append(b)
      case .check(let assertion, let next):
        if holds(assertion, behind: state.behind, ahead: scalarClass, program) {
          open.append(next)
        }
      case .read(let set, let next):
        if !isEnd, program.alphabet.contains(scalarClass, in: set) { threads.append(next) }
      }
    }
    if !program.isAnchored { threads.append(program.start) }
    threads.sort()
    var unique: [Int32] = []
    unique.reserveCapacity(threads.count)
    for thread in threads where thread != unique.last { unique.append(thread) }
    return unique
  }

  private func holds(
    _ assertion: Assertion, behind: Behind, ahead: Int, _ program: Program
  ) -> Bool {
    let isEnd = ahead == width - 1
    switch assertion {
    case .beginningOfText: return behind.contains(.nothing)
    case .endOfText: return isEnd
    case .beginningOfLine: return !behind.isDisjoint(with: [.nothing, .newline])
    case .endOfLine: return isEnd || program.alphabet.isNewline[ahead]
    case .wordBoundary, .noWordBoundary:
      let isWordAhead = !isEnd && program.alphabet.isWord[ahead]
      return (behind.contains(.word) != isWordAhead) == (assertion == .wordBoundary)
    }
  }
}
