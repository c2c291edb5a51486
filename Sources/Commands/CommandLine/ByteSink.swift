#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// One of the two outputs of a process, or a memory in its place.
///
/// Bytes are gathered and written in large pieces. Once a write fails, what follows is dropped and
/// the run goes on, so that a reader who goes away does not leave work half done.
package final class ByteSink {
  /// Whether what is written here should be coloured.
  package internal(set) var isColoured = false

  let isTerminal: Bool
  /// The error of the write that failed.
  private(set) var failure: Int32?

  /// Nil for a memory.
  private let descriptor: Int32?
  private let isBuffered: Bool
  /// Written out before anything is written here, so that both keep their order on a screen.
  private let predecessor: ByteSink?
  private var buffer: [UInt8] = []

  private static let capacity = 1 << 16

  init(descriptor: Int32, isBuffered: Bool = true, after predecessor: ByteSink? = nil) {
    self.descriptor = descriptor
    self.isBuffered = isBuffered
    self.predecessor = predecessor
    isTerminal = isatty(descriptor) == 1
  }

  /// A sink that keeps what is written.
  init(inMemoryAsTerminal isTerminal: Bool) {
    descriptor = nil
    isBuffered = true
    predecessor = nil
    self.isTerminal = isTerminal
  }

  /// What is gathered and not yet written: for a memory, everything.
  package var text: String { String(decoding: buffer, as: UTF8.self) }

  package func write(_ text: String) { write(bytes: text.utf8) }

  package func write(bytes: some Collection<UInt8>) {
    guard failure == nil else { return }
    buffer.append(contentsOf: bytes)
    if descriptor != nil, !isBuffered || buffer.count >= Self.capacity { flush() }
  }

  /// Writes what is to be left in no buffer of ours.
  func write(secret bytes: UnsafeRawBufferPointer) {
    guard let descriptor else { return write(bytes: bytes) }
    flush()
    if failure == nil { failure = writeAll(bytes, to: descriptor) }
  }

  package func flush() {
    guard let descriptor else { return }
    predecessor?.flush()
    if failure == nil {
      buffer.withUnsafeBytes { failure = writeAll($0, to: descriptor) }
    }
    buffer.removeAll(keepingCapacity: true)
  }

  /// Returns the error that stopped it, nil where all is written.
  private func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Int32? {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = writeSome(rest, to: descriptor)
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno == EAGAIN {
        // Somebody who shares the terminal or pipe made it non-blocking.
        var wish = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        if poll(&wish, 1, -1) < 0, errno != EINTR { return errno }
      } else if errno != EINTR {
        return errno
      }
    }
    return nil
  }
}

/// write(2), out of reach of the method of the same name.
private func writeSome(_ bytes: Slice<UnsafeRawBufferPointer>, to descriptor: Int32) -> Int {
  write(descriptor, UnsafeRawBufferPointer(rebasing: bytes).baseAddress, bytes.count)
}
