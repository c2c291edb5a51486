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

/// Where the objects that clusters share lie in the tree.
package enum LayoutStyle: String, WordField {
  /// In a base for each component, which the overlay of each cluster lists.
  case overlays
  /// In each cluster's own folder, whole.
  case rendered
}

/// A kind of Flux source that can hold the tree.
package enum SourceKind: String, WordField {
  case gitRepository = "GitRepository"
  case ociRepository = "OCIRepository"
  case bucket = "Bucket"
}
