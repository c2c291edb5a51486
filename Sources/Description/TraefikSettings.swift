import Diagnostics
import Fields
import Topology

/// What Traefik, which somebody else installs, needs for the mesh.
package struct TraefikSettings: Described, Sendable {
  package let inject: Located<IngressMode>?
  package let workload: TraefikWorkloadSpec?
  package let allowCrossNamespace: Located<Bool>
  package let middlewares: [Named<MiddlewareSpec>]
  package let routes: [Named<RouteSpec>]

  package init(_ fields: inout Fields) {
    inject = fields.optional(
      "inject", IngressMode.self,
      "how Traefik's pods are meshed: 'ingress' where a header says which Service a request is for, 'enabled' as every other pod"
    )
    workload = fields.optional(
      "workload", TraefikWorkloadSpec.self,
      "what makes Traefik's pods; with it there is a kustomize Component that annotates them")
    allowCrossNamespace = fields.optional(
      "allowCrossNamespace", Bool.self, default: false, shown: "false",
      "whether this Traefik runs with 'providers.kubernetesCRD.allowCrossNamespace'")
    middlewares = fields.named(
      "middlewares", by: ObjectName.self, MiddlewareSpec.self, "Traefik's Middlewares, by name")
    routes = fields.named(
      "routes", by: ObjectName.self, RouteSpec.self,
      "which requests go to which Service, by the name of the IngressRoute or Ingress")
    if workload != nil && inject == nil {
      fields.reportIncomplete(
        "'workload' says where Traefik is, and nothing says how it is meshed",
        help: "write 'inject: ingress' or 'inject: enabled' beside it")
    }
  }
}

/// What makes Traefik's pods.
package struct TraefikWorkloadSpec: Described, Sendable {
  package let kind: Located<TraefikWorkloadKind>
  package let namespace: Located<LabelName>
  package let name: Located<ObjectName>

  package init(_ fields: inout Fields) {
    kind = fields.required(
      "kind", TraefikWorkloadKind.self,
      "its kind; HelmRelease for one of Flux with Traefik's own chart")
    namespace = fields.required("namespace", LabelName.self, "its namespace")
    name = fields.required("name", ObjectName.self, "its name")
  }
}

/// One Middleware of Traefik.
package struct MiddlewareSpec: Described, Sendable {
  package let namespace: Located<LabelName>
  package let overrideService: OverrideSpec?
  package let spec: FreeValue?

  package init(_ fields: inout Fields) {
    namespace = fields.required(
      "namespace", LabelName.self, "its namespace: that of the routes that use it")
    overrideService = fields.optional(
      "overrideService", OverrideSpec.self,
      "tells Linkerd's proxy which Service a request is for, whatever a client says (header l5d-dst-override)"
    )
    spec = fields.free("spec", "any other middleware: the spec as Traefik reads it")
    if (overrideService == nil) == (spec == nil) {
      fields.reportIncomplete(
        "a middleware has 'overrideService' or 'spec', and not both",
        help: "write 'overrideService: {name: web, port: 80}', or 'spec: {compress: {}}'")
    }
  }
}

/// The Service that requests are for.
package struct OverrideSpec: Described, Sendable {
  package let name: Located<LabelName>
  package let port: Located<PortNumber>
  package let namespace: Located<LabelName>?
  /// Where the mapping is written.
  package let place: Place?

  package init(_ fields: inout Fields) {
    place = fields.place
    name = fields.required("name", LabelName.self, "the name of the Service")
    port = fields.required("port", PortNumber.self, "the port of the Service, by its number")
    namespace = fields.optional(
      "namespace", LabelName.self, "its namespace, where that is not the middleware's")
  }
}
