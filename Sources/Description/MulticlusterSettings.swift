import Diagnostics
import Fields

/// Linkerd's multicluster extension of one cluster.
package struct MulticlusterSettings: Described, Sendable {
  package let values: FreeValue?
  package let state: Located<ComponentState>

  /// Where the mapping is written.
  package let place: Place?

  package init(_ fields: inout Fields) {
    place = fields.place
    values = fields.free(
      "values", "values of chart linkerd-multicluster that no other field stands for")
    state = fields.optional(
      "state", ComponentState.self, default: .present, shown: "present",
      "whether it is installed; 'absent' uninstalls it")
  }
}
