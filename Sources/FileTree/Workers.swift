#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Threads for work of many small equal parts. Plain ones: starting the concurrency runtime costs
/// as much as all the work that is given to them.
enum Workers {
  /// With fewer parts for each, a thread costs more than it saves.
  private static let fewestParts = 64
  private static let mostThreads = 4

  /// Cuts `0..<count` into ranges, does the work for each on a thread of its own, and gives the
  /// results in the order of the ranges.
  static func map<Result: Sendable>(
    _ count: Int, _ work: @escaping @Sendable (Range<Int>) -> Result
  ) -> [Result] {
    let cores = max(1, sysconf(CInt(_SC_NPROCESSORS_ONLN)))
    let threads = max(1, min(cores, mostThreads, count / fewestParts))
    let jobs = (0..<threads).map { index in
      Job(range: (count * index / threads)..<(count * (index + 1) / threads), work: work)
    }
    // The first is ours, and so is every one for which no thread can be had.
    let running = jobs.dropFirst().map { job in (job, Thread(running: job)) }
    jobs[0].run()
    for (job, thread) in running {
      if let thread { thread.join() } else { job.run() }
    }
    return jobs.compactMap(\.result)
  }

  /// Written by one thread, and read by another only after that has ended.
  private final class Job<Result: Sendable>: Runnable, @unchecked Sendable {
    private let range: Range<Int>
    private let work: @Sendable (Range<Int>) -> Result
    private(set) var result: Result?

    init(range: Range<Int>, work: @escaping @Sendable (Range<Int>) -> Result) {
      self.range = range
      self.work = work
    }

    override func run() { result = work(range) }
  }

  private class Runnable {
    func run() {}
  }

  private struct Thread {
    private let identity: pthread_t

    /// Nil where the system gives no thread.
    init?(running job: Runnable) {
      let reference = Unmanaged.passRetained(job)
      #if canImport(Glibc)
        var identity = pthread_t()
        let code = pthread_create(&identity, nil, { Thread.run($0) }, reference.toOpaque())
      #else
        var started: pthread_t?
        let code = pthread_create(&started, nil, { Thread.run($0) }, reference.toOpaque())
        let identity = started ?? pthread_self()
      #endif
      guard code == 0 else {
        reference.release()
        return nil
      }
      self.identity = identity
    }

    func join() { pthread_join(identity, nil) }

    private static func run(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
      if let argument { Unmanaged<Runnable>.fromOpaque(argument).takeRetainedValue().run() }
      return nil
    }
  }
}
