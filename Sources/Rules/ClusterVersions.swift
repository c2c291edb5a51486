import Versions

/// What runs on a cluster, as far as it is known.
package struct ClusterVersions: Sendable {
  package let kubernetes: Version?
  package let linkerd: LinkerdVersion?

  package init(kubernetes: Version? = nil, linkerd: LinkerdVersion? = nil) {
    self.kubernetes = kubernetes
    self.linkerd = linkerd
  }
}
