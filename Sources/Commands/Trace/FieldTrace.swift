import Compiler
import Diagnostics
import Fields
import Loading
import YAML

/// Where a field of a cluster's description comes from: every layer that writes it, strongest first.
struct FieldTrace {
  private let lines: [String]

  init(cluster: String, field: String, in compilation: Compilation) throws(CommandError) {
    guard let layers = compilation.loaded.layers[cluster] else {
      throw unknownCluster(cluster, among: compilation.loaded.layers.keys.sorted())
    }
    var path = field.split(separator: ".").map(String.init)
    if path.first == "spec" { path.removeFirst() }
    let written = layers.layers.compactMap { layer -> (LayerNode, YAMLNode)? in
      var node = layer.node
      for step in path {
        guard let next = node[step] else { return nil }
        node = next
      }
      return (layer, node)
    }
    let effective = Self.effective(path, in: layers)
    let name = path.joined(separator: ".")
    guard let first = written.first else {
      guard let known = Self.documentation(of: path) else {
        throw CommandError(
          "'\(name)' is not a field of a cluster",
          help: "'mooring explain FIELD' shows what fields there are")
      }
      lines = ["\(name) of cluster '\(cluster)' is not written; \(known)"]
      return
    }
    var lines = ["\(name) of cluster '\(cluster)' = \(Self.shown(effective, or: first.1))"]
    for (layer, node) in written {
      let isUsed = effective?.layers.contains { $0.node == node } ?? false
      let position = Self.position(of: node.place, in: compilation)
      lines.append(
        "  \(isUsed ? "from" : "over") \(position)  \(layer.layer)\(node.kind == .mapping ? "" : ": \(Self.source(node))")"
      )
    }
    self.lines = lines
  }

  var text: String { lines.joined(separator: "\n") + "\n" }

  private static func effective(_ path: [String], in layers: LayeredNode) -> LayeredNode? {
    var node = layers
    for step in path {
      guard case .present(let next) = node.member(step) else { return nil }
      node = next
    }
    return node
  }

  private static func shown(_ node: LayeredNode?, or first: YAMLNode) -> String {
    guard let node else { return "nothing: removed" }
    switch node.top.node.kind {
    case .mapping: return "a mapping of \(node.keys.joined(separator: ", "))"
    default: return source(node.top.node)
    }
  }

  private static func source(_ node: YAMLNode) -> String {
    let range = node.place.range
    let bytes = node.file.bytes[range]
    return String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
  }

  private static func documentation(of path: [String]) -> String? {
    let fields = Explanation.kinds.first { $0.kind == "Cluster" }?.fields ?? []
    let field = fields.first { field in
      let own = Array(field.path.dropFirst())
      return own.count == path.count && zip(own, path).allSatisfy { $0 == $1 || $0 == "*" }
    }
    guard let field else { return nil }
    if case .assumed(let value) = field.presence { return "its default is \(value)" }
    return "it has no default"
  }

  static func position(of place: Place, in compilation: Compilation) -> String {
    guard let bytes = compilation.source(place.path) else { return place.path }
    let position = SourceText(bytes).position(at: place.range.lowerBound)
    return "\(place.path):\(position.line):\(position.column)"
  }
}
