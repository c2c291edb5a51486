import Description
import Diagnostics
import Fields
import Manifests
import Topology
import Values

/// What kind and K3s make a cluster with.
extension FactSheet {
  func bootstrapFacts(_ spec: ClusterSpec) -> FactBuilder {
    let settings = spec.bootstrap
    let network = spec.network
    var facts = builder
    facts.set("family", .string(family(of: network)), from: origin(of: network.pods))
    facts.set("pods", .string(list(network.pods)), from: origin(of: network.pods))
    facts.set("services", .string(list(network.services)), from: origin(of: network.services))
    setAPIServer(network.apiServer, settings, in: &facts)
    facts.set("ports", publishedPorts(of: network, settings))
    facts.set("nodeImage", settings?.nodeImage, \.text)
    facts.set(
      "workers", .array((0..<(settings?.workers?.value.number ?? 0)).map { .integer(Int64($0)) }),
      from: settings?.workers?.origin ?? .assumed)
    facts.set(
      "defaultCNI", .bool(settings?.defaultCNI.value ?? true),
      from: settings?.defaultCNI.origin ?? .assumed)
    facts.set("config", builder)
    if let config = settings?.config { facts.set("config", config) }
    return facts
  }

  /// `listenAddress`, `apiServerPort`, `apiServerHost`, and `certificateNames`: the names that kind
  /// does not put into the API server's certificate by itself, with those that it does.
  private func setAPIServer(
    _ apiServer: Located<Endpoint>?, _ settings: BootstrapSettings?, in facts: inout FactBuilder
  ) {
    facts.set("listenAddress", settings?.listenAddress, \.description)
    facts.set("apiServerAddress", .null)
    facts.set("apiServerHost", apiServer, \.host)
    facts.set("apiServerPort", .null)
    facts.set("certificateNames", .array([]))
    guard let apiServer else { return }
    facts.set("apiServerPort", .integer(Int64(apiServer.value.port)), from: apiServer.origin)
    let host = apiServer.value.host
    let address =
      settings?.listenAddress?.map(\.description)
      ?? (apiServer.value.address == nil ? nil : apiServer.map(\.host))
    guard let address else { return }
    facts.set("apiServerAddress", address, \.self)
    if address.value != host {
      // pkg/cluster/internal/kubeadm/config.go of kind: these two are always in it.
      let names = ["localhost", address.value, host]
      facts.set(
        "certificateNames", .array(names.map { .string($0) }), from: apiServer.origin,
        address.origin)
    }
  }

  /// The ports of a node that the machine has to pass on, since other clusters reach the gateway at
  /// addresses of the machine. What lies in the network of the nodes is reached without.
  private func publishedPorts(
    of network: Network, _ settings: BootstrapSettings?
  ) -> [FactBuilder] {
    guard let gateway = network.gateway, gateway.serviceType.value == .nodePort else { return [] }
    let outside = gateway.addresses.filter { host in
      guard let address = host.value.address else { return true }
      return !network.nodes.contains { $0.value.contains(address) }
    }
    let addresses = listenAddresses(for: outside, settings)
    return [gateway.nodePort, gateway.probeNodePort].compactMap(\.self).flatMap { port in
      addresses.map { address in
        var facts = builder
        facts.set("port", .integer(Int64(port.value.number)), from: port.origin)
        facts.set("address", address, \.self)
        return facts
      }
    }
  }

  /// Where the machine listens for what is sent to some hosts: nil alone for all of its addresses, and
  /// none twice, both of which kind refuses (validatePortMappings in pkg/internal/apis/config).
  private func listenAddresses(
    for hosts: [Located<Host>], _ settings: BootstrapSettings?
  ) -> [Located<String>?] {
    var found: [Located<String>] = []
    for host in hosts {
      let address = host.value.address == nil ? nil : host.map(\.text)
      guard let address = address ?? settings?.listenAddress?.map(\.description) else {
        return [nil]
      }
      if !found.contains(where: { $0.value == address.value }) { found.append(address) }
    }
    return found
  }

  private func family(of network: Network) -> String {
    let families = Set(network.pods.map(\.value.family))
    return families.count > 1 ? "dual" : families.contains(.v6) ? "ipv6" : "ipv4"
  }

  private func list(_ blocks: [Located<CIDRBlock>]) -> String {
    blocks.map(\.value.description).joined(separator: ",")
  }

  private func origin(of blocks: [Located<CIDRBlock>]) -> Origin {
    blocks.first?.origin ?? .assumed
  }
}
