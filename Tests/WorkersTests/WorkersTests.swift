import Testing
import Workers

struct WorkersTests {
  @Test(
    "every part is worked on once, and the results are in order",
    arguments: [(0, 1), (1, 1), (1, 64), (7, 3), (100, 1), (1000, 64), (1024, 64)])
  func order(count: Int, parts: Int) {
    let ranges = Workers.map(count, by: parts) { $0 }
    #expect(ranges.flatMap(Array.init) == Array(0..<count))
    #expect(ranges.allSatisfy { $0.count <= parts })
  }

  @Test("a slow part does not move the results of others")
  func slowPart() {
    let results = Workers.map(64, by: 1) { range in
      var sum = 0
      for number in 0..<(range.lowerBound == 0 ? 1_000_000 : 10) { sum &+= number }
      return (range.lowerBound, sum)
    }
    #expect(results.map(\.0) == Array(0..<64))
  }

  @Test("work may use work of its own")
  func nested() {
    let sums = Workers.map(8, by: 1) { outer in
      Workers.map(8, by: 1) { outer.lowerBound * $0.lowerBound }.reduce(0, +)
    }
    #expect(sums == (0..<8).map { $0 * 28 })
  }
}
