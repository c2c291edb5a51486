/// A port that a Service has on every node.
package struct NodePort: Hashable, Sendable, CustomStringConvertible {
  package let number: Int

  /// What the API server gives out (kube-apiserver, --service-node-port-range).
  package static let range = 30000...32767

  package init(number: Int) { self.number = number }

  package var description: String { "\(number)" }
}
