import Diagnostics
import Manifests

extension RenderedCluster {
  /// With the description's patches applied, one after the other.
  ///
  /// A component of which a patch changes what clusters share leaves its base out: that one stays the
  /// same for the others.
  package func patched(
    by patches: [ObjectPatch], over bases: [RenderedBase], _ diagnostics: inout Diagnostics
  ) -> RenderedCluster {
    // What failed to render is missing, and no patch is to be blamed for that.
    if patches.isEmpty || diagnostics.hasErrors { return self }
    var patching = ClusterPatching(self, bases)
    for patch in patches { patching.apply(patch) }
    diagnostics.add(patching.diagnostics)
    return patching.result
  }
}
