import Diagnostics
import Topology

/// Labels for namespaces of which only the annotations are ours.
enum ForeignNamespaceRule: TopologyRule {
  static let codes: [Code] = [.labelsOnForeignNamespace]

  static let explanation = """
    'manage: annotationsOnly' says that somebody else makes a namespace, and that Mooring adds
    annotations to it. Labels belong to who makes it: pod security and network policies select by
    them, and two who write them overwrite each other.

    Example: 'longhorn-system: {manage: annotationsOnly, podSecurity: privileged}'.

    Cure: give the label where the namespace is made; or leave 'manage' out, which makes the
    namespace Mooring's.
    """

  static func check(_ topology: Topology) -> [Diagnostic] {
    topology.clusters.flatMap { cluster in cluster.namespaces.compactMap(judge) }
  }

  private static func judge(_ namespace: Topology.Namespace) -> Diagnostic? {
    guard let manage = namespace.manage, manage.value == .annotationsOnly else { return nil }
    let field = namespace.podSecurity == nil ? "labels" : "podSecurity"
    guard let place = namespace.podSecurity?.place ?? namespace.labels.first?.value.place else {
      return nil
    }
    return Diagnostic(
      .labelsOnForeignNamespace,
      "'\(field)' is not for namespace '\(namespace.name)', which somebody else makes", at: place,
      secondary: manage.place.map { [Label($0, "this says so")] } ?? [],
      help: ["remove '\(field)', or 'manage' where nobody else makes the namespace"])
  }
}

extension Code {
  static let labelsOnForeignNamespace = Code(
    "labels-on-foreign-namespace", .error,
    "a namespace whose annotations alone are managed is given labels")
}
