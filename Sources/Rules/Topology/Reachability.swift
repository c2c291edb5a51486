import Diagnostics
import Topology

/// Whether an address of one cluster means the same in another.
enum Reachability {
  /// Why a host cannot be reached from a cluster, and what says so; nil where it may be.
  static func obstacle(
    to host: String, from source: Topology.Member
  ) -> (words: String, cause: Label?)? {
    if host == "localhost" { return ("means the cluster that asks", nil) }
    guard let address = IPAddress(host) else { return nil }
    if address.isLoopback { return ("a loopback address means the cluster that asks", nil) }
    if address.isUnspecified { return ("no address that can be connected to", nil) }
    let block = source.blocks.first { $0.use.isInternal && $0.block.contains(address) }
    return block.map {
      (
        "lies in the \($0.use.rawValue) of '\(source.name)'",
        Label($0.place, "which '\(source.name)' declares here")
      )
    }
  }
}
