import Diagnostics
import Fields

/// Linkerd's multicluster extension of one cluster.
package struct MulticlusterSettings: Described, Sendable {
  package let state: Located<ComponentState>

  package init(_ fields: inout Fields) {
    state = fields.optional(
      "state", ComponentState.self, default: .present, shown: "present",
      "whether it is installed; 'absent' uninstalls it")
  }
}
