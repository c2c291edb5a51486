import Description
import Diagnostics
import Fields
import Manifests
import Topology
import Values
import Versions

/// Traefik's middlewares, routes and workload.
extension FactSheet {
  func traefikFacts(_ traefik: TraefikSettings) -> FactBuilder {
    var facts = builder
    facts.set("inject", traefik.inject, \.rawValue)
    facts.set("workload", .null)
    if let workload = traefik.workload {
      var fact = builder
      fact.set("kind", workload.kind, \.rawValue)
      fact.set("namespace", workload.namespace, \.text)
      fact.set("name", workload.name, \.text)
      facts.set("workload", fact)
    }
    facts.set("middlewares", traefik.middlewares.map(middlewareFacts))
    facts.set("routes", traefik.routes.map { routeFacts($0, traefik) })
    return facts
  }

  private func middlewareFacts(_ middleware: Named<MiddlewareSpec>) -> FactBuilder {
    var facts = builder
    facts.set("name", .string(middleware.name), from: .written(middleware.place))
    facts.set("namespace", middleware.value.namespace, \.text)
    facts.set("spec", middleware.value.spec)
    facts.set("override", .null)
    if let service = middleware.value.overrideService {
      let namespace = service.namespace ?? middleware.value.namespace
      let host =
        "\(service.name.value.text).\(namespace.value.text).svc.\(LinkerdRelease.clusterDomain)"
      facts.set(
        "override", .string("\(host):\(service.port.value.number)"),
        from: service.name.origin, namespace.origin, service.port.origin)
    }
    return facts
  }

  private func routeFacts(_ route: Named<RouteSpec>, _ traefik: TraefikSettings) -> FactBuilder {
    let spec = route.value
    var service = builder
    service.set("name", spec.service.name, \.text)
    service.set(
      "port", .integer(Int64(spec.service.port.value.number)), from: spec.service.port.origin)
    // The address of the Service, so that the proxy balances; in mode ingress the header tells it.
    service.set(
      "nativeLB", .bool(traefik.inject?.value == .enabled), from: traefik.inject?.origin ?? .assumed
    )
    var facts = builder
    facts.set("name", .string(route.name), from: .written(route.place))
    facts.set("kind", spec.kind, \.rawValue)
    facts.set("namespace", spec.namespace, \.text)
    facts.set("hosts", spec.hosts, \.text)
    facts.set("path", spec.path, \.text)
    facts.set("match", .string(match(spec)), from: spec.hosts.first?.origin ?? .assumed)
    facts.set("service", service)
    facts.set("entryPoints", spec.entryPoints, \.text)
    facts.set("ingressClass", spec.ingressClass, \.text)
    facts.set("tls", .null)
    if let tls = spec.tls {
      var fact = builder
      fact.set("secretName", tls.secretName, \.text)
      fact.set("certResolver", tls.certResolver, \.text)
      facts.set("tls", fact)
    }
    facts.set("middlewares", spec.middlewares.map { reference(to: $0, in: traefik) })
    return facts
  }

  /// A rule as Traefik 2 and 3 read it: one host in each `Host`.
  private func match(_ route: RouteSpec) -> String {
    let hosts = route.hosts.map { "Host(`\($0.value.text)`)" }.joined(separator: " || ")
    guard let path = route.path else { return hosts }
    let prefix = "PathPrefix(`\(path.value.text)`)"
    return route.hosts.count == 1 ? "\(hosts) && \(prefix)" : "(\(hosts)) && \(prefix)"
  }

  private func reference(
    to name: Located<ObjectName>, in traefik: TraefikSettings
  ) -> FactBuilder {
    let middleware = traefik.middlewares.first { $0.name == name.value.text }
    var facts = builder
    facts.set("name", name, \.text)
    facts.set("namespace", middleware?.value.namespace, \.text)
    return facts
  }
}
