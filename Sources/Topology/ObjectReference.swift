import Diagnostics
import Fields

/// A kind of object that an app's description may name, with what is to be known to patch it.
package enum AppKind: String, Sendable, CaseIterable {
  case cronJob = "CronJob"
  case daemonSet = "DaemonSet"
  case deployment = "Deployment"
  case helmRelease = "HelmRelease"
  case ingress = "Ingress"
  case job = "Job"
  case replicaSet = "ReplicaSet"
  case service = "Service"
  case statefulSet = "StatefulSet"

  /// The version that every supported Kubernetes and Flux serves.
  package var apiVersion: String {
    switch self {
    case .cronJob, .job: "batch/v1"
    case .daemonSet, .deployment, .replicaSet, .statefulSet: "apps/v1"
    case .helmRelease: "helm.toolkit.fluxcd.io/v2"
    case .ingress: "networking.k8s.io/v1"
    case .service: "v1"
    }
  }

  /// The API group; empty for the core group.
  package var group: String {
    let bytes = apiVersion.utf8
    return bytes.firstIndex(of: UInt8(ascii: "/")).map { String(apiVersion[..<$0]) } ?? ""
  }
}

/// An object of an app, by the name that it has in the cluster.
package struct ObjectReference: Sendable, Hashable {
  package let kind: AppKind
  package let namespace: String
  package let name: String

  package init(_ kind: AppKind, _ namespace: String, _ name: String) {
    self.kind = kind
    self.namespace = namespace
    self.name = name
  }
}

extension ObjectReference: CustomStringConvertible {
  /// `CronJob workloads/backup`
  package var description: String { "\(kind.rawValue) \(namespace)/\(name)" }
}

/// `namespace/name`: a Service or a HelmRelease.
package struct NamespacedName: TextField, Hashable {
  package let namespace: String
  package let name: String

  package static var placeholder: NamespacedName { NamespacedName(namespace: "", name: "") }
  package static var grammar: String { "a namespace and a name such as 'workloads/web'" }

  package static func parse(_ text: String) throws(FieldProblem) -> NamespacedName {
    let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      .map { String($0) ?? "" }
    guard parts.count == 2 else {
      throw FieldProblem(
        .invalidName, "'\(text)' is not \(grammar)",
        help: parts.count == 1 ? ["write the namespace before it: 'NAMESPACE/\(text)'"] : [])
    }
    return NamespacedName(
      namespace: try LabelName.parse(parts[0]).text, name: try ObjectName.parse(parts[1]).text)
  }
}

/// Which kinds a field takes.
package protocol AppKinds: Sendable {
  static var kinds: [AppKind] { get }
  static var example: String { get }
}

/// `Kind/namespace/name`, of the kinds that a field takes.
package struct ObjectKey<Kinds: AppKinds>: TextField, Hashable {
  package let reference: ObjectReference

  package static var placeholder: ObjectKey {
    ObjectKey(reference: ObjectReference(Kinds.kinds[0], "", ""))
  }

  package static var grammar: String {
    "a kind, a namespace and a name such as '\(Kinds.example)'"
  }

  package static func parse(_ text: String) throws(FieldProblem) -> ObjectKey {
    let parts = text.utf8.split(
      separator: UInt8(ascii: "/"), maxSplits: 1, omittingEmptySubsequences: false
    ).map { String($0) ?? "" }
    let words = Kinds.kinds.map(\.rawValue)
    guard let kind = Kinds.kinds.first(where: { $0.rawValue == parts[0] }) else {
      let near = closest(to: parts[0], among: words)
      throw FieldProblem(
        .invalidName, "'\(text)' is not \(grammar)",
        label: "its kind is \(words.map { "'\($0)'" }.joinedAsAlternatives())",
        help: near.map { ["the nearest kind is '\($0)'"] } ?? [])
    }
    guard parts.count == 2, parts[1].utf8.contains(UInt8(ascii: "/")) else {
      throw FieldProblem(.invalidName, "'\(text)' is not \(grammar)")
    }
    let name = try NamespacedName.parse(parts[1])
    return ObjectKey(reference: ObjectReference(kind, name.namespace, name.name))
  }
}

package enum JobKinds: AppKinds {
  package static var kinds: [AppKind] { [.cronJob, .job] }
  package static var example: String { "CronJob/workloads/backup" }
}

/// What makes pods.
package enum WorkloadKinds: AppKinds {
  package static var kinds: [AppKind] {
    [.cronJob, .daemonSet, .deployment, .job, .replicaSet, .statefulSet]
  }
  package static var example: String { "Deployment/workloads/web" }
}

package enum IngressKinds: AppKinds {
  package static var kinds: [AppKind] { [.ingress] }
  package static var example: String { "Ingress/workloads/web" }
}
