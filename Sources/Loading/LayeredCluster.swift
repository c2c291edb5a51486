import Description
import Diagnostics
import Fields
import YAML

/// A cluster, decoded from its document over its groups' and the fleet's defaults.
struct LayeredCluster: Sendable {
  let cluster: Cluster
  let layers: LayeredNode
  let diagnostics: Diagnostics

  /// - Parameter isWhole: whether all layers could be found, so that what is in none is missing.
  init(
    _ document: DescriptionDocument, over fleet: DescriptionDocument, groups: [Named<GroupSpec>],
    isWhole: Bool
  ) {
    let report = FieldReport()
    layers = Self.layers(of: document, over: fleet, groups: groups)
    cluster = Cluster(
      name: document.name.value.text, place: document.name.place ?? document.root.place,
      spec: Fields.decode(
        ClusterSpec.self, from: layers, path: ["spec"], isWhole: isWhole, report: report))
    diagnostics = report.diagnostics
  }

  private static func layers(
    of cluster: DescriptionDocument, over fleet: DescriptionDocument, groups: [Named<GroupSpec>]
  ) -> LayeredNode {
    let name = cluster.name.value.text
    var layers = [LayerNode(.cluster(name), key: cluster.specKey, node: cluster.spec)]
    // Of two groups the later name wins, so it lies above.
    for group in groups.reversed()
    where group.value.clusters.contains(where: { $0.value.text == name }) {
      if let (key, node) = fleet.spec["groups"]?[group.name]?.entry("spec"), node.kind == .mapping {
        layers.append(LayerNode(.group(group.name), key: key, node: node))
      }
    }
    if let (key, node) = fleet.spec.entry("defaults"), node.kind == .mapping {
      layers.append(LayerNode(.defaults, key: key, node: node))
    }
    return LayeredNode(layers)
  }
}
