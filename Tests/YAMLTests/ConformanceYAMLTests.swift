import Diagnostics
import Testing
import Values
import YAML

@Suite(
  .enabled(if: SharedFolder.isPresent("conformance/yaml"), "the conformance data is not here"))
struct ConformanceYAMLTests {
  /// What is refused on purpose, because programs read it differently: the cases by code.
  static let refused: [String: Set<String>] = [
    "yaml-tag": [
      "27NA", "33X3", "35KP", "57H4", "5TYM", "6CK3", "6WLZ", "6ZKB", "74H7", "8MK2", "9KAX",
      "9WXW", "C4HZ", "CC74", "DK95-07", "F2C7", "J7PZ", "M5C3", "MUS6-02", "P76L", "RTP8", "S4JQ",
      "U3C3", "UGM3", "WZ62", "Z67P",
    ]
  ]

  @Test(
    "each case loads as its JSON, or is refused for what it is known for",
    arguments: SharedFolder.names(in: "conformance/yaml", with: "yaml"))
  func loads(name: String) throws {
    let bytes = try SharedFolder.bytes("conformance/yaml/\(name).yaml")
    let file = YAMLFile(path: name, bytes: bytes)
    let codes = Set(file.diagnostics.filter { $0.severity == .error }.map(\.code.name))
    let expectedCodes = Self.refused.filter { $0.value.contains(name) }.keys
    #expect(codes == Set(expectedCodes))
    if codes.isEmpty {
      let json = try SharedFolder.bytes("conformance/yaml/\(name).json")
      #expect(try file.documents.map(\.value) == JSONText.values(json))
    }
  }

  @Test(
    "each file of errors/ is refused",
    arguments: SharedFolder.names(in: "conformance/yaml/errors", with: "yaml"))
  func refuses(name: String) throws {
    let bytes = try SharedFolder.bytes("conformance/yaml/errors/\(name).yaml")
    let file = YAMLFile(path: name, bytes: bytes)
    #expect(file.diagnostics.contains { $0.severity == .error })
  }
}
