import BuiltinTemplates
import Components
import Description
import Diagnostics
import FileTree
import Loading
import Manifests
import Planning
import Rendering
import Rules
import Schemas
import Sources
import Topology

/// The one composition of all passes: a snapshot in, a compilation out. What a command then does with
/// it is the command's.
package struct Compiler {
  private let upgrades: Upgrades
  private let snapshot: any Snapshot
  private let rules: RuleBook
  private let schemas: SchemaSet
  private let now: Int64
  private let isStrict: Bool
  private let settlesConflicts: Bool
  let share: Share

  /// - Parameters:
  ///   - now: the time by which certificates are judged, in seconds since 1970.
  ///   - isStrict: whether every warning is an error.
  ///   - settlesConflicts: whether a lock in which a merge left conflicts is taken for what its
  ///     sides together say.
  ///   - share: what of the fleet is compiled and judged.
  package init(
    _ snapshot: any Snapshot, upgrades: Upgrades = .none, rules: RuleBook = .standard,
    schemas: SchemaSet = .builtIn, now: Int64 = Clock.now, isStrict: Bool = false,
    settlesConflicts: Bool = false, share: Share = .whole
  ) {
    self.share = share
    self.isStrict = isStrict
    self.settlesConflicts = settlesConflicts
    self.snapshot = snapshot
    self.upgrades = upgrades
    self.rules = rules
    self.schemas = schemas
    self.now = now
  }

  package func compile() throws(CompilerError) -> Compilation {
    var compilation = try load()
    let told = compilation.diagnostics
    try finish(&compilation)
    if let fleet = compilation.loaded.fleet, !told.hasErrors {
      compilation.leaveOut(told, forWhoeverHas: share, of: fleet)
    }
    return compilation
  }

  /// Reads the description and the templates, and judges what needs no plan. The tree is not read.
  func load() throws(CompilerError) -> Compilation {
    let unmerged = try reading { () throws(SourceError) in
      try snapshot.unmerged(below: FleetLoader.folder)
        + snapshot.unmerged(below: CatalogueLoader.folder)
    }
    if !unmerged.isEmpty {
      // What they describe is not known.
      let found = Diagnostics(unmerged.map { .unmerged($0, isGenerated: false) })
      return Compilation(
        loaded: LoadedFleet(diagnostics: found), templates: Self.builtInTemplates,
        snapshot: snapshot, isStrict: isStrict)
    }
    let loaded = try reading { () throws(SourceError) in try FleetLoader.load(snapshot) }
    let templates = try reading { () throws(SourceError) in
      guard try CatalogueLoader.hasOwn(snapshot) else { return Self.builtInTemplates }
      return try CatalogueLoader.load(builtIn: Self.builtIn, repository: snapshot)
    }
    var compilation = Compilation(
      loaded: loaded, templates: templates, snapshot: snapshot, isStrict: isStrict)
    judgeTopology(&compilation)
    compilation.settle()
    if let fleet = loaded.fleet, !compilation.diagnostics.hasErrors {
      do throws(FileTreeError) {
        compilation.location = try TreeLocation(fleet.spec.flux.path.value.text)
      } catch {
        throw CompilerError(error)
      }
    }
    return compilation
  }

  /// Plans, renders, judges and lays out what was loaded, unless it has errors.
  func finish(_ compilation: inout Compilation) throws(CompilerError) {
    guard let fleet = compilation.loaded.fleet, let location = compilation.location,
      let catalogue = compilation.templates.catalogue
    else { return }
    let lock = try reading { () throws(SourceError) -> Lock? in
      let unmerged = try snapshot.unmerged(below: location.folder)
      compilation.diagnostics.add(unmerged.map { .unmerged($0, isGenerated: true) })
      if !unmerged.isEmpty { return nil }
      return try Lock.load(
        from: snapshot, at: location, settlesConflicts: settlesConflicts,
        into: &compilation.diagnostics)
    }
    guard let lock, !compilation.diagnostics.hasErrors else { return }
    compilation.lock = lock
    let names = share.clusters(among: fleet.clusters)
    if !share.hasRest, names?.isEmpty ?? false { return }
    let passes = Passes(
      fleet: fleet, catalogue: catalogue, ownTemplates: compilation.templates.own,
      pins: upgrades.keeping(lock.versions), attachments: compilation.loaded.attachments,
      rules: rules, schemas: schemas)
    let plan = passes.planner(only: names).plan(&compilation.diagnostics)
    if compilation.diagnostics.hasErrors { return }

    let vanished = VanishedComponents(lock: lock, plan: plan, catalogue: catalogue)
    compilation.diagnostics.add(vanished.diagnostics(in: fleet))
    try judgeBootstrap(plan, &compilation.diagnostics)
    let clusters = passes.clusters(of: plan)
    var outcome = clusters.run(&compilation.diagnostics)
    compilation.settle()
    if compilation.diagnostics.hasErrors { return }
    let explainer = passes.explainer(only: names)
    let found = explainer.diagnostics(for: outcome.findings)
    compilation.diagnostics.add(untold(found, beside: compilation.diagnostics))
    compilation.settle()
    if compilation.diagnostics.hasErrors { return }
    if outcome.files == nil {
      // What kept them from being laid out is allowed.
      let found = clusters.layOut(&outcome)
      compilation.diagnostics.add(explainer.diagnostics(for: found))
    }
    if let names {
      try divide(&compilation, giving: names, passes, including: outcome.fleet.bases)
    } else {
      compilation.reportUnusedAllowances()
    }
    guard let files = outcome.files, !compilation.diagnostics.hasErrors else { return }
    compilation.output = Compilation.Output(
      plan: plan, fleet: outcome.fleet, files: files, explainer: explainer)
  }

  /// Without what a reader of YAML told already: a scalar that is not what it looks like is of the
  /// wrong type too.
  private func untold(_ found: [Diagnostic], beside told: Diagnostics) -> [Diagnostic] {
    guard found.contains(where: { $0.code == .wrongObjectType }) else { return found }
    let places = Set(told.sorted.map(\.primary.place))
    return found.filter { $0.code != .wrongObjectType || !places.contains($0.primary.place) }
  }

  /// The rules of networks and versions run on whatever could be read.
  private func judgeTopology(_ compilation: inout Compilation) {
    guard let fleet = compilation.loaded.fleet else { return }
    var topology = fleet.topology(isComplete: !compilation.loaded.diagnostics.hasErrors)
    topology.now = now
    compilation.diagnostics.add(rules.check(topology))
  }

  func judgeBootstrap(
    _ plan: FleetPlan, _ diagnostics: inout Diagnostics
  ) throws(CompilerError) {
    let reading = BootstrapReading(snapshot: snapshot, tree: plan.tree)
    for cluster in plan.clusters where !cluster.components.isEmpty {
      let folder = try self.reading { () throws(SourceError) in
        try reading.folder(of: cluster, &diagnostics)
      }
      if let folder { diagnostics.add(rules.check(folder)) }
    }
  }

  private func reading<Result>(
    _ read: () throws(SourceError) -> Result
  ) throws(CompilerError) -> Result {
    do throws(SourceError) {
      return try read()
    } catch {
      throw CompilerError(path: error.path, reason: error.reason)
    }
  }

  /// Read once a process: most repositories have no templates of their own.
  private static let builtInTemplates = CatalogueLoader.load(builtIn: builtIn, own: [])

  /// Path and bytes of every built-in template.
  package static var builtIn: [(path: String, bytes: [UInt8])] {
    BuiltinTemplates.files.map { file in
      let path = file.path.description
      return ("\(CatalogueLoader.folder)/\(path)", BuiltinTemplates.bytes(of: path) ?? [])
    }
  }
}

extension Diagnostic {
  fileprivate static func unmerged(_ path: String, isGenerated: Bool) -> Diagnostic {
    Diagnostic(
      .unmergedFile, "'\(path)' has a merge that is not resolved", at: .file(path),
      notes: ["git's index holds it as each side has it, so that no commit can be made of it"],
      help: [
        isGenerated
          ? "run 'mooring build', which writes what the description gives, then 'git add' it"
          : "keep what is right of both sides, then 'git add' it"
      ])
  }
}

extension Code {
  package static let unmergedFile = Code(
    "unmerged-file", .error, "git's index holds a file whose merge is not resolved")
}

/// The world would not let a compilation happen.
package struct CompilerError: Error, Sendable {
  /// Relative to the root.
  package let path: String
  /// One sentence without a full stop.
  package let reason: String

  init(path: String, reason: String) {
    self.path = path
    self.reason = reason
  }

  package init(_ error: FileTreeError) {
    self.init(path: error.path, reason: error.reason)
  }
}
