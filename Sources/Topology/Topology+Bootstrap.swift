import Diagnostics

extension Topology {
  /// What a cluster is made with, as the description says it beside the network.
  package struct Bootstrap: Sendable {
    /// Where the mapping is written.
    package var place: Place
    /// The fields that are written, but `config`, and where.
    package var fields: [(name: String, place: Place)]
    package var nodeImage: Located<String>?
    package var listenAddress: Located<IPAddress>?
    package var settings: [BootstrapSetting]

    package init(
      place: Place, fields: [(name: String, place: Place)] = [], nodeImage: Located<String>? = nil,
      listenAddress: Located<IPAddress>? = nil, settings: [BootstrapSetting] = []
    ) {
      self.place = place
      self.fields = fields
      self.nodeImage = nodeImage
      self.listenAddress = listenAddress
      self.settings = settings
    }
  }

  /// A key of `config`.
  package struct BootstrapSetting: Sendable {
    /// The keys that lead to it, with its own.
    package var path: [String]
    package var place: Place
    package var isList: Bool
    package var isMapping: Bool

    package init(path: [String], place: Place, isList: Bool, isMapping: Bool) {
      self.path = path
      self.place = place
      self.isList = isList
      self.isMapping = isMapping
    }
  }
}
