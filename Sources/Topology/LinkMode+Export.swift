extension LinkMode {
  /// The label by which a Service is offered to clusters that link in this mode: a label of the
  /// Service itself, since the mirror's selectors do not see annotations.
  ///
  /// From pkg/k8s/labels.go of linkerd2, 2.18 to 2.20; the values are those of the selectors that
  /// `linkerd multicluster link-gen` writes into a Link (multicluster/cmd/link-gen.go).
  package var exportLabel: (key: String, value: String) {
    switch self {
    case .gateway: (Self.exportKey, "true")
    case .flat: (Self.exportKey, "remote-discovery")
    case .federated: ("mirror.linkerd.io/federated", "member")
    }
  }

  /// The modes in which a Service can be offered to clusters that link in this mode.
  ///
  /// Where pods reach pods, both ways of addressing work; through a gateway neither does.
  package var exportModes: [LinkMode] {
    switch self {
    case .gateway: [.gateway]
    case .flat: [.flat]
    case .federated: [.flat, .federated]
    }
  }

  private static let exportKey = "mirror.linkerd.io/exported"
}
