import Compiler
import Diagnostics
import Difference
import Manifests
import Values

/// A comparison for programs: one object, which docs/diff.md describes.
enum DifferenceJSON {
  static func text(of report: DifferenceReport) -> String {
    let members: [(String, JSONValue)] = [
      ("before", .object(["name": .string(report.before), "objectsFrom": .string(report.origin)])),
      ("after", .object(["name": .string(report.after)])),
      ("clusterCount", .integer(Int64(report.clusterCount))),
      ("clusters", .array(report.rows.map(row))),
      (
        "changes",
        .array(
          report.sections.flatMap { section in section.changes.map { change($0, section.clusters) }
          }
            + report.added.flatMap(whole) + report.removed.flatMap(whole))
      ),
      ("files", .array(report.documents.map(document))),
    ]
    return text(JSONObject(members), report.findings, source: report.source)
  }

  /// What is wrong with a description that was compared with nothing.
  static func text(
    of findings: Diagnostics, source: @escaping (String) -> [UInt8]?
  ) -> String { text([:], findings, source: source) }

  private static func text(
    _ members: JSONObject, _ findings: Diagnostics, source: @escaping (String) -> [UInt8]?
  ) -> String {
    // As `check --format json` gives them.
    let findings = JSONRenderer().render(
      findings.sorted, allowed: findings.sortedAllowed, source: source)
    return JSONDocument.report(members, endingIn: "findings", findings)
  }

  private static func row(_ row: DifferenceReport.Row) -> JSONValue {
    var object: JSONObject = [
      "names": names(row.clusters),
      "presence": .string(row.presence.word),
    ]
    for change in ChangeCounts.order {
      object[change.word] = .integer(Int64(row.counts[change]))
    }
    object["jobs"] = .integer(Int64(row.counts.jobs))
    return .object(object)
  }

  private static func change(_ change: DifferenceReport.Change, _ clusters: [String]) -> JSONValue {
    var object = Self.object(change.difference, clusters)
    object["place"] = change.place.map { .string($0) } ?? .null
    object["fields"] = .array(change.fields.map(field))
    return .object(object)
  }

  private static func whole(_ whole: SharedDifference.WholeClusters) -> [JSONValue] {
    whole.objects.map { difference in
      var object = Self.object(difference, whole.clusters)
      object["place"] = JSONValue.null
      object["fields"] = []
      return .object(object)
    }
  }

  private static func document(_ document: DifferenceReport.Document) -> JSONValue {
    [
      "change": .string(document.word), "clusters": names(document.clusters),
      "path": .string(document.path),
    ]
  }

  private static func object(_ difference: ObjectDifference, _ clusters: [String]) -> JSONObject {
    [
      "change": .string(difference.change.word),
      "clusters": names(clusters),
      "object": [
        "group": .string(difference.identity.group), "kind": .string(difference.identity.kind),
        "namespace": .string(difference.identity.namespace),
        "name": .string(difference.identity.name),
      ],
      "effects": .array(difference.effects.map(effect)),
    ]
  }

  private static func effect(_ effect: ObjectDifference.Effect) -> JSONValue {
    var object: JSONObject = ["effect": .string(effect.word)]
    switch effect {
    case .deletesNamespace(let count), .deletesDefinition(let count), .prunesOwned(let count):
      object["objects"] = .integer(Int64(count))
    case .renamed(let name): object["to"] = .string(name)
    case .moves(let from, let to):
      object["from"] = .string("\(from.namespace)/\(from.name)")
      object["to"] = .string("\(to.namespace)/\(to.name)")
    case .runs, .runsAgain, .restartsPods, .deletesData, .uninstalls, .notApplied: break
    }
    return .object(object)
  }

  /// `before` and `after` are left out on the side that lacks the field: null is a value.
  private static func field(_ field: DifferenceReport.Field) -> JSONValue {
    let difference = field.difference
    var object: JSONObject = ["path": .string(difference.path)]
    if let pointer = difference.pointerAfter ?? difference.pointerBefore {
      object["pointer"] = .string("\(pointer)")
    }
    if let before = difference.before { object["before"] = .some(before) }
    if let after = difference.after { object["after"] = .some(after) }
    object["immutable"] = .bool(difference.isImmutable)
    object["secret"] = .bool(difference.isSecret)
    object["places"] = .array(field.places.map { .string($0) })
    return .object(object)
  }

  private static func names(_ names: [String]) -> JSONValue {
    .array(names.map { .string($0) })
  }
}

extension ClusterDifference.Presence {
  fileprivate var word: String {
    switch self {
    case .added: "added"
    case .removed: "removed"
    case .kept: "kept"
    }
  }
}
