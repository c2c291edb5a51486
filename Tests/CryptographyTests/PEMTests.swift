import Cryptography
import Testing

@Suite("A PEM file")
struct PEMTests {
  @Test("gives its blocks in order, with the places of block and boundary")
  func blocks() {
    let text = "-----BEGIN A-----\nAAEC\n-----END A-----\n-----BEGIN B-----\n/w==\n-----END B-----"
    let (blocks, problems) = PEM.blocks(in: Array(text.utf8))
    #expect(problems.isEmpty)
    #expect(blocks.map(\.label) == ["A", "B"])
    #expect(blocks.map(\.der) == [[0, 1, 2], [255]])
    #expect(blocks.map(\.range) == [0..<38, 39..<77])
    #expect(blocks.map(\.header) == [0..<17, 39..<56])
  }

  @Test(
    "is read with any line break, blanks at the ends of lines, and text round its blocks",
    arguments: [
      "-----BEGIN A-----\nAAEC\nAwQF\n-----END A-----\n",
      "-----BEGIN A-----\nAAECAwQF\n-----END A-----",
      "-----BEGIN A-----\r\nAAEC\r\nAwQF\r\n-----END A-----\r\n",
      "-----BEGIN A----- \t\n AAEC \n\n\tAwQF\n-----END A-----  \n",
      "Certificate:\n    Data:\n        Version: 3 (0x2)\n-----BEGIN A-----\nAAEC\nAwQF\n-----END A-----\n",
      "subject=CN = a\n# ---- text ----\n-----BEGIN A-----\nAAECAwQF\n-----END A-----\nmore\n",
      "# -----BEGIN OLD-----\n# AAAA\n# -----END OLD-----\n-----BEGIN A-----\nAAECAwQF\n-----END A-----",
    ])
  func tolerated(text: String) {
    let (blocks, problems) = PEM.blocks(in: Array(text.utf8))
    #expect(problems.isEmpty)
    #expect(blocks.map(\.der) == [[0, 1, 2, 3, 4, 5]])
  }

  @Test(
    "that is empty or holds text alone has no blocks",
    arguments: ["", "\n", "text", "-----", "-----BEGIN "])
  func nothing(text: String) {
    let (blocks, problems) = PEM.blocks(in: Array(text.utf8))
    #expect(blocks.isEmpty)
    #expect(problems.isEmpty)
  }

  @Test(
    "names what keeps a block from being read, once and at its place",
    arguments: [
      ("«-----BEGIN A-----»\nAAEC\n", .missingEnd(label: "A")),
      (
        "«-----BEGIN A-----»\nAAEC\n-----BEGIN B-----\nAAEC\n-----END B-----",
        .missingEnd(label: "A")
      ),
      ("AAEC\n«-----END A-----»\n", .missingBegin(label: "A")),
      ("---BEGIN A-----\nAAEC\n«-----END A-----»\n", .missingBegin(label: "A")),
      (
        "-----BEGIN A-----\nAAEC\n«-----END B-----»\n", .differentLabels(begin: "A", end: "B")
      ),
      (
        "  «-----BEGIN A-----»\n  AAEC\n  -----END A-----\n", .spoiltBoundary("-----BEGIN A-----")
      ),
      (
        "\u{FEFF}«-----BEGIN A-----»\nAAEC\n-----END A-----\n",
        .spoiltBoundary("-----BEGIN A-----")
      ),
      ("«-----BEGIN A-----»AAEC-----END A-----", .spoiltBoundary("-----BEGIN A-----")),
      ("«-----BEGIN A-----»\\nAAEC\\n-----END A-----\\n", .spoiltBoundary("-----BEGIN A-----")),
      ("«-----BEGIN A----»\nAAEC\n-----END A-----\n", .spoiltBoundary("-----BEGIN A-----")),
      ("«----BEGIN A-----»\nAAEC\n-----END A-----\n", .spoiltBoundary("-----BEGIN A-----")),
      ("-----BEGIN A-----\nAAEC«-----END A-----»\n", .spoiltBoundary("-----END A-----")),
      (
        "-----BEGIN A-----\nAAEC\n«-----END A-----»-----BEGIN B-----\nAAEC\n-----END B-----\n",
        .spoiltBoundary("-----END A-----")
      ),
      (
        "-----BEGIN A-----\n«Proc-Type: 4,ENCRYPTED»\n\nAAEC\n-----END A-----\n", .headerLine
      ),
      ("«-----BEGIN A-----»\n-----END A-----\n", .empty),
      ("-----BEGIN A-----\nAA«!»C\n-----END A-----\n", .notBase64),
      ("-----BEGIN A-----\nAA«…»C\n-----END A-----\n", .notBase64),
      ("-----BEGIN A-----\nAA==«=»\n-----END A-----\n", .notBase64),
      ("-----BEGIN A-----\nAA==\n«A»AEC\n-----END A-----\n", .notBase64),
      ("«-----BEGIN A-----»\nAAE\n-----END A-----\n", .cutOffBase64),
      ("«-----BEGIN A-----»\nAA=\n-----END A-----\n", .cutOffBase64),
    ] as [(String, PEMProblem.Kind)])
  func problem(marked: String, kind: PEMProblem.Kind) throws {
    let (bytes, range) = try place(in: marked)
    let (blocks, problems) = PEM.blocks(in: bytes)
    #expect(problems.map(\.kind) == [kind])
    #expect(problems.first?.range == range)
    #expect(!blocks.contains { $0.label == "A" })
  }

  @Test(
    "gives a private key wherever it begins and however broken it is, and nothing of what it holds",
    arguments: [
      "«-----BEGIN PRIVATE KEY-----\nAAEC\n-----END PRIVATE KEY-----»\n",
      "«-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nAAEC\n-----END RSA PRIVATE KEY-----»\n",
      "«-----BEGIN EC PRIVATE KEY-----\r\nAAEC\r\n-----END EC PRIVATE KEY-----»\r\n",
      "«-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAEC\n-----END ENCRYPTED PRIVATE KEY-----»",
      "«-----BEGIN OPENSSH PRIVATE KEY-----\nAAEC\n-----END OPENSSH PRIVATE KEY-----»",
      "«-----BEGIN PRIVATE KEY-----\n!!!\n-----END PRIVATE KEY-----»",
      "«-----BEGIN PRIVATE KEY-----\nAAEC\n»",
      "«-----BEGIN PRIVATE KEY-----\nAAEC\n»-----BEGIN A-----\nAAEC\n-----END A-----\n",
      "«-----BEGIN PRIVATE KEY-----\nAAEC\n-----END A-----»\n",
      "«-----BEGIN PRIVATE KEY----\nAAEC\n-----END PRIVATE KEY-----»\n",
      "tls.key: |\n  «-----BEGIN PRIVATE KEY-----\n  AAEC\n  -----END PRIVATE KEY-----»\n",
      "{\"key\": \"«-----BEGIN PRIVATE KEY-----\\nAAEC\\n-----END PRIVATE KEY-----»\\n\"}",
      "# «-----BEGIN PRIVATE KEY-----\n# AAEC\n# -----END PRIVATE KEY-----»\n",
    ])
  func privateKey(marked: String) throws {
    let (bytes, range) = try place(in: marked)
    let (blocks, problems) = PEM.blocks(in: bytes)
    #expect(problems.isEmpty)
    let keys = blocks.filter(\.isPrivateKey)
    #expect(keys.map(\.range) == [range])
    #expect(keys.allSatisfy { $0.der.isEmpty })
    #expect(keys.allSatisfy { !"\($0)".contains("AAEC") })
  }

  @Test("finds the block after one that it could not read")
  func recovery() {
    let text = "-----BEGIN A-----\n-----BEGIN B-----\nAAEC\n-----END B-----\n"
    #expect(PEM.blocks(in: Array(text.utf8)).blocks.map(\.label) == ["B"])
  }

  @Test("with more blocks or problems than anybody needs is read up to a limit")
  func limits() {
    let block = "-----BEGIN A-----\nAAEC\n-----END A-----\n"
    let many = PEM.blocks(in: Array(String(repeating: block, count: 2000).utf8))
    #expect(many.blocks.count == 1000)
    #expect(many.problems.map(\.kind) == [.tooManyBlocks])
    let faults = PEM.blocks(in: Array(String(repeating: "-----END A-----\n", count: 2000).utf8))
    #expect(faults.problems.count == 101)
    #expect(faults.problems.last?.kind == .tooManyProblems)
  }

  @Test("with a block that is too large is told at its boundary")
  func largeBlock() {
    let body = String(repeating: "AAAA", count: 1 << 19)
    let text = "-----BEGIN A-----\n\(body)\n-----END A-----\n"
    let (blocks, problems) = PEM.blocks(in: Array(text.utf8))
    #expect(blocks.isEmpty)
    #expect(problems == PEM.blocks(in: Array(text.utf8)).problems)
    #expect(problems.map(\.kind) == [.tooLarge])
    #expect(problems.first?.range == 0..<17)
  }

  @Test(
    "is read in time that grows with its size alone", .timeLimit(.minutes(1)),
    arguments: [
      "-----BEGIN A----- ", "x -----BEGIN A-----", "-----END A-----", "-", "-----BEGIN ", " ",
      "----- BEGIN PRIVATE KEY", "-----BEGIN PRIVATE KEY-----",
    ])
  func hostile(part: String) {
    let text = String(repeating: " ", count: 1 << 20) + String(repeating: part, count: 100_000)
    let (blocks, problems) = PEM.blocks(in: Array(text.utf8))
    #expect(blocks.count <= 1000)
    #expect(problems.count <= 101)
  }

  @Test("is written in lines of 64 columns")
  func encoding() {
    let text = PEM.encode([UInt8](repeating: 0, count: 50), label: "A")
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.map(\.count) == [17, 64, 4, 15, 0])
    #expect(PEM.blocks(in: Array(text.utf8)).blocks[0].der == [UInt8](repeating: 0, count: 50))
  }

  /// The bytes of a text without its marks, and those between them.
  private func place(in marked: String) throws -> ([UInt8], Range<Int>) {
    let parts = marked.split(separator: /[«»]/, omittingEmptySubsequences: false)
    try #require(parts.count == 3)
    let start = parts[0].utf8.count
    return (Array(parts.joined().utf8), start..<start + parts[1].utf8.count)
  }
}
