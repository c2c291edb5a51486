import Diagnostics
import Fields
import Kustomize
import Topology
import YAML

/// What clusters are made with: the configuration files of kind, K3s and k3d, as far as they say which
/// addresses a cluster uses.
struct CreatedClusters {
  private(set) var members: [Topology.Member] = []
  private(set) var diagnostics = Diagnostics()

  /// One of these stands in every such file that says anything of addresses.
  static let marks = ["kind.x-k8s.io/", "k3d.io/", "cluster-cidr:", "service-cidr:"]

  mutating func add(_ file: YAMLFile) {
    for document in file.documents {
      let apiVersion = document["apiVersion"]?.text ?? ""
      if apiVersion.hasPrefix("kind.x-k8s.io/") {
        addKind(document)
      } else if apiVersion.hasPrefix("k3d.io/") {
        addK3d(document)
      } else if document["apiVersion"] == nil {
        add(named(file.path.folder, document), document["cluster-cidr"], document["service-cidr"])
      }
    }
  }

  private mutating func addKind(_ document: YAMLNode) {
    let networking = document["networking"]
    add(
      named(document["name"]?.text ?? "kind", document), networking?["podSubnet"],
      networking?["serviceSubnet"])
  }

  /// k3d hands arguments to K3s: `--cluster-cidr=10.42.0.0/16`.
  private mutating func addK3d(_ document: YAMLNode) {
    var member = named(document["metadata"]?["name"]?.text ?? "k3s-default", document)
    let arguments =
      document["options"]?["k3s"]?["extraArgs"]?.elements.compactMap { $0["arg"] } ?? []
    for argument in arguments {
      let parts = argument.text.utf8.split(separator: UInt8(ascii: "="), maxSplits: 1)
      guard parts.count == 2, let text = String(parts[1]) else { continue }
      switch String(parts[0]) {
      case "--cluster-cidr": add(text, .pods, at: argument.place, to: &member)
      case "--service-cidr": add(text, .services, at: argument.place, to: &member)
      default: continue
      }
    }
    if !member.blocks.isEmpty { members.append(member) }
  }

  private func named(_ name: String, _ document: YAMLNode) -> Topology.Member {
    Topology.Member(name: name, place: document["name"]?.place ?? .file(document.place.path))
  }

  private mutating func add(_ member: Topology.Member, _ pods: YAMLNode?, _ services: YAMLNode?) {
    var member = member
    for (node, use) in [(pods, Topology.Block.Use.pods), (services, .services)] {
      guard let node else { continue }
      let lists = node.kind == .sequence ? Array(node.elements) : [node]
      for list in lists { add(list.text, use, at: list.place, to: &member) }
    }
    if !member.blocks.isEmpty { members.append(member) }
  }

  /// - Parameter text: one block, or several with commas between them.
  private mutating func add(
    _ text: String, _ use: Topology.Block.Use, at place: Place, to member: inout Topology.Member
  ) {
    for part in text.utf8.split(separator: UInt8(ascii: ",")) {
      do throws(FieldProblem) {
        let block: CIDRBlock = try CIDRBlock.parse(String(part) ?? "")
        member.blocks.append(Topology.Block(use, block, at: place))
      } catch {
        diagnostics.add(
          Diagnostic(error.code, error.message, at: place, label: error.label, help: error.help))
      }
    }
  }
}
