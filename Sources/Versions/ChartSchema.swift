/// The values that one version of a chart takes, as a tree of names.
package struct ChartSchema: Sendable {
  /// What a name stands for.
  package enum Part: Sendable {
    case value(ChartValue.Kind)
    /// A mapping whose names the chart knows.
    case mapping([String: Part])
  }

  package let root: [String: Part]

  /// - Parameter minors: versions of which any may have a value: two for a release between them.
  package init(of chart: Chart, in minors: [Version]) {
    var root: [String: Part] = [:]
    for value in chart.values where minors.contains(where: value.isPresent) {
      let names = value.path.utf8.split(separator: UInt8(ascii: "."))
        .map { String(decoding: $0, as: UTF8.self) }
      Self.insert(names[...], value.kind, into: &root)
    }
    self.root = root
  }

  private static func insert(
    _ names: ArraySlice<String>, _ kind: ChartValue.Kind, into members: inout [String: Part]
  ) {
    guard let name = names.first else { return }
    guard names.count > 1 else {
      // What two versions take in two ways may be written in either.
      if case .value(let other)? = members[name], other != kind {
        members[name] = .value(.anything)
      } else {
        members[name] = .value(kind)
      }
      return
    }
    var inner: [String: Part] = [:]
    switch members[name] {
    case .mapping(let known)?: inner = known
    case .value?: return
    case nil: break
    }
    insert(names.dropFirst(), kind, into: &inner)
    members[name] = .mapping(inner)
  }
}

extension LinkerdVersion {
  /// The minor versions whose values a release may have: its own, and for an edge release after it
  /// the next one's. Empty for a version that Mooring does not know.
  package var minorsOfValues: [Version] {
    guard let release else { return [] }
    guard case .tag(let tag) = self, tag != release.tag else { return [release.minor] }
    let next = LinkerdRelease.all.first { $0.minor > release.minor }
    return [release.minor] + (next.map { [$0.minor] } ?? [])
  }

  /// Whether it is newer than every release that is known, and may have what no table lists.
  package var isBeyondKnown: Bool {
    guard case .tag(let tag) = self, let newest = LinkerdRelease.all.last else { return false }
    return tag > newest.tag
  }
}
