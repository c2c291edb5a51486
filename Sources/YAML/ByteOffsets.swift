/// Byte offsets of Unicode scalars, because libyaml counts scalars.
struct ByteOffsets {
  private static let stride = 64
  /// The offset of each 64th scalar; empty for ASCII, where both counts are the same.
  private var checkpoints: [Int32] = []
  /// The last answer: questions mostly go forward by a few scalars.
  private var last = (scalar: 0, offset: 0)

  init(_ bytes: UnsafeBufferPointer<UInt8>, isASCII: Bool) {
    if isASCII { return }
    checkpoints.reserveCapacity(bytes.count / Self.stride + 1)
    var scalars = 0
    for (offset, byte) in bytes.enumerated() where byte & 0xC0 != 0x80 {
      if scalars % Self.stride == 0 { checkpoints.append(Int32(offset)) }
      scalars += 1
    }
  }

  /// The byte offset of a scalar; the end of the bytes where there are fewer scalars.
  mutating func offset(ofScalar scalar: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    if checkpoints.isEmpty { return min(scalar, bytes.count) }
    guard scalar / Self.stride < checkpoints.count else { return bytes.count }
    if scalar < last.scalar || scalar - last.scalar > Self.stride {
      let checkpoint = scalar / Self.stride
      last = (checkpoint * Self.stride, Int(checkpoints[checkpoint]))
    }
    var (current, offset) = last
    while current < scalar, offset < bytes.count {
      offset += 1
      while offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
      current += 1
    }
    last = (current, offset)
    return offset
  }

  /// The number of scalars before a byte that starts one.
  func scalar(at offset: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    if checkpoints.isEmpty { return offset }
    var low = 0
    var high = checkpoints.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if Int(checkpoints[middle]) <= offset { low = middle } else { high = middle }
    }
    let between = bytes[Int(checkpoints[low])..<offset]
    return low * Self.stride + between.count { $0 & 0xC0 != 0x80 }
  }
}
