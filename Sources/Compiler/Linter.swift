import Diagnostics
import FluxRepository
import Kustomize
import Manifests
import Rules
import Schemas
import Sources
import Values

/// Judges any repository that Flux reads, whoever wrote it, by the rules that compiled fleets are
/// judged by.
package struct Linter {
  private let snapshot: any Snapshot
  private let rules: RuleBook
  private let schemas: SchemaSet
  private let now: Int64
  private let isStrict: Bool

  /// - Parameters:
  ///   - now: the time by which certificates are judged, in seconds since 1970.
  ///   - isStrict: whether warnings are errors.
  package init(
    _ snapshot: any Snapshot, rules: RuleBook = .standard, schemas: SchemaSet = .builtIn,
    now: Int64 = Clock.now, isStrict: Bool = false
  ) {
    self.schemas = schemas
    self.snapshot = snapshot
    self.rules = rules
    self.now = now
    self.isStrict = isStrict
  }

  package func lint() throws(CompilerError) -> LintedRepository {
    var kustomizer = Kustomizer(snapshot)
    let repository: FluxRepository
    do throws(SourceError) {
      repository = try FluxRepository(reading: snapshot, &kustomizer)
    } catch {
      throw CompilerError(path: error.path, reason: error.reason)
    }
    var places = ManifestPlaces(kustomizer)
    var diagnostics = repository.diagnostics
    let elsewhere = Set(repository.unapplied.map(\.identity))
    for cluster in repository.clusters {
      var view = ClusterView(
        name: cluster.name, objects: cluster.objects, incomplete: cluster.incomplete,
        schemas: schemas)
      view.now = now
      view.elsewhere = elsewhere
      let found = rules.check(view).filter { !cluster.leavesOpen($0) }
      diagnostics.add(found.compactMap { places.diagnostic(for: $0) })
      diagnostics.add(bootstrap(of: cluster).flatMap { rules.check($0) })
    }
    diagnostics.add(rules.check(repository: repository.topology))
    let alone = repository.unapplied.flatMap { rules.check(unapplied: $0) }
    diagnostics.add(alone.compactMap { places.diagnostic(for: $0) })
    settle(&diagnostics, applied: repository.clusters.reduce(into: []) { $0.formUnion($1.files) })
    return LintedRepository(repository, diagnostics, snapshot)
  }

  /// Takes out what comments allow: of files that Flux applies, where each has to be needed, and of
  /// whatever else a finding is in.
  private func settle(_ diagnostics: inout Diagnostics, applied: Set<String>) {
    var settings = RuleSettings(of: nil, isStrict: isStrict)
    for path in applied.sorted() { settings.search(path, (try? snapshot.bytes(of: path)) ?? nil) }
    for path in Set(diagnostics.sorted.map(\.primary.place.path)).sorted() {
      settings.search(path, (try? snapshot.bytes(of: path)) ?? nil)
    }
    settings.settle(&diagnostics)
    diagnostics.add(settings.problems)
    diagnostics.add(settings.unused.filter { applied.contains($0.primary.place.path) })
  }

  private func bootstrap(of cluster: RepositoryCluster) -> [BootstrapFolder] {
    guard let bootstrap = cluster.bootstrap else { return [] }
    return [
      BootstrapFolder(
        cluster: cluster.name, place: bootstrap.place, fluxSystem: bootstrap.fluxSystem,
        listsFluxSystem: bootstrap.isListed)
    ]
  }
}

/// What is said of a repository, and how much was looked at.
package struct LintedRepository: Sendable {
  package let diagnostics: Diagnostics
  package let files: Int
  package let kustomizations: Int
  package let objects: Int
  package let clusters: Int
  private let snapshot: any Snapshot

  init(_ repository: FluxRepository, _ diagnostics: Diagnostics, _ snapshot: any Snapshot) {
    self.diagnostics = diagnostics
    self.snapshot = snapshot
    files = repository.files.count
    clusters = repository.clusters.count
    let all = repository.clusters.flatMap(\.objects)
    objects = all.count
    kustomizations = all.count { $0.identity.group == "kustomize.toolkit.fluxcd.io" }
  }

  /// The bytes of a file that a diagnostic points into.
  package func source(_ path: String) -> [UInt8]? { (try? snapshot.bytes(of: path)) ?? nil }
}

extension RepositoryCluster {
  /// Whether what a finding speaks of depends on a variable whose value is not known.
  fileprivate func leavesOpen(_ finding: Finding) -> Bool {
    guard uncertain.contains(finding.origin) else { return false }
    return objects.contains { object in
      object.origin == finding.origin
        && JSONValue.object(object.object.value)[finding.pointer]?.holdsVariable ?? false
    }
  }
}

extension JSONValue {
  /// Whether a text in it has a variable that was not replaced.
  fileprivate var holdsVariable: Bool {
    switch self {
    case .string(let text): text.utf8.contains(UInt8(ascii: "$"))
    case .array(let elements): elements.contains(where: \.holdsVariable)
    case .object(let object): object.contains { $0.value.holdsVariable }
    default: false
    }
  }
}
