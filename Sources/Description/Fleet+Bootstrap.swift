import Diagnostics
import Fields
import Topology
import Values

/// What clusters are made with, as the rules see it.
extension Fleet {
  func bootstrap(_ bootstrap: BootstrapSettings) -> Topology.Bootstrap? {
    bootstrap.place.map { place in
      Topology.Bootstrap(
        place: place, fields: bootstrap.written,
        nodeImage: bootstrap.nodeImage.flatMap(known)?.map(\.text),
        listenAddress: bootstrap.listenAddress.flatMap(known),
        settings: (bootstrap.config?.keys ?? [:]).map { pointer, place in
          (pointer.steps.compactMap { if case .key(let key) = $0 { key } else { nil } }, place)
        }
        .sorted { $0.1 < $1.1 })
    }
  }
}
