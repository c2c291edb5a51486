import Values
import YAML

/// Where a layer of a cluster's description comes from, strongest first.
package enum LayerName: Hashable, Sendable, CustomStringConvertible {
  case cluster(String)
  case group(String)
  case defaults
  /// A document that stands alone: the fleet's own.
  case document

  package var description: String {
    switch self {
    case .cluster(let name): "cluster '\(name)'"
    case .group(let name): "group '\(name)'"
    case .defaults: "the fleet's defaults"
    case .document: "the fleet"
    }
  }

  /// Where a field of a cluster is written in a layer, such as `spec.defaults.linkerd`.
  func path(of path: [String]) -> [String] {
    switch self {
    case .cluster, .document: path
    case .group(let name): ["spec", "groups", name] + path
    case .defaults: ["spec", "defaults"] + path.dropFirst()
    }
  }
}

/// A node of one layer, with the key that leads to it.
package struct LayerNode: Sendable {
  package let layer: LayerName
  package let key: YAMLNode?
  package let node: YAMLNode

  package init(_ layer: LayerName, key: YAMLNode?, node: YAMLNode) {
    self.layer = layer
    self.key = key
    self.node = node
  }
}

/// The same place in the layers of a description, merged as it is read.
///
/// Mappings merge key by key, `null` removes what lower layers say, everything else replaces it. No
/// tree is built: a node holds one node a layer, strongest first, and every value keeps its place.
package struct LayeredNode: Sendable {
  /// Never empty; more than one only where all are mappings.
  package let layers: [LayerNode]

  package init(_ layers: [LayerNode]) {
    precondition(!layers.isEmpty, "a layered node has at least one layer")
    self.layers = layers
  }

  /// The node of the strongest layer.
  package var top: LayerNode { layers[0] }

  package enum Member {
    case present(LayeredNode)
    case absent
    /// Set to `null` by this node, which takes away what lower layers say.
    case removed(LayerNode)
    /// Written without a value by this node: neither a value nor a plain `null`.
    case empty(LayerNode)
  }

  package func member(_ key: String) -> Member {
    Self.member(
      layers.compactMap { layer in
        layer.node.entry(key).map { LayerNode(layer.layer, key: $0.key, node: $0.value) }
      })
  }

  /// Every key of every layer, once, in byte order, so that no order of files or keys shows.
  package var keys: [String] {
    var seen: Set<String> = []
    for layer in layers {
      for (key, _) in layer.node.entries { seen.insert(key.text) }
    }
    return seen.sorted { $0.precedesInBytes($1) }
  }

  /// As `keys`, with what is there. Each layer is walked once: of ten thousand names none is
  /// searched for among the others.
  package var members: [(name: String, member: Member)] {
    var children: [String: [LayerNode]] = [:]
    for layer in layers {
      var seen: Set<String> = []
      // Of a key that is there twice the first counts, as elsewhere.
      for (key, node) in layer.node.entries where seen.insert(key.text).inserted {
        children[key.text, default: []].append(LayerNode(layer.layer, key: key, node: node))
      }
    }
    return children.sorted { $0.key.precedesInBytes($1.key) }
      .map { ($0.key, Self.member($0.value)) }
  }

  /// - Parameter children: what the layers hold under one key, strongest first.
  private static func member(_ children: [LayerNode]) -> Member {
    var found: [LayerNode] = []
    for child in children {
      if child.node.isNull {
        if found.isEmpty { return child.node.text.isEmpty ? .empty(child) : .removed(child) }
        break
      }
      guard child.node.kind == .mapping else {
        if found.isEmpty { found = [child] }
        break
      }
      found.append(child)
    }
    return found.isEmpty ? .absent : .present(LayeredNode(found))
  }

  /// Without the layers below the first one that uses another branch of a choice.
  ///
  /// Of a choice (`image` | `download`) a stronger layer's branch replaces the whole.
  func keepingTopBranch(of branches: [String]) -> LayeredNode {
    var kept: [LayerNode] = []
    var chosen: Set<String> = []
    for layer in layers {
      let used = branches.filter { layer.node.entry($0).map { !$0.value.isNull } ?? false }
      if chosen.isEmpty {
        chosen = Set(used)
      } else if !used.isEmpty && !used.allSatisfy(chosen.contains) {
        break
      }
      kept.append(layer)
    }
    return LayeredNode(kept)
  }
}

extension YAMLNode {
  /// A plain null: `null`, `~` or nothing at all.
  package var isNull: Bool { kind == .scalar && scalar.isNull }
}
