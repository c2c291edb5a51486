import Diagnostics

extension Topology {
  /// What a cluster says of its Traefik.
  package struct Traefik: Sendable {
    /// How Traefik's own pods are meshed.
    package var mode: Located<IngressMode>?
    package var workload: TraefikWorkload?
    package var allowsCrossNamespace: Bool
    /// Sorted by name.
    package var middlewares: [TraefikMiddleware]
    /// Sorted by name.
    package var routes: [TraefikRoute]

    package init(
      mode: Located<IngressMode>? = nil, workload: TraefikWorkload? = nil,
      allowsCrossNamespace: Bool = false, middlewares: [TraefikMiddleware] = [],
      routes: [TraefikRoute] = []
    ) {
      self.mode = mode
      self.workload = workload
      self.allowsCrossNamespace = allowsCrossNamespace
      self.middlewares = middlewares
      self.routes = routes
    }

    package func middleware(_ name: String) -> TraefikMiddleware? {
      middlewares.first { $0.name == name }
    }
  }

  /// What Traefik's pods are made by.
  package struct TraefikWorkload: Sendable {
    package var kind: Located<TraefikWorkloadKind>
    package var namespace: Located<String>

    package init(kind: Located<TraefikWorkloadKind>, namespace: Located<String>) {
      self.kind = kind
      self.namespace = namespace
    }
  }

  /// A Service by its name in a namespace, and the number of a port of its.
  package struct ServicePort: Hashable, Sendable, CustomStringConvertible {
    package var namespace: String
    package var name: String
    package var port: Int

    package init(namespace: String, name: String, port: Int) {
      self.namespace = namespace
      self.name = name
      self.port = port
    }

    package var description: String { "\(namespace)/\(name):\(port)" }
  }

  package struct TraefikMiddleware: Sendable {
    package enum Effect: Sendable {
      /// Tells Linkerd's proxy which Service a request is for.
      case overrides(ServicePort, at: Place)
      /// Anything else: the kinds of middleware that its spec names, and where.
      case spec(kinds: [(name: String, place: Place)], removesOverride: Bool, at: Place)
      /// Not known: nothing may be concluded.
      case unknown
    }

    package var name: String
    /// Where the name is written.
    package var place: Place
    package var namespace: Located<String>?
    package var effect: Effect

    package init(name: String, place: Place, namespace: Located<String>?, effect: Effect) {
      self.name = name
      self.place = place
      self.namespace = namespace
      self.effect = effect
    }
  }

  package struct TraefikRoute: Sendable {
    package var name: String
    /// Where the name is written.
    package var place: Place
    package var kind: Located<TraefikRouteKind>
    package var namespace: Located<String>?
    /// The Service that answers, and where its port is written.
    package var service: (target: ServicePort, place: Place)?
    package var middlewares: [Located<String>]

    package init(
      name: String, place: Place, kind: Located<TraefikRouteKind>, namespace: Located<String>?,
      service: (target: ServicePort, place: Place)?, middlewares: [Located<String>]
    ) {
      self.name = name
      self.place = place
      self.kind = kind
      self.namespace = namespace
      self.service = service
      self.middlewares = middlewares
    }
  }
}

/// How the proxy beside Traefik finds out which Service a request is for.
package enum IngressMode: String, Sendable, CaseIterable {
  /// By header `l5d-dst-override`, which a middleware sets.
  case ingress
  /// By the address that Traefik connects to: as in every other pod.
  case enabled
}

/// What makes Traefik's pods, and so takes their annotations.
package enum TraefikWorkloadKind: String, Sendable, CaseIterable {
  case deployment = "Deployment"
  case daemonSet = "DaemonSet"
  /// A HelmRelease of Flux with the chart of Traefik.
  case helmRelease = "HelmRelease"
}

/// The kinds of object that route requests by their host and path.
package enum TraefikRouteKind: String, Sendable, CaseIterable {
  case ingressRoute = "IngressRoute"
  case ingress = "Ingress"
}
