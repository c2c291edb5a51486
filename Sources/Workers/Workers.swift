import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Threads for work of many equal parts, as many as there are cores. Plain ones: starting the
/// concurrency runtime costs as much as all the work that is given to them.
package enum Workers {
  /// Cuts `0..<count` into ranges of so many parts, does the work for each range on whichever thread
  /// is free, and gives the results in the order of the ranges.
  ///
  /// - Parameter parts: Enough that they cost more than a thread does (about 30 µs).
  package static func map<Result: Sendable>(
    _ count: Int, by parts: Int, _ work: @escaping @Sendable (Range<Int>) -> Result
  ) -> [Result] {
    precondition(parts > 0, "a range has parts")
    let ranges = stride(from: 0, to: count, by: parts).map { $0..<min($0 + parts, count) }
    let queue = Queue(ranges, work)
    let cores = max(1, sysconf(CInt(_SC_NPROCESSORS_ONLN)))
    // This thread works too; and where the system gives no other, it does all of it.
    let others = (1..<max(1, min(cores, ranges.count))).compactMap { _ in Thread(running: queue) }
    queue.run()
    for thread in others { thread.join() }
    return queue.results
  }
}

/// Ranges that wait to be worked on, and what came of the others.
private final class Queue<Result: Sendable>: Runnable, Sendable {
  private let ranges: [Range<Int>]
  private let work: @Sendable (Range<Int>) -> Result
  private let state: Mutex<State>

  private struct State {
    var next = 0
    var results: [Result?]
  }

  init(_ ranges: [Range<Int>], _ work: @escaping @Sendable (Range<Int>) -> Result) {
    self.ranges = ranges
    self.work = work
    state = Mutex(State(results: Array(repeating: nil, count: ranges.count)))
  }

  /// All of them, once every thread has ended.
  var results: [Result] { state.withLock { $0.results.compactMap(\.self) } }

  func run() {
    while let index = take() {
      let result = work(ranges[index])
      state.withLock { $0.results[index] = result }
    }
  }

  private func take() -> Int? {
    state.withLock { state in
      guard state.next < ranges.count else { return nil }
      defer { state.next += 1 }
      return state.next
    }
  }
}

private protocol Runnable: AnyObject, Sendable {
  func run()
}

/// A thread of the system, which runs one thing and ends.
private struct Thread {
  /// As much as the first thread has. Others get half a megabyte on some systems, too little for the
  /// depth to which templates and YAML may nest.
  private static let stackSize = 8 << 20

  private let identity: pthread_t

  /// A reference to a protocol takes more than the one pointer that a thread is handed.
  private final class Start {
    let job: any Runnable

    init(_ job: any Runnable) { self.job = job }
  }

  /// Nil where the system gives no thread.
  init?(running job: any Runnable) {
    var attributes = pthread_attr_t()
    guard pthread_attr_init(&attributes) == 0 else { return nil }
    defer { pthread_attr_destroy(&attributes) }
    guard pthread_attr_setstacksize(&attributes, Self.stackSize) == 0 else { return nil }
    let start = Unmanaged.passRetained(Start(job))
    #if canImport(Glibc)
      var identity = pthread_t()
      let code = pthread_create(&identity, &attributes, { Thread.run($0) }, start.toOpaque())
    #else
      var started: pthread_t?
      let code = pthread_create(&started, &attributes, { Thread.run($0) }, start.toOpaque())
      let identity = started ?? pthread_self()
    #endif
    guard code == 0 else {
      start.release()
      return nil
    }
    self.identity = identity
  }

  func join() { pthread_join(identity, nil) }

  private static func run(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let argument {
      Unmanaged<Start>.fromOpaque(argument).takeRetainedValue().job.run()
    }
    return nil
  }
}
