import Diagnostics
import Fields
import Topology

/// Requests for some hosts, and the Service that answers them.
package struct RouteSpec: Described, Sendable {
  package let kind: Located<TraefikRouteKind>
  package let namespace: Located<LabelName>
  package let hosts: [Located<HostName>]
  package let path: Located<PathPrefix>?
  package let service: RouteService
  package let middlewares: [Located<ObjectName>]
  package let entryPoints: [Located<EntryPointName>]
  package let ingressClass: Located<ObjectName>?
  package let tls: RouteTLS?

  package init(_ fields: inout Fields) {
    kind = fields.optional(
      "kind", TraefikRouteKind.self, default: .ingressRoute, shown: "IngressRoute",
      "the kind of object that is made")
    namespace = fields.required("namespace", LabelName.self, "its namespace: that of the Service")
    hosts = fields.oneOrMore(
      "hosts", HostName.self, required: true, "the hosts that requests are for")
    path = fields.optional(
      "path", PathPrefix.self, "what the paths of requests start with; without it all of them")
    service = fields.required("service", RouteService.self, "the Service that answers")
    middlewares = fields.oneOrMore(
      "middlewares", ObjectName.self, required: false,
      "the middlewares that requests pass, in this order: names of 'traefik.middlewares'")
    entryPoints = fields.oneOrMore(
      "entryPoints", EntryPointName.self, required: false,
      "the entry points of Traefik that it listens on; without them Traefik's defaults")
    ingressClass = fields.optional(
      "ingressClass", ObjectName.self, "the ingress class, where Traefik serves but one")
    tls = fields.optional("tls", RouteTLS.self, "TLS towards clients; '{}' for Traefik's default")
  }
}

package struct RouteService: Described, Sendable {
  package let name: Located<LabelName>
  package let port: Located<PortNumber>
  /// Where the mapping is written.
  package let place: Place?

  package init(_ fields: inout Fields) {
    place = fields.place
    name = fields.required("name", LabelName.self, "its name")
    port = fields.required("port", PortNumber.self, "its port, by number")
  }
}

/// The certificate that clients see.
package struct RouteTLS: Described, Sendable {
  package let secretName: Located<ObjectName>?
  package let certResolver: Located<EntryPointName>?

  package init(_ fields: inout Fields) {
    secretName = fields.optional(
      "secretName", ObjectName.self, "the Secret that holds the certificate and its key")
    certResolver = fields.optional(
      "certResolver", EntryPointName.self, "the resolver of Traefik that gets a certificate")
  }
}
