import Diagnostics
import Testing
import Values
import YAML

@Suite(
  .enabled(
    if: SharedFolder.isPresent("knowledge/yaml-scalar-matrix.tsv"), "the scalar matrix is not here")
)
struct ConformanceScalarMatrixTests {
  /// A plain scalar, and what five readers make of it.
  struct Row {
    let text: String
    let cells: [String]

    /// Whether all readers see the same value: numbers by their value, texts by their letters.
    var isAgreed: Bool { Set(cells.indices.map(meaning)).count == 1 }

    var isRefusedByAll: Bool { cells.allSatisfy { $0 == "error" } }

    private func meaning(_ reader: Int) -> String {
      let cell = cells[reader]
      for quote in ["\"", "'"]
      where cell.count > 1 && cell.hasPrefix(quote) && cell.hasSuffix(quote) {
        return "text \(cell.dropFirst().dropLast())"
      }
      switch cell {
      case "None" where reader != 1: return "null"
      case "null": return "null"
      case "True", "true": return "true"
      case "False", "false": return "false"
      default: break
      }
      let isDecimal = cell.utf8.allSatisfy { "0123456789+-.e".utf8.contains($0) }
      if isDecimal, let number = Double(cell) {
        let isExact = number.magnitude < 9e15 && number == number.rounded()
        return "number " + (isExact ? "\(Int64(number))" : cell)
      }
      // The second reader shows texts as it writes them, with quotes or without.
      return reader == 1 ? "text \(cell)" : cell
    }
  }

  /// These five readers agree on them, but readers of YAML 1.1 and of 1.2 need not: signs, radixes,
  /// underscores, bare points, leading zeros; and booleans in a spelling that people mistake for one.
  static let agreedAndYetAmbiguous: Set<String> = [
    "yEs", "nO", "oN", "+0", "+1", "00", "01", "007", "0x1F", "-0x1F", "0b101", "-0b101", "1_000",
    "1__0", "0_7", "0x_1", "1.", ".5", "1_0.5", "1.5_5", "00.5", "01.5", ".1_0", "08.5",
  ]

  static let rows: [Row] = {
    guard let bytes = try? SharedFolder.bytes("knowledge/yaml-scalar-matrix.tsv") else { return [] }
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").dropFirst().map { line in
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      return Row(text: cells[0].replacing("\\t", with: "\t"), cells: Array(cells.dropFirst()))
    }
  }()

  @Test("a plain scalar is ambiguous exactly where readers disagree")
  func ambiguity() {
    var compared = 0
    for row in Self.rows {
      let file = YAMLFile(path: "x.yaml", bytes: Array("k: \(row.text)\n".utf8))
      if row.isRefusedByAll {
        #expect(file.diagnostics.contains { $0.severity == .error }, "\(row.text)")
        continue
      }
      // Quotes, brackets, comments, anchors and tags are no plain scalars; a tab has its own warning.
      guard file.diagnostics.isEmpty, let node = file.documents.first?["k"], node.style == .plain,
        node.text == row.text
      else { continue }
      compared += 1
      let isExpected = !row.isAgreed || Self.agreedAndYetAmbiguous.contains(row.text)
      #expect((node.ambiguity?.readersDisagree ?? false) == isExpected, "\(row)")
    }
    #expect(compared == 216)
  }

  @Test("each text of the matrix is written so that it reads back as that text")
  func writing() throws {
    #expect(Self.rows.count == 244)
    for row in Self.rows {
      let bytes = try YAMLWriter.write(["k": .string(row.text)])
      let file = YAMLFile(path: "x.yaml", bytes: bytes)
      #expect(file.documents.first?["k"]?.value == .string(row.text))
      #expect(file.documents.first?["k"]?.ambiguity == nil)
    }
  }
}
