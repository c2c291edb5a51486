import Diagnostics
import Manifests
import Rendering
import Values

/// What one side has written, beside what the other has.
struct WrittenSide {
  /// A part of an object.
  struct Part: Hashable {
    let origin: ObjectOrigin
    let pointer: JSONPointer
    /// The patch that it is from, which goes before its template.
    let patch: Place?

    init(_ object: ClusterObject, _ pointer: JSONPointer) {
      origin = object.origin
      self.pointer = pointer
      patch = object.patch(within: pointer)
    }
  }

  /// A component on a cluster.
  struct Presence: Hashable {
    let component: String
    let cluster: String
  }

  /// A fact of a cluster.
  struct Fact: Hashable {
    let cluster: String
    let pointer: JSONPointer
  }

  private let fleet: ComparedFleet
  private let other: ComparedFleet
  private var manifests: ManifestPlaces?
  private var replayed: [Part: Provenance] = [:]
  /// What decides whether a component is on a cluster.
  private var presences: [Presence: [FactRead]] = [:]
  private var facts: [Fact: FactRead] = [:]
  private var texts: [String: SourceText] = [:]
  /// The lines that the other side has of a file.
  private var otherLines: [String: Set<ArraySlice<UInt8>>] = [:]

  /// Lines that are told of one part.
  private static let most = 2

  init(_ fleet: ComparedFleet, beside other: ComparedFleet) {
    self.fleet = fleet
    self.other = other
    if case .manifests(let kustomizer, _) = fleet.writing { manifests = ManifestPlaces(kustomizer) }
  }

  /// Renders again what the parts are of, where it was rendered.
  mutating func replay(_ parts: [Part]) {
    guard case .description(_, let explainer) = fleet.writing else { return }
    var seen: Set<Part> = []
    let made = parts.compactMap { part -> (part: Part, maker: Maker)? in
      guard case .template(let maker) = part.origin, replayed[part] == nil,
        seen.insert(part).inserted
      else { return nil }
      return (part, maker)
    }
    let found = explainer.provenances(of: made.map { ($0.maker, $0.part.pointer) })
    for ((part, _), provenance) in zip(made, found) { replayed[part] = provenance }
  }

  /// Reads again what decides whether components are on their clusters.
  mutating func replay(_ asked: [Presence]) {
    guard case .description(_, let explainer) = fleet.writing else { return }
    let new = Array(Set(asked.filter { presences[$0] == nil }))
    let found = explainer.presences(of: new.map { ($0.component, $0.cluster) })
    for (presence, reads) in zip(new, found) { presences[presence] = reads }
  }

  /// Looks up facts of this side, whoever reads them.
  mutating func replay(_ asked: [Fact]) {
    guard case .description(_, let explainer) = fleet.writing else { return }
    let new = Array(Set(asked.filter { facts[$0] == nil }))
    let found = explainer.facts(at: new.map { ($0.cluster, $0.pointer) })
    for (fact, read) in zip(new, found) { facts[fact] = read }
  }

  /// What was read for a part: what decided that it is there first.
  func facts(of part: Part, on cluster: String) -> [(fact: Fact, value: JSONValue?)] {
    guard let provenance = replayed[part] else { return [] }
    return (provenance.because + provenance.reads).compactMap { read in
      // What a component makes of facts is read with these.
      read.pointer.steps.first == .key("component")
        ? nil : (Fact(cluster: cluster, pointer: read.pointer), read.value)
    }
  }

  /// Changed lines that give this side other facts than the other one read.
  mutating func changedLines(
    unlike others: [(fact: Fact, value: JSONValue?)]
  ) -> [(place: Place, position: Position)] {
    for (fact, value) in others {
      guard let read = facts[fact], read.value != value else { continue }
      let changed = (read.places + read.partPlaces).compactMap {
        isOfRepository($0.path) ? firstChangedLine(of: $0) : nil
      }
      if !changed.isEmpty { return distinct(changed) }
    }
    return []
  }

  /// Changed lines that decide whether a component is on a cluster.
  mutating func changedLines(of presence: Presence) -> [(place: Place, position: Position)] {
    let reads = presences[presence] ?? []
    for places in [reads.flatMap(\.places), reads.flatMap(\.partPlaces)] {
      let changed = places.compactMap { isOfRepository($0.path) ? firstChangedLine(of: $0) : nil }
      if !changed.isEmpty { return distinct(changed) }
    }
    return []
  }

  /// What was read for a part, and each value; nil where that is not known.
  func reads(of part: Part) -> [String: JSONValue?]? {
    replayed[part].map { provenance in
      Dictionary(
        (provenance.reads + provenance.because).map { ($0.name, $0.value) },
        uniquingKeysWith: { first, _ in first })
    }
  }

  /// Lines, and whether the other side lacks them.
  struct Lines {
    var shown: [(place: Place, position: Position)] = []
    var isChanged = false
  }

  /// - Parameters:
  ///   - otherReads: what the other side read for the same part; nil where that is not known.
  ///   - isNew: whether the other side has no such part, so that all that was read explains it.
  ///   - isOfObject: whether also what decided that it is there explains it.
  mutating func lines(
    of part: Part, _ otherReads: [String: JSONValue?]?, isNew: Bool, _ isOfObject: Bool
  ) -> Lines {
    if let patch = part.patch { return Lines(shown: [shown(patch)], isChanged: true) }
    switch part.origin {
    case .manifest(let reference):
      guard let place = manifests?.place(of: part.pointer, in: reference) else { return Lines() }
      return Lines(shown: [shown(place)], isChanged: true)
    case .template:
      guard let provenance = replayed[part] else { return Lines() }
      return lines(of: provenance, otherReads, isNew: isNew, isOfObject)
    }
  }

  private mutating func lines(
    of provenance: Provenance, _ otherReads: [String: JSONValue?]?, isNew: Bool, _ isOfObject: Bool
  ) -> Lines {
    /// Changed lines of values that differ, changed lines, and lines of values that differ.
    var found: [[(place: Place, position: Position)]] = [[], [], []]
    for read in provenance.reads + (isOfObject ? provenance.because : []) {
      let differs = otherReads.map { $0[read.name] != read.value } ?? true
      for place in read.places where isOfRepository(place.path) {
        if let changed = firstChangedLine(of: place) {
          found[differs ? 0 : 1].append(changed)
        } else if differs, isNew || otherReads != nil {
          found[2].append(shown(place))
        }
      }
      if !differs { continue }
      found[0] += read.partPlaces.compactMap {
        isOfRepository($0.path) ? firstChangedLine(of: $0) : nil
      }
    }
    let changed = found[0].isEmpty ? found[1] : found[0]
    if changed.isEmpty, isOfRepository(provenance.template.path),
      let line = firstChangedLine(of: provenance.template)
    {
      return Lines(shown: [line], isChanged: true)
    }
    return Lines(
      shown: distinct(changed.isEmpty ? found[2] : changed), isChanged: !changed.isEmpty)
  }

  /// The first of them, each line once.
  private func distinct(
    _ lines: [(place: Place, position: Position)]
  ) -> [(place: Place, position: Position)] {
    var seen: Set<String> = []
    let distinct = lines.filter { line in
      seen.insert("\(line.place.path):\(line.position.line)").inserted
    }
    return Array(distinct.prefix(Self.most))
  }

  /// Whether a file is the user's: nobody has written the templates of the program here.
  private func isOfRepository(_ path: String) -> Bool {
    guard case .description(_, let explainer) = fleet.writing else { return true }
    return !path.hasPrefix("templates/") || explainer.isOwn(path)
  }

  private mutating func text(of path: String) -> SourceText {
    if let known = texts[path] { return known }
    let text = SourceText(fleet.source(path) ?? [])
    texts[path] = text
    return text
  }

  private mutating func shown(_ place: Place) -> (place: Place, position: Position) {
    (place, text(of: place.path).position(at: place.range.lowerBound))
  }

  /// Of the lines that a place spans, the first that the other side does not have in that file.
  private mutating func firstChangedLine(
    of place: Place
  ) -> (place: Place, position: Position)? {
    let text = text(of: place.path)
    let known = linesOfOther(place.path)
    let first = text.line(at: place.range.lowerBound)
    let last = max(first, text.line(at: max(place.range.lowerBound, place.range.upperBound - 1)))
    for line in first...last {
      let range = text.range(ofLine: line)
      let bytes = text.bytes[range]
      guard let start = bytes.firstIndex(where: { $0 != UInt8(ascii: " ") }),
        bytes[start] != UInt8(ascii: "#"), !known.contains(bytes)
      else { continue }
      if line == first { return shown(place) }
      return shown(Place(place.path, start..<range.upperBound))
    }
    return nil
  }

  private mutating func linesOfOther(_ path: String) -> Set<ArraySlice<UInt8>> {
    if let known = otherLines[path] { return known }
    let text = SourceText(other.source(path) ?? [])
    let lines = Set((1...text.lineCount).map { text.bytes[text.range(ofLine: $0)] })
    otherLines[path] = lines
    return lines
  }
}
