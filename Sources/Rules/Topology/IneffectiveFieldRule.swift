import Diagnostics
import Topology

/// Fields that are written and cannot do anything.
enum IneffectiveFieldRule: TopologyRule {
  static let codes: [Code] = [.ineffectiveField]

  static let explanation = """
    Some fields say what is to be done with a control plane: 'linkerd.values' what it is installed
    with, 'linkerd.verify' that it is checked, 'linkerd.restart' that workloads take up its proxies.
    Without 'linkerd.identity' none is installed, and they do nothing. Likewise a restart concerns the
    namespaces that the description says to inject; where there is none, nothing is restarted.

    Example: 'linkerd: {restart: now}' on a cluster without 'namespaces'.

    Cure: what the field needs; or leave it out.
    """

  static func check(_ topology: Topology) -> [Diagnostic] {
    guard topology.isComplete else { return [] }
    return topology.clusters.flatMap { cluster -> [Diagnostic] in
      guard let upkeep = cluster.upkeep else { return [] }
      if !upkeep.hasControlPlane {
        return upkeep.fields.map { field in
          Diagnostic(
            .ineffectiveField, "'\(field.name)' does nothing on cluster '\(cluster.name)'",
            at: field.place, label: "needs a control plane, and none is installed",
            help: ["add 'linkerd.identity', or leave this out"])
        }
      }
      let isMeshed = cluster.namespaces.contains { namespace in
        namespace.inject.map { $0.value != .disabled } ?? false
      }
      guard let restart = upkeep.restart, !isMeshed else { return [] }
      return [
        Diagnostic(
          .ineffectiveField, "'linkerd.restart' does nothing on cluster '\(cluster.name)'",
          at: restart, label: "no namespace of the description is injected",
          help: ["add the namespaces to 'namespaces', with 'inject: enabled', or leave this out"])
      ]
    }
  }
}

extension Code {
  static let ineffectiveField = Code(
    "ineffective-field", .warning, "a field is written that cannot do anything")
}
