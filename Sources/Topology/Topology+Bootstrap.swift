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
    /// The ways to the keys of `config`, and where each is written.
    package var settings: [(path: [String], place: Place)]

    package init(
      place: Place, fields: [(name: String, place: Place)] = [], nodeImage: Located<String>? = nil,
      listenAddress: Located<IPAddress>? = nil, settings: [(path: [String], place: Place)] = []
    ) {
      self.place = place
      self.fields = fields
      self.nodeImage = nodeImage
      self.listenAddress = listenAddress
      self.settings = settings
    }
  }
}
