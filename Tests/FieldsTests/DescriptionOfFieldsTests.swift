import Description
import Testing

@testable import Fields

@Suite("The fields of the description")
struct DescriptionOfFieldsTests {
  private static let kinds: [(name: String, fields: [FieldDescription])] = [
    ("Fleet", Fields.describe(FleetSpec.self, path: ["spec"])),
    ("Cluster", Fields.describe(ClusterSpec.self, path: ["spec"])),
  ]

  @Test("each says what it is for, in a sentence without a full stop", arguments: kinds)
  func purposes(kind: String, fields: [FieldDescription]) {
    #expect(fields.count > 5)
    for field in fields {
      #expect(field.purpose.utf8.count > 3, "\(field.path)")
      #expect(!field.purpose.hasSuffix("."), "\(field.path)")
      #expect(!field.holds.isEmpty, "\(field.path)")
    }
  }

  @Test("each is described once", arguments: kinds)
  func unique(kind: String, fields: [FieldDescription]) {
    #expect(Set(fields.map(\.path)).count == fields.count)
  }

  @Test("no name is one that readers of YAML take for something else", arguments: kinds)
  func plainNames(kind: String, fields: [FieldDescription]) {
    let ambiguous: Set = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"]
    #expect(fields.filter { ambiguous.contains($0.path.last ?? "") }.map(\.path) == [])
  }

  @Test("a record describes the same fields as it decodes, whatever it is given")
  func sameFields() {
    var described = Fields(.describe, path: [], isWhole: true, report: FieldReport())
    _ = ClusterSpec(&described)
    var silent = Fields(.silent, path: [], isWhole: true, report: FieldReport())
    _ = ClusterSpec(&silent)
    #expect(described.declared == silent.declared)
  }
}
