import Diagnostics

extension Topology {
  /// Fields that ask for something to be done with a control plane, and whether there is one.
  package struct Upkeep: Sendable {
    /// Whether the control plane is installed, and not on its way out.
    package var hasControlPlane: Bool
    /// Each field of a cluster that needs one, and where it is written.
    package var fields: [(name: String, place: Place)]
    /// Where a restart of meshed workloads is asked for.
    package var restart: Place?

    package init(
      hasControlPlane: Bool, fields: [(name: String, place: Place)], restart: Place?
    ) {
      self.hasControlPlane = hasControlPlane
      self.fields = fields
      self.restart = restart
    }
  }
}
