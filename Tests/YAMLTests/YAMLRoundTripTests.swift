import Diagnostics
import Testing
import Values
import YAML

struct YAMLRoundTripTests {
  @Test("what is written reads back as the same value", arguments: [1, 2, 3, 4, 5] as [UInt64])
  func roundTrip(seed: UInt64) throws {
    print("seed \(seed)")
    var generator = ValueGenerator(seed: seed)
    for _ in 0..<2_000 {
      let value = generator.value()
      let bytes = try YAMLWriter.write(value)
      let file = YAMLFile(path: "x.yaml", bytes: bytes)
      let source = String(decoding: bytes, as: UTF8.self)
      try #require(file.diagnostics.isEmpty, "\(source)")
      try #require(file.documents.map(\.value) == [value], "\(source)")
      try #require(file.documents.flatMap { ambiguities(in: $0) }.allSatisfy(isLargeInteger))
    }
  }

  /// An integer is written with its digits, whatever its size.
  private func isLargeInteger(_ diagnostic: Diagnostic) -> Bool {
    diagnostic.code == .largeInteger
  }

  @Test("documents of one writer follow each other")
  func severalDocuments() throws {
    var writer = YAMLWriter()
    let values: [JSONValue] = ["a\nb\n", ["k": "v"], [], .null, ["x\ny"]]
    for value in values { try writer.append(value, comments: ["from here", "", "a\nb\u{2028}"]) }
    let file = YAMLFile(path: "x.yaml", bytes: writer.bytes)
    #expect(file.documents.map(\.value) == values)
    #expect(file.diagnostics.isEmpty)
  }
}
