import Description
import Diagnostics
import Fields
import Manifests
import Topology
import Values
import Versions

/// Viz, its dashboard, and what makes a Prometheus scrape the mesh.
extension FactSheet {
  /// `viz`.
  func vizFacts(_ viz: VizSettings, of cluster: Cluster) -> FactBuilder {
    var facts = builder
    facts.set("namespace", .string(VizRelease.namespace))
    let isPresent = cluster.spec.linkerd?.presentViz != nil
    let reason = isPresent || viz.state.value == .absent ? viz.state : cluster.spec.linkerd?.state
    facts.set(
      "state", .string((isPresent ? ComponentState.present : .absent).rawValue),
      from: reason?.origin ?? .assumed)
    let highAvailability = viz.highAvailability ?? cluster.spec.linkerd?.highAvailability
    facts.set(
      "highAvailability", .bool(highAvailability?.value ?? false),
      from: highAvailability?.origin ?? .assumed)
    facts.set("externalPrometheus", .null)
    if case .external(let url)? = viz.prometheus {
      facts.set("externalPrometheus", url, \.text)
    }
    // Without linkerd-init, which needs NET_ADMIN, where the CNI plug-in does its work.
    let usesCNI = viz.values?.value["cniEnabled"] == .bool(true)
    facts.set("podSecurity", .string(usesCNI ? "restricted" : "privileged"))
    facts.set("values", vizValues(viz))
    facts.set("dashboard", .null)
    if let dashboard = viz.dashboard {
      facts.set("dashboard", dashboardFacts(dashboard, cluster.spec.traefik))
    }
    return facts
  }

  /// The values of chart linkerd-viz: those that every version has, and the user's.
  private func vizValues(_ viz: VizSettings) -> FactBuilder {
    var values = builder
    var prometheus = builder
    switch viz.prometheus {
    case .external(let url)?:
      values.set("prometheusUrl", url, \.text)
      prometheus.set("enabled", false, from: url.origin)
    case .installed(let installed)?:
      prometheus.set(
        "enabled", true, from: installed.place.map { .written($0) } ?? .assumed)
    case nil: break
    }
    values.set("prometheus", prometheus)
    if let host = viz.dashboard?.host {
      // What it answers without being told, and its own address: never every host there is, or a page
      // of somebody else's could read the dashboard by a name that it lets point there.
      let hosts = (VizRelease.dashboardHosts + [host.value.text.escapingDots])
        .joined(separator: "|")
      var dashboard = builder
      dashboard.set(
        "enforcedHostRegexp", .string("^(\(hosts))(:\\d+)?$"), from: host.origin)
      values.set("dashboard", dashboard)
    }
    values.merge(viz.values)
    return values
  }

  private func dashboardFacts(
    _ dashboard: DashboardSettings, _ traefik: TraefikSettings?
  ) -> FactBuilder {
    let service = VizRelease.dashboard
    var facts = builder
    facts.set("match", dashboard.host) { "Host(`\($0.text)`)" }
    facts.set("name", .string(DashboardSettings.route))
    facts.set("service", .string(service.name))
    facts.set("port", .integer(Int64(service.port)))
    facts.set("override", .null)
    if DashboardSettings.needsOverride(traefik) {
      let host = "\(service.name).\(VizRelease.namespace).svc.\(LinkerdRelease.clusterDomain)"
      facts.set(
        "override", .string("\(host):\(service.port)"),
        from: traefik?.inject?.origin ?? dashboard.host.origin)
    }
    // The address of the Service, so that the proxy balances; in mode ingress the header tells it.
    facts.set(
      "nativeLB", .bool(traefik?.inject?.value == .enabled),
      from: traefik?.inject?.origin ?? .assumed)
    facts.set("entryPoints", dashboard.entryPoints, \.text)
    facts.set("ingressClass", dashboard.ingressClass, \.text)
    facts.set("middlewares", dashboard.middlewares.map { middlewareReference($0, in: traefik) })
    facts.set("tls", .null)
    if let tls = dashboard.tls {
      var fact = builder
      fact.set("secretName", tls.secretName, \.text)
      fact.set("certResolver", tls.certResolver, \.text)
      facts.set("tls", fact)
    }
    return facts
  }

  /// The name of a middleware, and its namespace where that is not the dashboard's.
  private func middlewareReference(
    _ name: Located<ObjectName>, in traefik: TraefikSettings?
  ) -> FactBuilder {
    let middleware = traefik?.middlewares.first { $0.name == name.value.text }
    var facts = builder
    facts.set("name", name, \.text)
    let namespace = middleware?.value.namespace
    facts.set("namespace", namespace?.value.text == VizRelease.namespace ? nil : namespace, \.text)
    return facts
  }

  /// `podMonitors`; nil where there are none.
  func podMonitorFacts(_ cluster: Cluster) -> FactBuilder? {
    guard let spec = cluster.spec.podMonitors, let linkerd = cluster.spec.linkerd else {
      return nil
    }
    let hasViz = linkerd.presentViz != nil
    let tag = VersionResolution.tag(of: linkerd.version.value, pins: pins)
    var facts = builder
    facts.set("namespace", spec.namespace, \.text)
    facts.set("labels", textFacts(spec.labels))
    facts.set(
      "adminPorts", .string(EdgeTag(tag)?.adminPorts ?? "admin-http"), from: linkerd.version.origin)
    facts.set(
      "controllerNamespaces",
      .array(
        ([LinkerdRelease.namespace] + (hasViz ? [VizRelease.namespace] : [])).map { .string($0) }))
    facts.set("prometheus", .null)
    guard let prometheus = spec.prometheus else { return facts }
    facts.set(
      "prometheus", scraperFacts(prometheus, defaultNamespace: spec.namespace))
    facts.set("ownPrometheus", .null)
    if hasViz, case .installed(let installed)? = linkerd.viz?.prometheus {
      facts.set(
        "ownPrometheus", .string(VizRelease.prometheus),
        from: installed.place.map { .written($0) } ?? .assumed)
    }
    facts.set("scraped", scrapedNamespaces(cluster, hasViz: hasViz))
    return facts
  }

  private func scraperFacts(
    _ scraper: ScraperSpec, defaultNamespace: Located<LabelName>
  ) -> FactBuilder {
    var facts = builder
    // What proves it, as a policy refers to it.
    facts.set(
      "kind",
      .string(scraper.serviceAccount == nil ? "NetworkAuthentication" : "MeshTLSAuthentication"))
    facts.set("serviceAccount", scraper.serviceAccount, \.text)
    facts.set("namespace", scraper.namespace ?? defaultNamespace, \.text)
    facts.set("networks", scraper.networks, \.description)
    return facts
  }

  /// The namespaces whose pods get a proxy, as far as the description says.
  private func scrapedNamespaces(_ cluster: Cluster, hasViz: Bool) -> [FactBuilder] {
    var names = cluster.spec.namespaces
      .filter { $0.value.inject.map { $0.value != .disabled } ?? false }
      .map { (name: $0.name, origin: $0.value.inject?.origin ?? .assumed) }
    if hasViz { names.append((VizRelease.namespace, .assumed)) }
    return names.map { name, origin in
      var facts = builder
      facts.set("name", .string(name), from: origin)
      return facts
    }
  }
}
