import Cryptography
import Description
import Diagnostics
import Fields
import Manifests
import Topology
import Values

/// What a mesh is looked after by: checks, restarts, and its end.
extension FactSheet {
  /// Adds `state`, `verify` and `restart` to the facts of a mesh.
  func setUpkeep(_ linkerd: LinkerdSettings, of spec: ClusterSpec, in facts: inout FactBuilder) {
    facts.set("state", linkerd.state, \.rawValue)
    facts.set("verify", .bool(linkerd.verify.value), from: linkerd.verify.origin)
    facts.set("restart", .null)
    guard let text = linkerd.restart else { return }
    let meshed = spec.namespaces.filter { $0.value.inject.map { $0.value != .disabled } ?? false }
    var restart = builder
    restart.set("text", text, \.self)
    // What a proxy trusts is put into it when its pod is made.
    restart.set("anchors", .string(SHA256.digest(Array(anchorsPEM.utf8)).hex))
    restart.set("namespaces", .array(meshed.map { .string($0.name) }))
    facts.set("restart", restart)
  }
}
