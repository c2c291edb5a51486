import CLibCrypto

/// Bytes that nobody else may see: they are overwritten when their owner lets them go.
package struct SecretBytes: ~Copyable {
  private let memory: UnsafeMutableRawBufferPointer
  /// How many of them hold something.
  package private(set) var count = 0

  package init(capacity: Int) {
    memory = .allocate(byteCount: max(capacity, 1), alignment: 1)
  }

  deinit {
    OPENSSL_cleanse(memory.baseAddress, memory.count)
    memory.deallocate()
  }

  package func withUnsafeBytes<Result, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(UnsafeRawBufferPointer(rebasing: memory[..<count]))
  }

  /// Lets somebody write into what is still free; they answer how much they wrote.
  package mutating func fill<Failure: Error>(
    _ body: (UnsafeMutableRawBufferPointer) throws(Failure) -> Int
  ) throws(Failure) {
    let written = try body(UnsafeMutableRawBufferPointer(rebasing: memory[count...]))
    count += min(max(written, 0), memory.count - count)
  }
}
