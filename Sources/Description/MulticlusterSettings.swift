import Diagnostics
import Fields

/// Linkerd's multicluster extension of one cluster.
package struct MulticlusterSettings: Described, Sendable {
  package let state: Located<ComponentState>

  /// Where the mapping is written.
  package let place: Place?

  package init(_ fields: inout Fields) {
    place = fields.place
    state = fields.optional(
      "state", ComponentState.self, default: .present, shown: "present",
      "whether it is installed; 'absent' uninstalls it")
  }
}
