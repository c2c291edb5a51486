/// What a HelmRelease asks for of a chart of Linkerd's.
package enum ChartVersion: Hashable, Sendable {
  /// `2025.10.7`, of the edge channel.
  case edge(EdgeTag)
  /// `1.16.11` and the like, of the stable channel, which ended with 2.14.
  case stable(Version)
  /// One that no channel of the project has ever had.
  case absent
  /// A range, a variable, or nothing at all.
  case open

  package init(_ text: String, of chart: String) {
    var text = text
    // A leading `v` is no part of a version, and Helm takes it away.
    if text.utf8.first == UInt8(ascii: "v") { text.removeFirst() }
    guard let numbers = Version.numbers(in: text.utf8), numbers.count == 3 else {
      // A suffix or a range; of these nothing is concluded.
      self = .open
      return
    }
    if (2020...2099).contains(numbers[0]), (1...12).contains(numbers[1]) {
      self = .edge(EdgeTag(numbers[0] - 2000, numbers[1], numbers[2]))
      return
    }
    let version = Version(numbers[0], numbers[1], numbers[2])
    guard let newest = Self.newestStable[chart] else {
      self = .open
      return
    }
    self = version > newest ? .absent : .stable(version)
  }

  /// The last of each chart in the repository https://helm.linkerd.io/stable, which is frozen.
  private static let newestStable: [String: Version] = [
    "linkerd-control-plane": Version(1, 16, 11),
    "linkerd-crds": Version(1, 8, 0),
    "linkerd-multicluster": Version(30, 11, 11),
    "linkerd-viz": Version(30, 12, 11),
    "linkerd2-cni": Version(30, 12, 2),
  ]

  /// The version of Linkerd that it belongs to; nil where Mooring does not know it.
  package var linkerd: LinkerdVersion? {
    if case .edge(let tag) = self { .tag(tag) } else { nil }
  }
}
