import Compiler
import Diagnostics
import Difference
import Values

/// A comparison as it is told, whatever the format: the worst first, what happens on many clusters
/// alike once, each change with the line behind it.
struct DifferenceReport {
  /// The sides, as people call them.
  let before: String
  let after: String
  /// Where the objects before are not what the description there compiles to: why, and what they are.
  let note: String?
  /// What the objects before were taken from, for programs.
  let origin: String
  /// How many clusters there are on either side.
  let clusterCount: Int
  /// On which something differs, the worst first.
  let rows: [Row]
  let sections: [Section]
  let added: [SharedDifference.WholeClusters]
  let removed: [SharedDifference.WholeClusters]
  /// Files of the tree that Flux does not apply by itself.
  let documents: [Document]
  let findings: Diagnostics
  /// The bytes of a file that a finding points into.
  let source: (String) -> [UInt8]?

  /// How much differs on clusters that are alike in that.
  struct Row {
    let clusters: [String]
    let presence: ClusterDifference.Presence
    let counts: ChangeCounts
  }

  /// What happens on the same clusters.
  struct Section {
    let clusters: [String]
    let counts: ChangeCounts
    let changes: [Change]
  }

  struct Change {
    let difference: ObjectDifference
    /// Where all of it comes from; nil where its fields come from several lines.
    let place: String?
    let fields: [Field]
  }

  struct Field {
    let difference: FieldDifference
    let value: ChangedValue
    /// Empty where the whole change has one place.
    let places: [String]
  }

  struct Document {
    let clusters: [String]
    let path: String
    let change: ObjectDifference.Change
    let value: ChangedValue

    init(_ document: ChangedDocument) {
      clusters = document.clusters
      path = document.path
      change = document.before == nil ? .created : document.after == nil ? .pruned : .changed
      value = ChangedValue(from: document.before ?? [], to: document.after ?? [])
    }

    /// When it takes effect.
    var consequence: String {
      path.utf8.starts(with: "bootstrap/".utf8) || path.contains("/bootstrap/")
        ? "for a cluster that is made anew" : "applied where your own Kustomization lists it"
    }

    /// Of a file nobody prunes anything.
    var word: String { change == .pruned ? "removed" : change.word }
  }

  /// What takes more with it than itself, and on which clusters.
  var losses: [(clusters: [String], change: Change)] {
    sections.flatMap { section in
      section.changes.filter(\.difference.isLoud).map { (section.clusters, $0) }
    }
  }

  /// How many clusters are touched.
  var touchedCount: Int { rows.reduce(0) { $0 + $1.clusters.count } }

  /// Changes whose lines are looked up: each is rendered again.
  private static let mostExplained = 400

  /// - Parameters:
  ///   - names: the sides, as people call them.
  ///   - prefixes: what stands before a path of each side.
  ///   - findings: gives the findings at their places, taken as the side after wants it.
  init(
    _ difference: FleetDifference, _ places: inout ChangePlaces,
    names: (before: String, after: String), prefixes: (before: String, after: String),
    clusterCount: Int, documents: [ChangedDocument] = [], origin: String, note: String?,
    findings: Diagnostics,
    source: @escaping (String) -> [UInt8]?
  ) {
    let shared = SharedDifference(difference)
    before = names.before
    after = names.after
    self.note = note
    self.origin = origin
    self.clusterCount = clusterCount
    self.findings = findings
    self.source = source
    self.documents = documents.map(Document.init)
    added = shared.added
    removed = shared.removed
    rows = Row.all(of: shared.clusters)

    func text(_ line: ChangeLine) -> String {
      let prefix = line.side == .before ? prefixes.before : prefixes.after
      return "\(prefix)\(line.place.path):\(line.position.line):\(line.position.column)"
    }
    let explained = places.lines(
      of: Array(
        shared.sections.flatMap { section in
          section.changes.map { (section.clusters.first ?? "", $0) }
        }.prefix(Self.mostExplained)))
    var rest = explained[...]
    sections = shared.sections.map { section in
      Section(
        clusters: section.clusters, counts: ChangeCounts(section.changes),
        changes: section.changes.map { change in
          let lines = rest.popFirst() ?? ChangeLines()
          return Change(
            change, of: lines.object.map(text), fields: lines.fields.map { $0.map(text) })
        })
    }
  }
}

extension DifferenceReport.Change {
  fileprivate init(_ difference: ObjectDifference, of object: [String], fields: [[String]]) {
    self.difference = difference
    let common = Set(fields)
    let shared = common.count == 1 ? common.first?.first : nil
    place = object.first ?? shared
    self.fields = difference.fields.enumerated().map { number, field in
      DifferenceReport.Field(
        difference: field, value: ChangedValue(field),
        places: shared == nil && fields.indices.contains(number) ? fields[number] : [])
    }
  }
}

extension DifferenceReport.Row {
  /// Clusters with equal counts are one row.
  fileprivate static func all(of clusters: [ClusterDifference]) -> [Self] {
    struct Key: Hashable {
      let presence: ClusterDifference.Presence
      let counts: ChangeCounts
    }
    var order: [Key] = []
    var names: [Key: [String]] = [:]
    for cluster in clusters {
      let key = Key(presence: cluster.presence, counts: ChangeCounts(cluster.objects))
      if names[key] == nil { order.append(key) }
      names[key, default: []].append(cluster.name)
    }
    let rows = order.map { key in
      Self(clusters: names[key] ?? [], presence: key.presence, counts: key.counts)
    }
    return rows.sorted { a, b in
      for (one, other) in zip(a.counts.severity, b.counts.severity) where one != other {
        return one > other
      }
      return (a.clusters.first ?? "").precedesInBytes(b.clusters.first ?? "")
    }
  }
}
