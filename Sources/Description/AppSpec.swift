import Diagnostics
import Fields
import Topology
import Versions

/// An application of the user's, and what the mesh asks of its manifests.
package struct AppSpec: Described, Sendable {
  package let owner: Located<AppOwner>
  package let path: Located<AppPath>?
  package let flux: AppFlux?
  package let changes: AppChanges
  /// By HelmRelease: changes to what its chart renders.
  package let helmReleases: [Keyed<NamespacedName, AppChanges>]

  package init(_ fields: inout Fields) {
    owner = fields.required(
      "owner", AppOwner.self,
      "whose the Flux Kustomization is that applies it: the user's, which lists a kustomize Component of the tree, or Mooring's"
    )
    path = fields.optional(
      "path", AppPath.self,
      "the folder of its manifests; left out, where it lies in another repository")
    flux = fields.optional(
      "flux", AppFlux.self, "its Flux Kustomization, where that is Mooring's")
    changes = AppChanges(&fields)
    helmReleases = fields.keyed(
      "helmReleases", by: NamespacedName.self, AppChanges.self,
      "HelmReleases of the app, and what is changed of the objects that their charts render")
    guard owner.isKnown else { return }
    if owner.value == .mooring && path == nil {
      fields.reportIncomplete(
        "an app whose owner is Mooring has a path",
        help: "add 'path', the folder of its manifests")
    }
    if owner.value == .user && flux != nil {
      fields.reportIncomplete(
        "the Flux Kustomization of an app whose owner is the user is not Mooring's to change",
        help: "remove 'flux', or write 'owner: mooring'")
    }
  }
}

/// Whose Flux Kustomization applies an app.
package enum AppOwner: String, WordField {
  case user
  case mooring
}

/// What the mesh asks of manifests: patches of them.
package struct AppChanges: Described, Sendable {
  package let jobs: [Keyed<ObjectKey<JobKinds>, JobSpec>]
  package let exports: [Keyed<NamespacedName, Located<LinkMode>>]
  package let inject: [Keyed<ObjectKey<WorkloadKinds>, Located<Injection>>]
  package let middlewares: [Keyed<ObjectKey<IngressKinds>, [Located<MiddlewareName>]>]

  package init(_ fields: inout Fields) {
    jobs = fields.keyed(
      "jobs", by: ObjectKey<JobKinds>.self, JobSpec.self,
      "Jobs and CronJobs, and how their pods end")
    exports = fields.keyed(
      "exports", by: NamespacedName.self, LinkMode.self,
      "Services that linked clusters may reach, and by which mode of a link")
    inject = fields.keyed(
      "inject", by: ObjectKey<WorkloadKinds>.self, Injection.self,
      "workloads whose pods get a proxy, or none, whatever their namespace says")
    middlewares = fields.keyedLists(
      "middlewares", by: ObjectKey<IngressKinds>.self, MiddlewareName.self,
      "Ingresses, and all the middlewares that Traefik puts before each, in their order")
  }
}

/// A Job in the mesh.
package struct JobSpec: Described, Sendable {
  package let termination: Located<JobTermination>

  package init(_ fields: inout Fields) {
    termination = fields.required(
      "termination", JobTermination.self,
      "how its pod ends, beside whose containers a proxy runs that does not end by itself")
  }
}

/// The Flux Kustomization of an app that Mooring owns.
package struct AppFlux: Described, Sendable {
  package let dependsOn: [Located<ObjectName>]
  package let interval: Located<FluxDuration>?
  package let timeout: Located<FluxDuration>
  package let targetNamespace: Located<LabelName>?
  package let decryption: Located<ObjectName>?

  package init(_ fields: inout Fields) {
    dependsOn = fields.oneOrMore(
      "dependsOn", ObjectName.self, required: false,
      "Flux Kustomizations that must be ready before it, beside those of the mesh")
    interval = fields.optional(
      "interval", FluxDuration.self, "how often Flux looks for drift; the fleet's, unless given")
    timeout = fields.optional(
      "timeout", FluxDuration.self, default: FluxDuration(text: "5m"), shown: "5m",
      "how long one reconciliation waits for it to be ready")
    targetNamespace = fields.optional(
      "targetNamespace", LabelName.self, "the namespace that all its objects are put into")
    decryption = fields.optional(
      "decryption", ObjectName.self,
      "the Secret beside the Flux Kustomization whose keys decrypt it by SOPS")
  }
}

extension JobTermination: WordField {}
