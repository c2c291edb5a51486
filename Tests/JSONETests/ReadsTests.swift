import Diagnostics
import Testing
import YAML

@testable import JSONE

@Suite("Where a template looks into its context")
struct ReadsTests {
  @Test(
    "is told by the longest chain of names from each variable",
    arguments: [
      ("a: plain", []),
      ("a: ${x.y.z}", ["x.y.z"]),
      ("a: ${x.y[i.j].z}", ["i.j", "x.y"]),
      ("{$if: 'x && y.z', then: {$eval: y}}", ["x", "y", "y.z"]),
      (
        "{$map: {$eval: list.all}, 'each(e)': '${e.name} ${other.name}'}",
        ["list.all", "other.name"]
      ),
      ("{$let: {v: {$eval: x.y}}, in: '${v.z} ${w}'}", ["w", "x.y"]),
      ("a: ${len(x.y)}", ["x.y"]),
      ("a: ${sha256(x)}", ["sha256", "x"]),
    ])
  func ways(text: String, expected: [String]) throws {
    #expect(try template(text).reads?.map { $0.joined(separator: ".") } == expected)
  }

  @Test("is not known where it asks whether a name is defined")
  func anyName() throws {
    #expect(try template("a: ${defined(x)}").reads == nil)
  }

  private func template(_ text: String) throws -> Template {
    let file = YAMLFile(path: "template.yaml", bytes: Array(text.utf8))
    return Template(try #require(file.documents.first))
  }
}
