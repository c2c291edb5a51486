import Fields
import Topology

extension LinkMode: WordField {}
extension Distribution: WordField {}
extension GatewayServiceType: WordField {}
extension GatewayAPIOwner: WordField {}
extension IngressMode: WordField {}
extension PodSecurity: WordField {}
extension Injection: WordField {}
extension NamespaceManagement: WordField {}
extension TraefikRouteKind: WordField {}
extension TraefikWorkloadKind: WordField {}

/// How Linkerd is installed.
package enum InstallMethod: String, WordField {
  /// By Jobs that run Linkerd's own CLI in the cluster.
  case job
}

/// A kind of Flux source that can hold the tree.
package enum SourceKind: String, WordField {
  case gitRepository = "GitRepository"
  case ociRepository = "OCIRepository"
  case bucket = "Bucket"
}
