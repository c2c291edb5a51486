import Diagnostics
import Fields
import Topology
import Values
import YAML

/// What the cluster is made with, beside what the rest of the description already says.
package struct BootstrapSettings: Described, Sendable {
  package let nodeImage: Located<ImageReference>?
  package let workers: Located<NodeCount>?
  package let defaultCNI: Located<Bool>
  package let listenAddress: Located<IPAddress>?
  package let config: FreeValue?
  /// Where the mapping is written.
  let place: Place?
  /// The fields that are written, but `config`, and where.
  let written: [(name: String, place: Place)]

  package init(_ fields: inout Fields) {
    place = fields.place
    nodeImage = fields.optional(
      "nodeImage", ImageReference.self, "the image of kind's nodes; without it kind's own")
    workers = fields.optional(
      "workers", NodeCount.self, "nodes of kind beside the control plane; without it none")
    defaultCNI = fields.optional(
      "defaultCNI", Bool.self, default: true, shown: "true",
      "whether kind or K3s brings its network plugin; not where Cilium or another is installed")
    listenAddress = fields.optional(
      "listenAddress", IPAddress.self,
      "the address of the machine that the API server listens on; without it that of 'network.apiServer' for kind, all for K3s"
    )
    config = fields.free(
      "config", "more settings: fields of kind's Cluster, or keys of K3s's config.yaml")
    let places: [(String, Place?)] = [
      ("nodeImage", nodeImage?.place), ("workers", workers?.place),
      ("defaultCNI", defaultCNI.place), ("listenAddress", listenAddress?.place),
    ]
    written = places.compactMap { name, place in place.map { (name, $0) } }
  }
}

/// A number of nodes.
package struct NodeCount: ScalarField, Hashable {
  package let number: Int

  /// More containers than one machine runs.
  private static let most = 100

  package static var placeholder: NodeCount { NodeCount(number: 0) }
  package static var grammar: String { "a number of nodes, from 1 to \(most)" }

  package static func read(_ node: YAMLNode) throws(FieldProblem) -> NodeCount {
    guard node.kind == .scalar, case .integer(let number) = node.scalar else {
      throw FieldProblem(.wrongType, "expected \(grammar), found \(node.kindWithArticle)")
    }
    guard (1...Int64(most)).contains(number) else {
      throw FieldProblem(
        .invalidValue, "\(number) is not a number of nodes", label: "from 1 to \(most)",
        help: number == 0 ? ["leave 'workers' out for none"] : [])
    }
    return NodeCount(number: Int(number))
  }
}
