import Fields
import Topology

extension LinkMode: WordField {}
extension Distribution: WordField {}
extension GatewayAPIOwner: WordField {}
extension PodSecurity: WordField {}

/// Whether new pods of a namespace get a proxy: the value of annotation `linkerd.io/inject`.
package enum Injection: String, WordField {
  case enabled
  case disabled
  /// A proxy in ingress mode.
  case ingress
}

/// How much of a namespace is Mooring's.
package enum NamespaceManagement: String, WordField {
  /// The namespace itself, which is made where there is none.
  case whole
  /// Annotations alone, of a namespace that somebody else makes.
  case annotationsOnly
}

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
