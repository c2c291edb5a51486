import Diagnostics
import Topology

extension RuleBook {
  package static func check(_ topology: Topology) -> [Diagnostic] {
    topologyRules.flatMap { $0.check(topology) }
  }

  package static func check(_ view: ClusterView) -> [Finding] {
    clusterRules.flatMap { $0.check(view) }
  }
}
