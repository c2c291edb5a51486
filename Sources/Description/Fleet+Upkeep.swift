import Diagnostics
import Fields
import Topology

extension Fleet {
  /// What is to be done with a cluster's control plane; nil where it is to go, so that all it was
  /// told has no effect any more.
  func upkeep(of linkerd: LinkerdSettings) -> Topology.Upkeep? {
    guard linkerd.state.isKnown, linkerd.state.value == .present else { return nil }
    let fields: [(String, Place?)] = [
      ("linkerd.restart", linkerd.restart?.place), ("linkerd.values", linkerd.values?.place),
      ("linkerd.verify", linkerd.verify.value ? linkerd.verify.place : nil),
    ]
    return Topology.Upkeep(
      hasControlPlane: linkerd.identity != nil,
      fields: fields.compactMap { name, place in place.map { (name, $0) } },
      restart: linkerd.restart?.place)
  }
}
