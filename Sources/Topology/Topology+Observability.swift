import Diagnostics

extension Topology {
  /// The viz extension of a cluster.
  package struct Viz: Sendable {
    package enum Prometheus: Sendable {
      /// One that somebody else runs.
      case external(Located<String>)
      case installed(at: Place)
    }

    /// Where it is written.
    package var place: Place
    /// Whether it is to be there, not to go.
    package var isPresent: Bool
    package var prometheus: Prometheus?
    /// Where the host of the dashboard is written.
    package var dashboardHost: Located<String>?

    package init(
      at place: Place, isPresent: Bool, prometheus: Prometheus?, dashboardHost: Located<String>?
    ) {
      self.place = place
      self.isPresent = isPresent
      self.prometheus = prometheus
      self.dashboardHost = dashboardHost
    }
  }

  /// The PodMonitors of a cluster.
  package struct PodMonitors: Sendable {
    /// Where they are written.
    package var place: Place
    /// Whether they have labels that a Prometheus can select them by.
    package var isLabelled: Bool

    package init(at place: Place, isLabelled: Bool) {
      self.place = place
      self.isLabelled = isLabelled
    }
  }
}
