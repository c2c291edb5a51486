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
        settings: bootstrap.config.map(settings) ?? [])
    }
  }

  private func settings(_ config: FreeValue) -> [Topology.BootstrapSetting] {
    let whole = JSONValue.object(config.value)
    return config.keys.map { pointer, place in
      let value = whole[pointer]
      return Topology.BootstrapSetting(
        path: pointer.steps.compactMap { if case .key(let key) = $0 { key } else { nil } },
        place: place, isList: value?.array != nil, isMapping: value?.object != nil)
    }
    .sorted { $0.place < $1.place }
  }
}
