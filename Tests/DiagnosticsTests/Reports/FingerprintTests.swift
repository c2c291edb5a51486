import Testing

@testable import Diagnostics

@Suite("By what a finding is known from run to run")
struct FingerprintTests {
  static let file = "a: 1\nb:\n  c: 2\n  d: 3\n"

  /// The fingerprints of the same mistake at each place of a text.
  private func fingerprints(
    _ file: String, of texts: [String], code: Code = .sample, label: String = "",
    message: String = "m", path: String = "a.yaml", allowing: Set<Int> = []
  ) -> [String] {
    let samples = Samples([path: file])
    let diagnostics = texts.map {
      Diagnostic(code, message, at: samples.place(of: $0, in: path), label: label)
    }
    let allowed = diagnostics.enumerated().filter { allowing.contains($0.offset) }.map(\.element)
    let others = diagnostics.enumerated().filter { !allowing.contains($0.offset) }.map(\.element)
    return samples.report(others, allowed: allowed).fingerprints()
  }

  @Test(
    "stays when lines move, or their indentation, or what else stands in the file",
    arguments: [
      "# a comment\n\n" + file, "z: 0\n" + file, file + "z: 0\n", "\u{FEFF}" + file,
      file.replacing("  ", with: "      "), file.replacing("  ", with: "\t"),
      file.replacing("\n", with: "\r\n"), file.replacing("d: 3", with: "d: 4"),
    ])
  func moved(file: String) {
    #expect(fingerprints(file, of: ["c: 2"]) == fingerprints(Self.file, of: ["c: 2"]))
  }

  @Test("differs where code, path, line or what is said of the place differs")
  func different() {
    let all = [
      fingerprints(Self.file, of: ["c: 2"]), fingerprints(Self.file, of: ["d: 3"]),
      fingerprints(Self.file, of: ["c: 2"], code: .doubt),
      fingerprints(Self.file, of: ["c: 2"], label: "l"),
      fingerprints(Self.file, of: ["c: 2"], path: "b.yaml"),
      fingerprints(Self.file.replacing("c: 2", with: "c: 2 # why"), of: ["c: 2"]),
    ]
    #expect(Set(all).count == all.count)
    #expect(all.joined().allSatisfy { $0.utf8.count == 32 })
  }

  @Test("does not follow the message, which names one of the clusters that share a mistake")
  func message() {
    #expect(
      fingerprints(Self.file, of: ["c: 2"], message: "of 'a'")
        == fingerprints(Self.file, of: ["c: 2"], message: "of 'b'"))
  }

  @Test("tells equal mistakes on equal lines apart, wherever they move")
  func equal() {
    let equal = "x:\n  v: 1\ny:\n  v: 1\nz: 1\n"
    let samples = Samples(["a.yaml": equal, "b.yaml": "# moved\n" + equal])
    func both(_ path: String, _ shift: Int) -> [Diagnostic] {
      [5, 15].map { Diagnostic(.sample, "m", at: Place(path, ($0 + shift)..<($0 + shift + 1))) }
    }
    let here = samples.report(both("a.yaml", 0)).fingerprints()
    #expect(Set(here).count == 2)
    var moved = Samples(["a.yaml": "# moved\n" + equal]).report(both("a.yaml", 8)).fingerprints()
    #expect(moved == here)
    // Allowed, the first is still the first.
    let all = both("a.yaml", 0)
    moved = samples.report([all[1]], allowed: [all[0]]).fingerprints()
    #expect(moved == [here[1], here[0]])
  }

  @Test("is of the file as a whole where the place is, whatever its first line says")
  func wholeFile() {
    func fingerprint(_ text: String) -> [String] {
      Samples(["a.yaml": text]).report([Diagnostic(.sample, "m", at: .file("a.yaml"))])
        .fingerprints()
    }
    #expect(fingerprint("a: 1\n") == fingerprint("b: 2\n"))
  }

  @Test("is of a path from the top of the repository")
  func folder() {
    let samples = Samples(["a.yaml": Self.file])
    let diagnostic = Diagnostic(.sample, "m", at: samples.place(of: "c: 2"))
    #expect(
      samples.report([diagnostic]).fingerprints()
        != samples.report([diagnostic], in: "deploy/").fingerprints())
  }

  @Test("stays what it was: a service compares it with that of other versions")
  func recorded() {
    #expect(fingerprints(Self.file, of: ["c: 2"]) == ["04ace7e79f5bc8970c9f25cb804338cc"])
  }
}
