import Testing

@testable import Commands

/// What is said of lines that are not what the description gives.
@Suite("Tracing what is committed")
struct CommittedLineTests {
  static let path = "flux/overlays/many/namespaces/namespace-a.yaml"

  @Test("an edited line is told, with what belongs there and where that comes from")
  func edited() throws {
    var repository = try BuiltRepository("namespaces")
    try repository.edit(Self.path, "inject: enabled", "inject: disabled")
    let line = try number(of: "inject: disabled", in: repository)
    let trace = try repository.trace(Self.path, line)
    #expect(trace.sentence == "was edited by hand: the description does not give this line")
    #expect(trace.replacement?.lines == ["    linkerd.io/inject: enabled"])
    #expect(trace.replacement?.line == line)
    #expect(trace.sources.flatMap(\.positions).contains { $0.path == "clusters/many.yaml" })
    #expect(
      trace.notes == [
        "the file was edited by hand; 'mooring build --discard-edits' writes it anew"
      ])
  }

  @Test("a line below an added one keeps its answer")
  func moved() throws {
    var repository = try BuiltRepository("namespaces")
    let before = try repository.trace(Self.path, 4)
    try repository.edit(Self.path, "kind: Namespace", "# one more\nkind: Namespace")
    let after = try repository.trace(Self.path, 5)
    #expect(after.sentence == before.sentence)
    #expect(after.sentence == "is /kind of Namespace a")
    #expect(
      after.notes == [
        "the file was edited by hand; 'mooring build --discard-edits' writes it anew; of what the "
          + "description gives this is line 4"
      ])
  }

  @Test("an added line has nothing in its place")
  func added() throws {
    var repository = try BuiltRepository("namespaces")
    try repository.edit(Self.path, "metadata:\n", "metadata:\n  generateName: x\n")
    let trace = try repository.trace(Self.path, 6)
    #expect(trace.replacement?.lines == [])
    #expect(trace.text.contains("  the description gives nothing in its place"))
    #expect(trace.sources.contains { $0.name == "namespaces" })
  }

  @Test("a line that a build would write anew is outdated, not edited")
  func outdated() throws {
    var repository = try BuiltRepository("namespaces")
    try repository.edit("clusters/many.yaml", "a: {inject: enabled", "a: {inject: disabled")
    let trace = try repository.trace(Self.path, try number(of: "inject: enabled", in: repository))
    #expect(trace.sentence == "is outdated: the description no longer gives this line")
    #expect(trace.replacement?.lines == ["    linkerd.io/inject: disabled"])
    #expect(trace.notes == ["the file is outdated; 'mooring build' writes it anew"])
  }

  @Test("carriage returns of a checkout change no answer")
  func carriageReturns() throws {
    var repository = try BuiltRepository("namespaces")
    try repository.edit(Self.path, "\n", "\r\n")
    #expect(try repository.trace(Self.path, 4).sentence == "is /kind of Namespace a")
  }

  @Test(
    "the marks of a merge conflict are known, and what lies between them is not lost",
    arguments: [(4, "mark"), (5, "/kind"), (6, "mark"), (7, "was edited by hand"), (8, "mark")])
  func conflict(line: Int, sentence: String) throws {
    var repository = try BuiltRepository("namespaces")
    try repository.edit(
      Self.path, "kind: Namespace\n",
      "<<<<<<< HEAD\nkind: Namespace\n=======\nkind: Other\n>>>>>>> theirs\n")
    #expect(try repository.trace(Self.path, line).sentence.contains(sentence))
  }

  @Test("a file that is not there yet is traced as the description gives it")
  func missing() throws {
    var repository = try BuiltRepository("namespaces")
    repository.remove(Self.path)
    let trace = try repository.trace(Self.path, 4)
    #expect(trace.sentence == "is /kind of Namespace a")
    #expect(trace.notes == ["the file is not there; 'mooring build' writes it"])
  }

  @Test("what left the description is named, with whoever had made it")
  func gone() throws {
    var repository = try BuiltRepository("namespaces")
    try repository.edit(
      "clusters/many.yaml", "    a: {inject: enabled, podSecurity: privileged}\n", "")
    let trace = try repository.trace(Self.path, 4)
    #expect(trace.sentence == "is no longer generated")
    #expect(
      trace.notes == [
        "the templates of 'namespaces' no longer give this file for cluster 'many'",
        "'mooring build' removes the file",
      ])
    #expect(trace.sources.first?.name == "namespaces")
  }

  @Test(
    "a file of a cluster or a component that is gone says so",
    arguments: [
      ("flux/overlays/many/namespaces/namespace-a.yaml", "no cluster is named 'many' any more"),
      ("flux/clusters/many/mooring/namespaces.yaml", "no cluster is named 'many' any more"),
    ])
  func goneCluster(path: String, note: String) throws {
    var repository = try BuiltRepository("namespaces")
    try repository.edit("clusters/many.yaml", "metadata: {name: many}", "metadata: {name: few}")
    let trace = try repository.trace(path, 1)
    #expect(trace.notes.first == note)
    #expect(!trace.sources.flatMap(\.positions).isEmpty)
  }

  @Test("a component that a cluster has no more names what decides it")
  func goneComponent() throws {
    var repository = try BuiltRepository("namespaces")
    try repository.edit(
      "clusters/fleet.yaml", "gatewayAPI: {owner: mooring", "gatewayAPI: {owner: external")
    let trace = try repository.trace("flux/clusters/many/mooring/gateway-api.yaml", 3)
    #expect(
      trace.notes.first
        == "cluster 'many' has no 'gateway-api' any more: 'present' of component.yaml says so",
      "\(trace.text)")
    #expect(
      trace.text.contains { $0.hasPrefix("  template   templates/gateway-api/component.yaml:") })
    #expect(trace.sources.contains { $0.role == .reads && !$0.positions.isEmpty })
  }

  @Test("a file that is not Mooring's is told from one that it made")
  func foreign() throws {
    var repository = try BuiltRepository("namespaces")
    try repository.edit("flux/mooring.lock", "  \(Self.path): ", "  flux/gone.yaml: ")
    try repository.edit(Self.path, "kind: Namespace", "kind: Other")
    let trace = try repository.trace(Self.path, 4)
    #expect(trace.sentence == "is not Mooring's, and lies where a generated file should be")
  }

  @Test("the lock's line of a file leads to the file, and that of a version to whoever asks for it")
  func lock() throws {
    let repository = try BuiltRepository("namespaces")
    let lines = try #require(repository.text("flux/mooring.lock")).split(separator: "\n")
    let file = try #require(lines.firstIndex { $0.contains(Self.path) }) + 1
    let trace = try repository.trace("flux/mooring.lock", file)
    #expect(trace.sentence == "is the SHA-256 of '\(Self.path)', by which an edit by hand is told")
    #expect(trace.sources.first?.name == "namespaces")
    let version = try repository.trace("flux/mooring.lock", 6)
    #expect(version.sentence.hasPrefix("pins linkerd 2.19 to edge-25."), "\(version.text)")
    #expect(version.sources.flatMap(\.positions).map(\.text) == ["clusters/fleet.yaml:15:16"])
    #expect(try repository.trace("flux/mooring.lock", 1).sentence.hasPrefix("is of Mooring's lock"))
  }

  @Test("a mapping that was written in parts names the lines of its parts")
  func parts() throws {
    let repository = try BuiltRepository("download")
    let path = "flux/overlays/mirrored/linkerd-crds/job-linkerd-crds-install.yaml"
    let lines = try #require(repository.text(path)).split(separator: "\n")
    var named = 0
    for line in lines.indices {
      for source in try repository.trace(path, line + 1).sources where source.name == "linkerd.cli"
      {
        #expect(source.positions.contains { $0.path.hasPrefix("clusters/") })
        named += 1
      }
    }
    #expect(named > 0)
  }

  private func number(of part: String, in repository: BuiltRepository) throws -> Int {
    let lines = try #require(repository.text(Self.path)).split(
      separator: "\n", omittingEmptySubsequences: false)
    return try #require(lines.firstIndex { $0.contains(part) }) + 1
  }
}
