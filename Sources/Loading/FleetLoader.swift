import Description
import Diagnostics
import Fields
import Sources
import Values
import Workers
import YAML

/// Reads clusters/ of a snapshot: finds the documents, layers each cluster's spec over its groups'
/// and the fleet's defaults, and decodes once.
package struct FleetLoader {
  /// The folder that holds the description.
  package static let folder = "clusters"
  /// Files or clusters that a thread takes at once.
  private static let parts = 4

  private var diagnostics = Diagnostics()
  private var files: [String: YAMLFile] = [:]
  private var fleets: [DescriptionDocument] = []
  private var clusters: [DescriptionDocument] = []
  /// Whether a cluster may be described that could not be read, so that nothing may be said of names
  /// that are not there.
  private var isMissingNames = false

  package static func load(_ snapshot: any Snapshot) throws(SourceError) -> LoadedFleet {
    var loader = FleetLoader()
    try loader.read(snapshot)
    return try loader.decode(snapshot)
  }

  private mutating func read(_ snapshot: any Snapshot) throws(SourceError) {
    let files = try DescriptionFiles.list(snapshot)
    let parts = Workers.map(files.paths.count, by: Self.parts) { range in
      files.paths[range].map { DescriptionFiles.read($0, in: snapshot) }
    }
    for result in parts.joined() {
      do throws(SourceError) {
        add(try result.get())
      } catch {
        guard error.isMistake else { throw error }
        addUnread(.unreadable(error))
      }
    }
    for problem in files.problems { addUnread(problem) }
  }

  /// A file of which nothing is known may describe what seems to be missing.
  private mutating func addUnread(_ problem: Diagnostic) {
    isMissingNames = true
    diagnostics.add(problem)
  }

  private mutating func add(_ file: DescriptionFile) {
    files[file.file.path] = file.file
    diagnostics.add(file.diagnostics)
    if !file.isWhole { isMissingNames = true }
    fleets += file.documents.filter { $0.kind == .fleet }
    clusters += file.documents.filter { $0.kind == .cluster }
  }

  private mutating func decode(_ snapshot: any Snapshot) throws(SourceError) -> LoadedFleet {
    reportDuplicateClusters()
    var loaded = LoadedFleet(
      fleet: nil, layers: [:], document: nil, diagnostics: Diagnostics(), files: files)
    if let document = theFleet() {
      loaded.document = document.root
      loaded.fleet = try decodeFleet(document, snapshot, &loaded)
    }
    loaded.diagnostics = diagnostics
    return loaded
  }

  /// The one document of kind Fleet.
  private mutating func theFleet() -> DescriptionDocument? {
    for extra in fleets.dropFirst() {
      diagnostics.add(
        Diagnostic(
          .severalFleets, "a second Fleet", at: extra.name.place ?? extra.root.place,
          secondary: [Label(fleets[0].name.place ?? fleets[0].root.place, "the first one is here")],
          help: ["a repository describes one fleet: move what they share into one document"]))
    }
    // Where a document could not be read it may be the fleet: one mistake, one message.
    if fleets.isEmpty && !diagnostics.hasErrors {
      diagnostics.add(
        Diagnostic(
          .missingFleet, "no document of kind Fleet in \(Self.folder)/",
          at: .file(Self.folder),
          help: [
            "write \(Self.folder)/fleet.yaml with 'apiVersion: mooring/v1alpha1' and 'kind: Fleet'"
          ]))
    }
    return fleets.first
  }

  private mutating func decodeFleet(
    _ document: DescriptionDocument, _ snapshot: any Snapshot, _ loaded: inout LoadedFleet
  ) throws(SourceError) -> Fleet {
    let report = FieldReport()
    let spec = Fields.decode(
      FleetSpec.self,
      from: LayeredNode([LayerNode(.document, key: document.specKey, node: document.spec)]),
      path: ["spec"], report: report)
    diagnostics.add(report.diagnostics)
    let documents = uniqueClusters()
    let groups = spec.groups
    let hasLayers = Self.hasLayers(document.spec, after: report.diagnostics.sorted)
    let parts = Workers.map(documents.count, by: Self.parts) { range in
      documents[range].map {
        LayeredCluster($0, over: document, groups: groups, isWhole: hasLayers)
      }
    }
    var decoded: [Cluster] = []
    for layered in parts.joined() {
      loaded.layers[layered.cluster.name] = layered.layers
      decoded.append(layered.cluster)
      diagnostics.add(layered.diagnostics)
    }
    if clusters.isEmpty && !diagnostics.hasErrors {
      diagnostics.add(
        Diagnostic(
          .missingCluster, "the fleet has no cluster",
          at: document.name.place ?? document.root.place,
          help: ["describe one in \(Self.folder)/<name>.yaml with 'kind: Cluster'"]))
    }
    reportUnknownClusters(spec)
    let anchors = try spec.trustAnchor.map { (anchor) throws(SourceError) in
      try AnchorReading(anchor, in: snapshot)
    }
    if let anchors {
      diagnostics.add(anchors.diagnostics)
      loaded.secretFiles = anchors.secretFiles
    }
    let secrets = try readSecrets(
      of: decoded, spec, isWhole: !report.diagnostics.hasErrors, snapshot, &loaded)
    var fleet = Fleet(
      name: document.name.value.text, place: document.name.place ?? document.root.place,
      spec: spec, clusters: decoded, anchors: anchors?.anchors ?? [])
    fleet.issuers = secrets.issuers
    fleet.bundles = secrets.bundles
    diagnostics.add(AppReading.read(into: &fleet, from: snapshot))
    return fleet
  }

  private mutating func readSecrets(
    of clusters: [Cluster], _ spec: FleetSpec, isWhole: Bool, _ snapshot: any Snapshot,
    _ loaded: inout LoadedFleet
  ) throws(SourceError) -> SecretFileReading {
    var secrets = try SecretFileReading(clusters, in: snapshot)
    if isWhole && spec.flux.decryption == nil {
      secrets.reportMissingDecryption(of: clusters, in: spec.flux.source.namespace.value.text)
    }
    diagnostics.add(secrets.diagnostics)
    loaded.attachments = secrets.attachments
    loaded.files.merge(secrets.files) { described, _ in described }
    loaded.masked = secrets.masked
    return secrets
  }

  /// Whether defaults and groups are where they are looked for. Where one is misspelt, or no mapping,
  /// it may hold what every cluster lacks.
  private static func hasLayers(_ spec: YAMLNode, after diagnostics: [Diagnostic]) -> Bool {
    let unknown = Set(
      diagnostics.filter { $0.code == .unknownField }.map(\.primary.place))
    return spec.entries.allSatisfy { key, value in
      if unknown.contains(key.place) { return false }
      return value.kind == .mapping || (key.text != "defaults" && key.text != "groups")
    }
  }

  /// Sorted by name, the first of each name.
  private func uniqueClusters() -> [DescriptionDocument] {
    var seen: Set<String> = []
    return clusters.filter { $0.name.isKnown && seen.insert($0.name.value.text).inserted }
      .sorted { $0.name.value.text.precedesInBytes($1.name.value.text) }
  }
}

extension FleetLoader {
  private mutating func reportDuplicateClusters() {
    var first: [String: DescriptionDocument] = [:]
    for cluster in clusters where cluster.name.isKnown {
      let name = cluster.name.value.text
      guard let other = first[name] else {
        first[name] = cluster
        continue
      }
      isMissingNames = true
      diagnostics.add(
        Diagnostic(
          .duplicateCluster, "two clusters are named '\(name)'",
          at: cluster.name.place ?? cluster.root.place,
          secondary: [Label(other.name.place ?? other.root.place, "the first one is here")],
          help: ["give one of them another name"]))
    }
  }

  private mutating func reportUnknownClusters(_ spec: FleetSpec) {
    let links = spec.links.flatMap { $0.between + [$0.from, $0.to].compactMap { $0 } }
    let names = Set(clusters.filter(\.name.isKnown).map(\.name.value.text))
    let sorted = names.sorted { $0.precedesInBytes($1) }
    // Without any cluster that alone is said.
    let canTell = !isMissingNames && !clusters.isEmpty
    for reference in links + spec.groups.flatMap(\.value.clusters) {
      guard canTell, reference.isKnown, let place = reference.place,
        !names.contains(reference.value.text)
      else { continue }
      var diagnostic = Diagnostic(
        .unknownCluster, "no cluster is named '\(reference.value.text)'", at: place)
      if let near = closest(to: reference.value.text, among: sorted) {
        diagnostic.help = ["the nearest name is '\(near)'"]
      } else {
        diagnostic.help = ["describe it in \(Self.folder)/, or name one that is there"]
      }
      diagnostics.add(diagnostic)
    }
    for link in spec.links {
      for (from, to) in link.directions.prefix(1) where from.isKnown && from.value == to.value {
        diagnostics.add(
          Diagnostic(
            .selfLink, "'\(to.value.text)' is linked to itself", at: to.place ?? .file(""),
            help: ["name another cluster, or remove the link"]))
      }
    }
  }
}

extension Code {
  package static let severalFleets = Code(
    "several-fleets", .error, "a repository holds more than one document of kind Fleet")
  package static let missingFleet = Code(
    "missing-fleet", .error, "a repository holds no document of kind Fleet")
  package static let missingCluster = Code(
    "missing-cluster", .error, "a fleet has no cluster")
  package static let duplicateCluster = Code(
    "duplicate-cluster", .error, "two clusters have the same name")
  package static let unknownCluster = Code(
    "unknown-cluster", .error, "a link or a group names a cluster that is not there")
  package static let selfLink = Code("self-link", .error, "a cluster is linked to itself")
}
